"""The journal of changes (hidden sheet Журнал): the audit trail, and what «Отменить» reads back.

One journal row per changed row, its old and new cells as JSON. Values keep their type: dates as {"d": "2026-11-22"},
Decimal as {"m": "10.00"}.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osago_xl.actions.work import Work
    from osago_xl.books.base import Changes, Row

ADDED, CHANGED, DELETED, REPLACED, FILLED = "добавлено", "изменено", "удалено", "перестроено", "форма"


def journal_rows(
    work: Work, command: str, changes: Changes, befores: Mapping[str, Mapping[int, Row]]
) -> Iterator[dict[str, Any]]:
    """Values of the journal rows for one command. Rebuilt tables and forms are remembered as a whole."""
    number = max((row["command_number"] or 0 for row in work.rows("tblLog")), default=0) + 1
    head = {"command_number": number, "moment": work.now, "command": command}
    for name, change in changes.tables.items():
        if name == "tblLog":
            continue
        before, key = befores[name], change.table.key
        if change.replaced is not None:
            for row in before.values():
                yield head | {"table": name, "row_key": str(row[key]), "what": REPLACED, "before": pack(row)}
            if not before:
                yield head | {"table": name, "what": REPLACED}
            continue
        for row in change.added:
            yield head | {"table": name, "row_key": str(row[key]), "what": ADDED}
        for at, new in change.updated.items():
            old = {k: before[at][k] for k in new}
            yield head | {"table": name, "row_key": str(before[at][key] or new.get(key, "")), "what": CHANGED,
                          "before": pack(old), "after": pack(new)}  # fmt: skip
        for at in change.deleted:
            yield head | {
                "table": name,
                "row_key": str(before[at][key]),
                "what": DELETED,
                "before": pack(before[at]),
            }
    for prefix, values in changes.forms.items():
        yield head | {"table": prefix, "what": FILLED, "after": pack(values)}


def pack(values: Mapping[str, Any]) -> str:
    """Cells of a row as JSON; empty ones are left out."""
    kept = {k: v for k, v in values.items() if v is not None and v != ""}
    return json.dumps(kept, ensure_ascii=False, default=_typed, separators=(",", ":"))


def unpack(text: str) -> dict[str, Any]:
    """The reverse of `pack`."""
    return json.loads(text, object_hook=_untyped) if text else {}


def _typed(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"m": str(value)}
    raise TypeError(f"no journal form for {type(value).__name__}")


def _untyped(value: dict[str, Any]) -> object:
    if value.keys() == {"m"}:
        return Decimal(value["m"])
    if value.keys() == {"d"}:
        text = value["d"]
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return value
