"""What a change makes stale: read from the formulas themselves, so that it cannot disagree with them.

A node is a column («tblClients[Телефон]»), a whole table («tblClients»), a defined name (a setting, a named counter,
a list) or a form, the latter by its prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache, cached_property

from osago_xl.books.formulas import has_addresses
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Form, Table, WorkbookSchema, row_references

TODAY = "cfg_today"
"""The one cell that holds today; what depends on it is stale on the next day."""

NOTHING_COMPUTED = "*"
"""Stale in a file that a program without formulas has saved: its formula cells are there, their values are not."""

_TEXT = re.compile(r'"[^"]*"')
_ROW = re.compile(r"\[@(?:\[[^\]]+\]|[^\[\]]+)\]")
_TABLE = re.compile(r"(tbl\w+)\[([^\[\]]+)\]")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


@cache
def reads(formula: str) -> Set[str]:
    """Nodes a formula mentions besides its own row, and names of functions, which are no nodes."""
    bare = _ROW.sub("", _TEXT.sub("", formula))
    columns = {node(table, header) for table, header in _TABLE.findall(bare)}
    return columns | set(_WORD.findall(_BRACKETS.sub("", _TABLE.sub("", bare))))


def node(table: str, header: str) -> str:
    """The node of a column."""
    return f"{table}[{header}]"


def all_nodes(table: Table) -> set[str]:
    """The nodes of a table whose rows come or go."""
    return {table.name, *(node(table.name, column.header) for column in table.columns)}


class Dependencies:
    """Who reads what in a workbook."""

    def __init__(self, schema: WorkbookSchema) -> None:
        self._schema = schema

    def stale(self, changed: Iterable[str]) -> set[str]:
        """The changed nodes and all that read them, directly or through others."""
        return _with_readers(changed, self._edges)

    def everything(self) -> set[str]:
        """All nodes, of a file that holds no values of its formulas."""
        return {NOTHING_COMPUTED, *self._edges, *set().union(*self._edges.values())}

    def stale_cells(self, form: Form, stale: set[str]) -> set[str]:
        """Keys of the fields and grids of a form that read something stale, directly or through others of the form."""
        cells = {f"{form.prefix}{key}": self._cell_sources(form, texts) for key, texts in _formulas_by_key(form)}
        found = _with_readers(stale | {form.prefix}, cells)
        return {name.removeprefix(form.prefix) for name in cells.keys() & found}

    def _cell_sources(self, form: Form, texts: Iterable[str]) -> Set[str]:
        """What a cell of a form reads; the form as a whole only where it names a cell by address."""
        sources = self._sources(set().union(*map(reads, texts))) - {form.prefix}
        by_address = any(has_addresses(_TEXT.sub("", text)) for text in texts)
        return sources | {form.prefix} if by_address else sources

    def touched_by_others(self, table: Table, stale: set[str]) -> list[Column]:
        """Formula columns to be computed in every row: they read something stale that is not in their own row."""
        if NOTHING_COMPUTED in stale:
            return list(table.computed)
        found: list[Column] = []
        headers: set[str] = set()
        for column in table.computed:
            if self._sources(reads(column.formula)) & stale or headers & set(row_references(column.formula)):
                found.append(column)
                headers.add(column.header)
        return found

    @cached_property
    def _edges(self) -> Mapping[str, Set[str]]:
        return {target: self._sources(sources) for target, sources in self._pairs()}

    def _pairs(self) -> Iterator[tuple[str, Set[str]]]:
        for sheet in self._schema.sheets:
            for _, table in sheet.tables:
                for column in table.computed:
                    own = {node(table.name, header) for header in row_references(column.formula)}
                    yield node(table.name, column.header), own | reads(column.formula)
                yield table.name, {node(table.name, column.header) for column in table.columns}
            if sheet.form:
                yield sheet.form.prefix, set().union(*map(reads, formulas(sheet.form)))
            yield from ((counter.name, reads(counter.formula)) for counter in sheet.counters if counter.name)
        yield from ((name, {node(*column)}) for name, column in self._schema.lists.items())

    def _sources(self, names: Set[str]) -> Set[str]:
        """Names of cells of a form stand for the form."""
        return names | {prefix for prefix in self._schema.forms for name in names if name.startswith(prefix)}


def _with_readers(changed: Iterable[str], edges: Mapping[str, Set[str]]) -> set[str]:
    """The changed nodes and all whose sources are among them, directly or through others."""
    found, before = set(changed), -1
    while len(found) != before:
        before = len(found)
        found |= {target for target, sources in edges.items() if sources & found}
    return found


def formulas(form: Form) -> Iterator[str]:
    """All formulas of a form, those of its grids included."""
    for _, texts in _formulas_by_key(form):
        yield from texts


def _formulas_by_key(form: Form) -> Iterator[tuple[str, list[str]]]:
    """(key of a field or a grid, its formulas) where there are any."""
    cells = ((field.column.key, (field.column,)) for field in form.fields)
    grids = ((grid.key, grid.columns) for grid in form.grids)
    for key, columns in (*cells, *grids):
        texts = [column.formula for column in columns if column.formula]
        if texts:
            yield key, texts
