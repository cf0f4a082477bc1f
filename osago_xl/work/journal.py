"""The journal of changes (hidden sheet Журнал): the audit trail, and what «Отменить» reads back.

One journal row per changed row, its old and new cells as JSON; rows added one after another share one, since an import
brings tens of thousands of them: «П-000001…П-020000». Values keep their type: dates as {"d": "2026-11-22"},
Decimal as {"m": "10.00"}, what does not fit its column as {"x": "5 мая"}, in a column of texts {"t": …}, an error of a
cell in it as {"e": "#N/A"}. The journal holds no more than the rows themselves do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import takewhile
from typing import Any
from zlib import crc32

from osago_xl.books.base import Changes, FormValues, Row
from osago_xl.schema.sheets.technical import LOG
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import ErrorText, Misfit, TextMisfit, as_typed

ADDED, CHANGED, DELETED, REBUILT, FILLED = "добавлено", "изменено", "удалено", "перестроено", "форма"
ACT_TAKEN, ACT_PUT_AWAY = "акт взят", "акт убран"
"""What happened to the agent's own tariffs, which are files beside the workbook; the key is the act's folder."""

_TO = "…"
_NUMBERED = re.compile(r"(\D*)(\d+)")

_SIGNS = 1_000
"""Rows of one journal row at most: their signs must find room in its cell."""

KEPT_ROWS = 20_000
"""The journal forgets its oldest commands beyond so many rows; the last command stays whole however large."""


def journal_rows(
    changes: Changes, befores: Mapping[str, Mapping[int, Row]], forms_before: Mapping[str, FormValues]
) -> Iterator[dict[str, Any]]:
    """Values of the journal rows for one command: table, row_key, what, before, after."""
    for name, change in changes.tables.items():
        if name == LOG.name:
            continue
        before, key = befores[name], change.table.key
        if change.replaced is not None:
            yield {"table": name, "what": REBUILT, "before": "", "after": typed_sign(change.table, change.replaced)}
            for row in before.values():
                yield {"table": name, "row_key": str(row[key]), "what": REBUILT, "before": pack(row)}
            continue
        for start in range(0, len(change.added), _SIGNS):
            yield from _added(change.table, change.added[start : start + _SIGNS])
        for at, new in change.updated.items():
            old = {k: before[at][k] for k in new}
            row_key = str(new.get(key, before[at][key]))
            yield {"table": name, "row_key": row_key, "what": CHANGED, "before": pack(old), "after": pack(new)}
        for at in change.deleted:
            row = before[at]
            yield {"table": name, "row_key": str(row[key]), "what": DELETED, "before": pack(row)}
    for prefix, values in changes.forms.items():
        for key, value in values.items():
            old = {key: forms_before[prefix].get(key)}
            yield {"table": prefix, "row_key": key, "what": FILLED, "before": pack(old), "after": pack({key: value})}


def _added(table: Table, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Rows that follow one another share a journal row; their signs stand in it in the same order."""
    typed = _input_keys(table)
    signs = iter([_sign(typed, row) for row in rows])
    for keys in _runs([str(row[table.key]) for row in rows]):
        entry = {"table": table.name, "row_key": keys, "what": ADDED}
        yield entry | {"after": " ".join(next(signs) for _ in keys_of(entry))}


def sign(table: Table, row: Mapping[str, Any]) -> str:
    """A short sign of what the agent sees typed in a row: another one means that somebody has typed since."""
    return _sign(_input_keys(table), row)


def _input_keys(table: Table) -> list[str]:
    return [column.key for column in table.columns if column.fill == "input"]


def _sign(typed: Sequence[str], row: Mapping[str, Any]) -> str:
    filled = [(key, value) for key in typed if (value := row[key]) is not None and value != ""]
    texts = [f"{key}={_plain(value)}" for key, value in filled]
    return f"{crc32('|'.join(text for text in texts if not text.endswith('=')).encode()):08x}"


def typed_sign(table: Table, rows: Iterable[Mapping[str, Any]]) -> str:
    """One sign of what is typed in all rows of a list, "" when nobody types in it."""
    if not any(column.fill == "input" for column in table.columns):
        return ""
    return f"{crc32(' '.join(sign(table, row) for row in rows).encode()):08x}"


def _plain(value: object) -> str:
    """A value in the form it has before it is written and after it was read back."""
    value = as_typed(value)
    if value is None:
        return ""
    if type(value) is str:
        return value.strip()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return format(Decimal(str(value)).normalize(), "f")
    return str(value).strip()


def _runs(keys: Sequence[str]) -> Iterator[str]:
    """Keys as the journal names them: numbers that follow one another by the first and the last."""
    first = last = ""
    for key in (*keys, None):
        if first and key == _following(last):
            last = key
            continue
        if last:
            yield first if first == last else f"{first}{_TO}{last}"
        first = last = key or ""


def _following(key: str) -> str:
    match = _NUMBERED.fullmatch(key)
    return f"{match[1]}{int(match[2]) + 1:0{len(match[2])}d}" if match else ""


def keys_of(entry: Mapping[str, Any]) -> list[str]:
    """Keys of the rows a journal row speaks of."""
    first, _, last = (_NUMBERED.fullmatch(each) for each in entry["row_key"].partition(_TO))
    if not first or not last:
        return [entry["row_key"]]
    return [f"{first[1]}{number:0{len(first[2])}d}" for number in range(int(first[2]), int(last[2]) + 1)]


def old_rows_to_drop(log: Sequence[Row]) -> list[Row]:
    """Journal rows of the oldest commands beyond `KEPT_ROWS`; never part of the last command."""
    if len(log) <= KEPT_ROWS:
        return []
    last = log[-1]["command_number"]
    surplus = log[: len(log) - KEPT_ROWS]
    return list(takewhile(lambda row: row["command_number"] != last, surplus))


def pack(values: Mapping[str, Any]) -> str:
    """Cells of a row as JSON; empty ones are left out."""
    kept = {k: _typed(v) if isinstance(v, Misfit) else v for k, v in values.items() if v is not None and v != ""}
    return json.dumps(kept, ensure_ascii=False, default=_typed, separators=(",", ":"))


def unpack(text: str) -> dict[str, Any]:
    """The reverse of `pack`."""
    return json.loads(text, object_hook=_untyped) if text else {}


def _typed(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"m": str(value)}
    if isinstance(value, Misfit):
        raw = {"e": str(value.raw)} if isinstance(value.raw, ErrorText) else value.raw
        return {"t" if isinstance(value, TextMisfit) else "x": raw}
    if isinstance(value, time):
        return value.isoformat()
    raise TypeError(f"no journal form for {type(value).__name__}")


def _untyped(value: dict[str, Any]) -> object:
    [(kind, content)] = value.items() if len(value) == 1 else [("", "")]
    if kind in _READ:
        return _READ[kind](content)
    return value


def _moment(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


_READ: Mapping[str, Callable[[Any], object]] = {
    "m": Decimal, "d": _moment, "x": Misfit, "t": TextMisfit, "e": ErrorText,
}  # fmt: skip
