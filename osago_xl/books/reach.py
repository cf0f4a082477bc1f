"""How far a change reaches: which rows of other tables show something of the rows it touches.

Read from the formulas: a row that finds its parent by a key («MATCH([@Клиент],tblClients[Ключ],0)») and takes cells of
it («INDEX(tblClients[Клиент],[@[№ кл.]])») changes with that one parent. Whatever else a formula reads of another table
may change in any row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any, Protocol

from osago_xl.books.base import Row
from osago_xl.books.deflate import SLOW
from osago_xl.books.depends import Dependencies, reads
from osago_xl.books.plan import Plan
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Table, WorkbookSchema

Places = Set[int] | None
"""Places of rows in a table; None for all of them."""

_OWN = r"\[@(?:\[([^\]]+)\]|([^\[\]]+))\]"
_MATCH = re.compile(rf"MATCH\({_OWN},(tbl\w+)\[([^\[\]]+)\],0\)")
_INDEX = re.compile(rf"INDEX\((tbl\w+)\[[^\[\]]+\],{_OWN}\)")


class Source(Protocol):
    """What a change is made to: rows by their places, and single columns, as they are stored."""

    def rows(self, table: Table) -> list[Row]:
        """All rows of a table, for the caller to change."""

    def rows_at(self, table: Table, places: Set[int]) -> list[Row]:
        """Rows by their places; wholly empty ones are left out."""

    def column(self, table: Table, key: str) -> list[Any]:
        """The values of a column from the first row to the last, empty rows too."""


class Reach:
    """`plans`: what the change does to the rows of tables, by name; `stale`: the nodes it makes stale."""

    def __init__(self, schema: WorkbookSchema, source: Source, plans: Mapping[str, Plan], stale: set[str]) -> None:
        self._schema, self._source, self._plans, self._stale = schema, source, plans, stale
        self._dependencies = Dependencies(schema)
        self._places: dict[str, Places] = {}
        self._keys: dict[str, Set[Any] | None] = {}

    def places(self, table: Table) -> Places:
        """Kept rows whose formulas may show something else, in their places before the change."""
        if table.name not in self._places:
            self._places[table.name] = None  # what leads back to itself may reach every row
            self._places[table.name] = None if SLOW else self._find(table)
        return self._places[table.name]

    def _find(self, table: Table) -> Places:
        plan = self._plans.get(table.name, Plan(table))
        found = {*plan.updated, *plan.restored}
        for column in self._dependencies.touched_by_others(table, self._stale):
            through = self._through(table, column)
            if through is None:
                return None
            found |= through
        return found - {*plan.deleted, *plan.whole}

    def _through(self, table: Table, column: Column) -> Places:
        """Rows that a formula column shows something stale in; what it takes from its own row is told of there."""
        links = dict(_links(table, column.formula))
        if reads(_INDEX.sub("", _MATCH.sub("", column.formula))) & self._stale:
            return None
        found: set[int] = set()
        for parent, key in links.items():
            keys = self._changed_keys(self._schema.tables[parent])
            if keys is None or key not in table.by_header:
                return None
            if keys:
                own = self._source.column(table, table.by_header[key].key)
                found |= {at for at, value in enumerate(own) if value in keys}
        return found

    def _changed_keys(self, table: Table) -> Set[Any] | None:
        """Keys of the rows of a table that are touched, as they were and as they will be; None for all."""
        if table.name not in self._keys:
            self._keys[table.name] = self._find_keys(table)
        return self._keys[table.name]

    def _find_keys(self, table: Table) -> Set[Any] | None:
        places = self.places(table)
        plan = self._plans.get(table.name, Plan(table))
        if places is None:
            return None
        touched = {*places, *plan.deleted, *plan.whole}
        old = self._source.column(table, table.key) if touched else []
        if plan.deleted and any(key for key in _without(old, plan.deleted[0], plan.deleted)):
            return None  # the rows below move up
        new = [values[table.key] for values in plan.updated.values() if table.key in values]
        return {*(old[at] for at in touched), *new, *(row[table.key] for row in plan.new_rows)} - {None, ""}


def _without(values: list[Any], start: int, gone: tuple[int, ...]) -> Iterator[Any]:
    return (value for at, value in enumerate(values[start:], start) if at not in gone)


def _links(table: Table, formula: str) -> tuple[tuple[str, str], ...]:
    """(parent table, header of the own column that holds its key) of a row's formula."""
    links = [(parent, one or other) for one, other, parent, key in _MATCH.findall(formula)]
    for parent, one, other in _INDEX.findall(formula):
        number = table.by_header.get(one or other)
        found = dict(_links(table, number.formula)) if number and number.formula else {}
        links.append((parent, found.get(parent, "")))
    return tuple(links)
