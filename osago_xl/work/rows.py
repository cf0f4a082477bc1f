"""The rows of one table as a command reads them: all at once or, of a big table in an open book, those it asks for.

Every cell of an open book travels between two programs, so that 8 000 policies cost most of a second; the column of
keys and one row cost a hundredth of that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Generic, cast

from osago_xl.books.base import Book, Lookup
from osago_xl.schema.tables import R, Table

LARGE = 300
"""Tables with fewer rows are read whole: every question costs as much as some hundred cells."""
MANY = 60
"""A command that asks for more rows one after the other gets the whole table."""


class Rows(Generic[R]):
    """A row is the same object however it was reached, so that what a command changes in it is seen everywhere."""

    def __init__(self, table: Table[R], book: Book) -> None:
        self._table, self._book = table, book
        self._all: list[R] | None = None
        self._read: dict[int, R] = {}
        self._gone: set[int] = set()
        self._added: list[R] = []
        self._index: dict[Any, R] = {}
        self._columns: dict[str, list[Any]] = {}
        self._places: dict[Any, int] = {}
        self._bare: list[int] = []
        self._lookups = 0
        if not (isinstance(book, Lookup) and self._begin()):
            self.all()

    def _begin(self) -> bool:
        """Read the column of keys; False when the table had better be read whole."""
        keys = self._column(self._table.key)
        self._places = {key: at for at, key in reversed([*enumerate(keys)]) if key}
        self._bare = [at for at, key in enumerate(keys) if not key]
        unique = len(self._places) + len(self._bare) == len(keys)
        return len(keys) >= LARGE and (unique or not self._table.prefix)

    def all(self) -> list[R]:
        """All rows in the order of the sheet, added ones at the end."""
        if self._all is None:
            fresh = (row for row in cast("list[R]", self._book.read(self._table)) if row.at not in self._gone)
            self._all = [*(self._read.get(row.at, row) for row in fresh), *self._added]
            self._index = {
                row[self._table.key]: row for row in reversed(self._all) if row[self._table.key]
            } | self._index
        return self._all

    def keys(self) -> list[Any]:
        """Keys of the rows in the book and of those added."""
        return [*self._index, *self._places]

    def without_key(self) -> list[R]:
        """Rows typed by hand that no command has given a key."""
        rows = self.at(self._bare) if self._all is None else self._all
        return [row for row in rows if not row[self._table.key]]

    def find(self, key: Any) -> R | None:
        """The row with this key, the first where there are several."""
        if key in self._index or self._all is not None:
            return self._index.get(key)
        place = self._places.get(key)
        if place is None or place in self._gone:
            return None
        self._lookups += 1
        if self._lookups > MANY:
            self.all()
        else:
            self.at([place])
        return self._index.get(key)

    def at(self, places: Iterable[int]) -> list[R]:
        """Rows by their places in the book; empty ones and those removed are left out."""
        wanted = set(places) - self._gone
        if self._all is not None:
            return [row for row in self._all if row.at in wanted]
        assert isinstance(self._book, Lookup)
        for row in cast("list[R]", self._book.rows_at(self._table, sorted(wanted - self._read.keys()))):
            self._read[row.at] = row
            key = row[self._table.key]
            if key and self._places.get(key) == row.at:
                self._index[key] = row
        return [self._read[at] for at in sorted(wanted & self._read.keys())]

    def where(self, column: str, values: Collection[Any]) -> list[R]:
        """Rows that hold one of these values in a column."""
        if self._all is None:
            found = {at for at, value in enumerate(self._column(column)) if value in values}
            rows = [*self.at(found | self._read.keys()), *self._added]
        else:
            rows = self._all
        return [row for row in rows if row[column] in values]

    def values(self, column: str) -> list[Any]:
        """The cells of a column; of the rows not read yet, those that are empty too."""
        if self._all is not None:
            return [row[column] for row in self._all]
        known = self._read.keys() | self._gone
        unread = [value for at, value in enumerate(self._column(column)) if at not in known]
        return [*unread, *(row[column] for row in (*self._read.values(), *self._added))]

    def add(self, row: R) -> None:
        """A row that is not in the book yet."""
        (self._added if self._all is None else self._all).append(row)
        self.call(row[self._table.key], row)

    def call(self, key: Any, row: R) -> None:
        """Let a row be found under a key."""
        self._index[key] = row

    def remove(self, rows: Iterable[R]) -> None:
        """Forget these rows, in one pass: an import is undone by tens of thousands."""
        gone = {id(row): row for row in rows}
        kept = self._added if self._all is None else self._all
        kept[:] = [row for row in kept if id(row) not in gone]
        for row in gone.values():
            if row.at >= 0:
                self._gone.add(row.at)
                self._read.pop(row.at, None)
            if self._index.get(row[self._table.key]) is row:
                del self._index[row[self._table.key]]

    def replace(self, rows: Iterable[R]) -> None:
        """These rows and no others."""
        self._all = list(rows)
        self._index = {row[self._table.key]: row for row in reversed(self._all)}

    def copies(self) -> list[tuple[Any, list[R]]]:
        """Keys that stand in more than one row, with their rows from top to bottom."""
        if self._all is None and not any(row[self._table.key] in self._places for row in self._added):
            return []
        if len(self._index) == len(self.all()):
            return []
        by_key: dict[Any, list[R]] = {}
        for row in self.all():
            by_key.setdefault(row[self._table.key], []).append(row)
        return [(key, rows) for key, rows in by_key.items() if len(rows) > 1]

    def _column(self, column: str) -> list[Any]:
        if column not in self._columns:
            assert isinstance(self._book, Lookup)
            self._columns[column] = self._book.column(self._table, column)
        return self._columns[column]
