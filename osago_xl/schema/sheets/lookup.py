"""Rows of a table shown on a form by plain formulas: the k-th match, its cells, and the Python twins of both.

One hidden cell holds how many rows there are, a hidden grid the places of those found (1 = first row of the table, 0 =
none); the visible grids and fields read their cells by INDEX from there. So a big table is looked through once, and
once more for each line that shows something: an empty line costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from osago_xl.schema.columns import EPOCH, Column, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.tables import Grid, Table

STEP = 1_000_000
"""An order value and a row number in one figure: order × STEP + row."""

Belongs = Callable[[Row, Row, Facts], bool]
"""(row of the table, values of the form, facts): the twin of a condition."""


def row_numbers(table: Table, header: str = "Ключ") -> str:
    """Formula: the places of all rows of a table, 1 for the first."""
    return f"(ROW({table.name}[{header}])-ROW({table.name}[[#Headers],[{header}]]))"


def places(
    key: str,
    at: str,
    count_at: str,
    rows: int,
    table: Table,
    order: str,
    condition: str,
    belongs: Belongs,
    *,
    guard: str,
    smallest: bool = False,
) -> tuple[Grid, Grid]:
    """The hidden count of the rows that meet `condition`, and the first `rows` of them by `order`, newest first.

    AGGREGATE passes over the error of a row whose date is a text. `guard` is a cell of the form: empty means no rows.
    """
    prefix, empty = guard.split("_", 1)
    number = f"{key.removesuffix('_n')}_count"
    header = table.by_key[order].header
    ranked = f"(INT({table.name}[{header}])*{STEP}+{row_numbers(table, header)})/({condition})"
    found = f"IFERROR(MOD(_xlfn.AGGREGATE({15 if smallest else 14},6,{ranked},{{k}}),{STEP}),0)"
    counted = f'IF({guard}="",0,IFERROR(SUMPRODUCT(1*({condition})),{rows}))'

    def count(row: Row, facts: Facts) -> int:
        form = row["form"]
        return sum(belongs(each, form, facts) for each in facts.rows(table.name)) if form[empty] else 0

    def place(row: Row, facts: Facts) -> int:
        form = row["form"]
        if not form[empty]:
            return 0
        kept = (each for each in facts.rows(table.name) if belongs(each, form, facts))
        ranks = sorted((_rank(each, order) for each in kept), reverse=not smallest)
        return ranks[row["k"] - 1][1] if row["k"] <= len(ranks) else 0

    return (
        hidden(number, count_at, 1, Number("n", "№", formula=counted, compute=count)),
        hidden(key, at, rows, Number("n", "№", formula=f"IF({{k}}>{prefix}_{number},0,{found})", compute=place)),
    )


def hidden(key: str, at: str, rows: int, column: Column) -> Grid:
    """A grid of one column that only formulas read."""
    return Grid(key, at, rows, (column,), locked=True, header=False)


def _rank(row: Row, order: str) -> tuple[int, int]:
    value = row[order]
    number = (value - EPOCH).days if isinstance(value, date) else int(value or 0)
    return number, place_of(row)


def place_of(row: Row) -> int:
    """The place of a row in its table, 1 for the first."""
    return int(row.at) + 1  # type: ignore[attr-defined]


def row_at(table: Table, place: int, facts: Facts) -> Row | None:
    """The row at a place; None for 0."""
    return facts.at(table.name, place - 1) if place else None


def cell(kind: type[Column], key: str, header: str, table: Table, source: str, numbers: str, **more: Any) -> Column:
    """A column of a visible grid: the cell `source` of the row whose place stands in the hidden grid `numbers`.

    `numbers` is the defined name of that grid: the form's prefix and its key.
    """
    place = f"INDEX({numbers},{{k}})"
    grid = numbers.split("_", 1)[1]

    def value(row: Row, facts: Facts) -> Any:
        found = row_at(table, row["form"][grid][row["k"] - 1]["n"], facts)
        return shown(kind, found[source]) if found else ""

    formula = f'IF({place}=0,"",{shown_formula(kind, table, source, place)})'
    return kind(key, header, formula=formula, compute=value, **more)


def shown_formula(kind: type[Column], table: Table, source: str, place: str) -> str:
    """Formula: a cell of a table; an empty one shows nothing, not 0."""
    found = f"INDEX({table.name}[{table.by_key[source].header}],{place})"
    return f'{found}&""' if issubclass(kind, Text) else f'IF({found}="","",{found})'


def shown(kind: type[Column], value: Any) -> Any:
    """The twin of `shown_formula`."""
    if issubclass(kind, Text):
        return "" if value is None else str(value)
    return "" if value is None else value
