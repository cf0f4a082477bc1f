"""A large table as formulas see it while it is being changed: rows that the change reaches as they will be, all others
by way of their columns, which are read when a formula asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Any

from osago_xl.books.base import Row
from osago_xl.books.plan import Plan
from osago_xl.books.reach import Source
from osago_xl.schema.facts import LinkedRows, Values, readable
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import Misfit


class _Far(Row):
    """A row of which only the cells are read that somebody asks for."""

    __slots__ = ("_cell",)

    def __init__(self, at: int, cell: Callable[[str], Any]) -> None:
        self.at, self._cell = at, cell

    def __missing__(self, key: str) -> Any:
        value = self[key] = self._cell(key)
        return value


class Overlay(LinkedRows):
    """`near`: touched and new rows, in their new places; `reached`: places, before the change, of all it touches."""

    def __init__(self, table: Table, source: Source, plan: Plan, reached: Set[int], near: Sequence[Row]) -> None:
        self._table, self._source, self._plan, self._reached, self.near = table, source, plan, reached, near
        self._seen: dict[str, list[Any]] = {}
        self._rows: dict[int, _Far] = {}
        self._groups: dict[str, Mapping[Any, list[int]]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Values]:
        return map(self._row, self._places)

    def __getitem__(self, index: Any) -> Any:
        return [*map(self._row, self._places[index])] if isinstance(index, slice) else self._row(self._places[index])

    def with_key(self, key: Any) -> Values | None:
        return next(iter(self.where(self._table.key, key)), None)

    def at_place(self, place: int) -> Values | None:
        return self._row(place) if place in self._new or place in self._old else None

    def where(self, column: str, value: object) -> Sequence[Values]:
        if column not in self._groups:
            groups: dict[Any, list[int]] = defaultdict(list)
            for place in self._places:
                groups[self._cell(place, column)].append(place)
            self._groups[column] = groups
        return [self._row(place) for place in self._groups[column].get(value, ())]

    @cached_property
    def _new(self) -> dict[int, Row]:
        return {row.at: row for row in self.near}

    @cached_property
    def _old(self) -> dict[int, int]:
        """Place after the change → place before, of the rows that are not reached."""
        keys = self._source.column(self._table, self._table.key)
        bare = {at for at, key in enumerate(keys) if not key}
        typed = {row.at for row in self._source.rows_at(self._table, bare - self._reached)} if bare else set()
        kept = (at for at in range(len(keys)) if at not in self._reached and (at not in bare or at in typed))
        return {self._plan.place(at): at for at in kept}

    @cached_property
    def _places(self) -> list[int]:
        """All rows in the order of the sheet."""
        return sorted(self._old.keys() | self._new.keys())

    def _row(self, place: int) -> Values:
        if place in self._new:
            return readable(self._new[place])
        row = self._rows.get(place)
        if row is None:
            row = self._rows[place] = _Far(place, lambda key: self._column(key)[self._old[place]])
        return row

    def _cell(self, place: int, key: str) -> Any:
        return readable(self._new[place])[key] if place in self._new else self._column(key)[self._old[place]]

    def _column(self, key: str) -> list[Any]:
        """A column as formulas see it: what does not fit is an empty cell."""
        if key not in self._seen:
            values = self._source.column(self._table, key)
            self._seen[key] = [None if type(value) is Misfit else value for value in values]
        return self._seen[key]
