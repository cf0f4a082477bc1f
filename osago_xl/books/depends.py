"""What a change makes stale: read from the formulas themselves, so that it cannot disagree with them.

A node is a table, a defined name (a setting, a named counter, a list) or a form, the latter by its prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from osago_xl.schema.tables import Form, Table, WorkbookSchema

TODAY = "cfg_today"
"""The one cell that holds today; what depends on it is stale on the next day."""

_TEXT = re.compile(r'"[^"]*"')
_HEADER = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


def words(formula: str) -> set[str]:
    """Names a formula mentions: tables, defined names, functions."""
    bare = _HEADER.sub("", _TEXT.sub("", formula))
    return set(_WORD.findall(bare))


def stale(schema: WorkbookSchema, changed: Iterable[str]) -> set[str]:
    """The changed nodes and all that read them, directly or through others."""
    edges = {node: _as_nodes(schema, read) for node, read in _reads(schema)}
    found, before = set(changed), -1
    while len(found) != before:
        before = len(found)
        found |= {node for node, read in edges.items() if read & found}
    return found


def formulas(form: Form) -> Iterator[str]:
    """All formulas of a form, those of its grids included."""
    yield from (field.column.formula for field in form.fields if field.column.formula)
    yield from (column.formula for grid in form.grids for column in grid.columns if column.formula)


def _reads(schema: WorkbookSchema) -> Iterator[tuple[str, set[str]]]:
    for sheet in schema.sheets:
        for _, table in sheet.tables:
            yield table.name, _table_reads(table)
        if sheet.form:
            yield sheet.form.prefix, set().union(*map(words, formulas(sheet.form)))
        yield from ((counter.name, words(counter.formula)) for counter in sheet.counters if counter.name)
    yield from ((name, {table}) for name, (table, _) in schema.lists.items())


def _table_reads(table: Table) -> set[str]:
    return set().union(*(words(column.formula) for column in table.computed)) - {table.name}


def _as_nodes(schema: WorkbookSchema, names: set[str]) -> set[str]:
    """Names of cells of a form stand for the form."""
    return names | {prefix for prefix in schema.forms for name in names if name.startswith(prefix)}
