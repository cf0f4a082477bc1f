"""How a row of one base is recognised in another: by its key when it speaks of the same thing, by signs, by content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from osago_xl.books.base import Row
from osago_xl.domain.identity.matching import Matcher
from osago_xl.domain.identity.traits import Values, values_of
from osago_xl.schema.columns import Key
from osago_xl.schema.identities import identity_of
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import Misfit


def comparable(column: str, value: Any) -> Any:
    """A value without what may be typed differently; "" for an empty cell, a misfit as it is."""
    if isinstance(value, Misfit):
        return value
    if isinstance(value, str):
        return (values_of(column, {column: value}) or ("",)) if value else ""
    return "" if value is None else value


class Recogniser:
    """Finds rows of our table; `ours` are those it had before anything of the other base was added."""

    def __init__(self, table: Table, ours: Iterable[Row]) -> None:
        self._identity = identity_of(table)
        self._by_sign: Matcher[Row] = Matcher(self._identity)
        self._content = {
            column.key: _Comparable(column.key)
            for column in table.columns
            if not (
                column.formula
                or column.stored
                or column.key == "key"
                or (isinstance(column, Key) and column.of == table.name)
            )
        }
        self._by_key: dict[str, Row] = {}
        self._by_content: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        self._contents: dict[int, tuple[Any, ...]] = {}
        for row in ours:
            if table.prefix:
                self._by_key.setdefault(row[table.key], row)
            self._by_sign.add(row)
            self._contents[id(row)] = content = self._all(row)
            self._by_content[content].append(row)

    def find(self, theirs: Values, key: str) -> Row | None:
        """Our row that says the same thing as theirs, whose links lead to our rows already; `key` is theirs.

        Rows without any sign answer once only: of two equal calls in their journal one may be missing in ours.
        """
        same, content = self._by_key.get(key), self._all(theirs)
        if same is not None and (self._contents[id(same)] == content or self._akin(same, theirs)):
            return self._answered(same)
        if found := self._by_sign.find(theirs):
            return self._answered(found.row)
        left = self._by_content.get(content)
        return left.pop(0) if left else None

    def _akin(self, ours: Values, theirs: Values) -> bool:
        signs = (sign for sign in (*self._identity.kin, *self._identity.signs) if sign.sure)
        return any({*sign.keys(ours)} & {*sign.keys(theirs)} and sign.joins(ours, theirs) for sign in signs)

    def _answered(self, row: Row) -> Row:
        left = self._by_content[self._contents[id(row)]]
        left[:] = [each for each in left if each is not row]
        return row

    def _all(self, row: Values) -> tuple[Any, ...]:
        """What a row says: its filled cells by their columns."""
        filled = ((column, seen, row[column]) for column, seen in self._content.items())
        return tuple((column, seen[value]) for column, seen, value in filled if value is not None and value != "")


class _Comparable(dict[Any, Any]):
    """Values of a column as they are compared; the same words stand in row after row."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self._column = column

    def __missing__(self, value: Any) -> Any:
        found = self[value] = comparable(self._column, value)
        return found
