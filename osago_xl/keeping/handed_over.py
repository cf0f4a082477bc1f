"""What both books said when one was split off: a fingerprint of every filled cell that was handed over.

It stays in the sub-agent's book. A merge then knows who has changed a cell since, by hand or by a command, without
asking dates: changed there and not here is news, changed here and not there is ours, changed in both is a conflict.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.schema.columns import Column, Key
from osago_xl.schema.tables import Table


def kept_columns(table: Table) -> list[Column]:
    """The columns in which a base keeps what somebody said: no formulas, nothing derived, not the row's own key."""
    return [c for c in table.columns if not (c.formula or c.derived or (isinstance(c, Key) and c.own))]


def fingerprints(table: Table, rows: Iterable[Row]) -> Iterator[dict[str, str]]:
    """Rows of tblHandedOver for rows of a table that have keys."""
    columns = kept_columns(table)
    for row in rows if table.prefix else ():
        said = " ".join(f"{c.key}:{sign}" for c in columns if (sign := _sign(c, row[c.key])))
        yield {"table": table.name, "row_key": str(row[table.key]), "said": said}


class HandedOver:
    """The common state of two books; empty for a book that was not split off."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._said = {(row["table"], row["row_key"]): row["said"] for row in rows}

    def changed(self, table: Table, key: str, column: Column, value: Any) -> bool | None:
        """Whether this is not what the cell said then; None for a row that was not handed over."""
        said = self._said.get((table.name, key)) if self._said else None
        if said is None:
            return None
        if isinstance(said, str):
            said = self._said[table.name, key] = dict(each.split(":", 1) for each in said.split())
        return bool(said.get(column.key, "") != _sign(column, value))


def _sign(column: Column, value: Any) -> str:
    """Five hexadecimal digits of what stands in the cell; "" for an empty one."""
    cell = column.to_cell(value)
    if cell in (None, ""):
        return ""
    written = repr(float(cell)) if isinstance(cell, (int, float, Decimal)) else str(cell)
    return f"{zlib.crc32(written.encode()) & 0xFFFFF:05x}"
