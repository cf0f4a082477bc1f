"""One table in the memory of a command: rows, an index by key, and the change collected so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from osago_xl.books.base import Row, TableChange
from osago_xl.schema.tables import Table


class Loaded:
    """Rows typed by hand get their keys here, on reading: every command first gives keys to such rows."""

    def __init__(self, table: Table, rows: list[Row]) -> None:
        self.table = table
        self.rows = rows
        self.change = TableChange(table)
        self.before: dict[int, Row] = {}
        self._key = table.key
        self._empty = {c.key: c.from_cell(None) for c in table.columns}
        self.index = {row[self._key]: row for row in reversed(rows) if row[self._key]}
        self._last = max((_number(key) for key in self.index), default=0) if table.prefix else 0
        self.keys_given = self._give_keys() if table.prefix else 0

    @property
    def changed(self) -> bool:
        change = self.change
        return bool(change.added or change.updated or change.restored or change.deleted or change.replaced is not None)

    def copies(self) -> list[tuple[str, list[Row]]]:
        """Keys that stand in more than one row, with their rows from top to bottom."""
        if not self.table.prefix or len(self.index) == len(self.rows):
            return []
        by_key: dict[str, list[Row]] = {}
        for row in self.rows:
            by_key.setdefault(row[self._key], []).append(row)
        return [(key, rows) for key, rows in by_key.items() if len(rows) > 1]

    def new_key(self) -> str:
        self._last += 1
        return f"{self.table.prefix}{self._last:06d}"

    def add(self, values: Mapping[str, Any]) -> Row:
        self._check(values)
        row = Row({**self._empty, **values})
        if self.table.prefix and not row[self._key]:
            row[self._key] = self.new_key()
        self.rows.append(row)
        self.index[row[self._key]] = row
        (self.change.added if self.change.replaced is None else self.change.replaced).append(row)
        return row

    def set(self, row: Row, values: Mapping[str, Any]) -> bool:
        self._check(values)
        new = {k: v for k, v in values.items() if row[k] != v}
        if new and row.at >= 0 and self.change.replaced is None:
            self.before.setdefault(row.at, Row(row, row.at))
            self.change.updated.setdefault(row.at, {}).update(new)
        row.update(new)
        if self._key in new:
            self.index[new[self._key]] = row
        return bool(new)

    def restore(self, row: Row, column: str) -> None:
        self.change.restored.setdefault(row.at, set()).add(column)

    def remove(self, row: Row) -> None:
        place = next(i for i, each in enumerate(self.rows) if each is row)
        del self.rows[place]
        if self.index.get(row[self._key]) is row:
            del self.index[row[self._key]]
        if row.at < 0:
            self.change.added = [each for each in self.change.added if each is not row]
            return
        self.before.setdefault(row.at, Row(row, row.at))
        self.change.updated.pop(row.at, None)
        self.change.deleted.add(row.at)

    def replace(self, rows: Iterable[Mapping[str, Any]]) -> None:
        if self.change.replaced is None:
            self.before = {row.at: Row(row, row.at) for row in self.rows if row.at >= 0}
        new = [Row({**self._empty, **row}) for row in rows]
        self.change = TableChange(self.table, replaced=new)
        self.rows = list(new)
        self.index = {row[self._key]: row for row in reversed(new)}

    def _give_keys(self) -> int:
        bare = [row for row in self.rows if not row[self._key] and self._key not in row.misfits]
        for row in bare:
            self.set(row, {self._key: self.new_key()})
        return len(bare)

    def _check(self, values: Mapping[str, Any]) -> None:
        unknown = values.keys() - self.table.by_key.keys()
        if unknown:
            raise KeyError(f"{self.table.name} has no columns {sorted(unknown)}")


def _number(key: str) -> int:
    digits = re.search(r"\d+$", key)
    return int(digits[0]) if digits else 0
