"""One table in the memory of a command: its rows, and the change collected so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic

from osago_xl.books.base import Book, Row, TableChange
from osago_xl.schema.tables import R, Table
from osago_xl.values.misfit import ErrorText, Misfit
from osago_xl.work.rows import Rows


class Loaded(Generic[R]):
    """Rows typed by hand get their keys here, on reading: every command first gives keys to such rows."""

    def __init__(self, table: Table[R], book: Book) -> None:
        self.table = table
        self.known = Rows(table, book)
        self.change = TableChange(table)
        self.before: dict[int, R] = {}
        self.given: set[str] = set()
        """Keys of the rows that this command has added."""
        self._key = table.key
        self._empty = {c.key: c.from_cell(None) for c in table.columns}
        self._last = max(map(_number, self.known.keys()), default=0) if table.prefix else 0
        self.keys_given = self._give_keys() if table.prefix else 0

    @property
    def rows(self) -> Sequence[R]:
        return self.known.all()

    @property
    def changed(self) -> bool:
        change = self.change
        return bool(change.added or change.updated or change.restored or change.deleted or change.replaced is not None)

    def copies(self) -> list[tuple[str, list[R]]]:
        """Keys that stand in more than one row, with their rows from top to bottom."""
        return self.known.copies() if self.table.prefix else []

    def new_key(self) -> str:
        self._last += 1
        return f"{self.table.prefix}{self._last:06d}"

    def add(self, values: Mapping[str, Any]) -> R:
        self._check(values)
        row = self.table.row({**self._empty, **values})
        if self.table.prefix and row[self._key] in (None, ""):
            row[self._key] = self.new_key()
            self.given.add(row[self._key])
        self.known.add(row)
        (self.change.added if self.change.replaced is None else self.change.replaced).append(row)
        return row

    def set(self, row: R, values: Mapping[str, Any], *, exactly: bool = False) -> bool:
        self._check(values)
        new = {k: v for k, v in values.items() if row[k] != v and (exactly or not _hides(row[k], v))}
        if new and row.at >= 0 and self.change.replaced is None:
            if row.at not in self.before:
                self.before[row.at] = self.table.row(row, row.at)
            self.change.updated.setdefault(row.at, {}).update(new)
        row.update(new)
        if self._key in new:
            self.known.call(new[self._key], row)
        return bool(new)

    def restore(self, row: R, column: str) -> None:
        self.change.restored.setdefault(row.at, set()).add(column)

    def remove(self, rows: Sequence[R]) -> None:
        self.known.remove(rows)
        gone = set(map(id, rows))
        self.change.added = [row for row in self.change.added if id(row) not in gone]
        for row in rows:
            if row.at >= 0:
                self.before.setdefault(row.at, self.table.row(row, row.at))
                self.change.updated.pop(row.at, None)
                self.change.deleted.add(row.at)

    def replace(self, rows: Iterable[Mapping[str, Any]]) -> None:
        if self.change.replaced is None:
            self.before = {row.at: self.table.row(row, row.at) for row in self.rows if row.at >= 0}
        new = [self.table.row({**self._empty, **row}) for row in rows]
        self.change = TableChange(self.table, replaced=list[Row](new))
        self.known.replace(new)

    def displaced(self) -> Iterator[tuple[R, str, Misfit]]:
        """Row, column, and what stood there unread, for the cells in which a value has taken its place."""
        for at, news in self.change.updated.items():
            for key, new in news.items():
                if (
                    _has_words(old := self.before[at].cell(key))
                    and new not in (None, "")
                    and not isinstance(new, Misfit)
                ):
                    yield self.before[at], key, old

    def _give_keys(self) -> int:
        bare = [row for row in self.known.without_key() if not isinstance(row[self._key], Misfit)]
        for row in bare:
            self.set(row, {self._key: self.new_key()})
        return len(bare)

    def _check(self, values: Mapping[str, Any]) -> None:
        known = self.table.by_key.keys()
        if not values.keys() <= known:
            raise KeyError(f"{self.table.name} has no columns {sorted(values.keys() - known)}")


def _hides(old: object, new: object) -> bool:
    """Whether the cell seems empty to a command, and is not: what the agent wrote there stays."""
    return isinstance(old, Misfit) and new in (None, "")


def _has_words(old: object) -> bool:
    """Whether somebody has written there what no column of this kind can hold."""
    return isinstance(old, Misfit) and old.raw not in (None, "") and not isinstance(old.raw, ErrorText)


def _number(key: str) -> int:
    digits = re.search(r"\d+$", key)
    return int(digits[0]) if digits else 0
