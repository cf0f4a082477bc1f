"""What a new workbook holds: the default rows of all tables with their formulas computed, and the facts behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from osago_xl.books.base import Row
from osago_xl.books.memory import MemoryBook
from osago_xl.schema.facts import Facts, readable_settings
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.tables import Table, WorkbookSchema

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
"""Table name → cells of further rows by column key."""


def contents(schema: WorkbookSchema, today: date, rows: Rows) -> Facts:
    """All tables of a workbook that has only the default rows and these."""
    book = MemoryBook(schema, today)
    for name, more in rows.items():
        book.put(name, more)
    tables = {name: book.read(table) for name, table in schema.tables.items()}
    return Facts(today, readable_settings(tables.get(SETTINGS.name, ())), tables)


def rows_to_draw(table: Table, facts: Facts) -> list[Mapping[str, Any]]:
    """The rows of a table; an empty one where there is none, because Excel refuses a table without rows."""
    return list(facts.rows(table.name)) or [_empty_row(table, facts)]


def _empty_row(table: Table, facts: Facts) -> Row:
    row = Row({column.key: column.from_cell(None) for column in table.columns}, at=0)
    for column in table.computed:
        if column.compute:
            row[column.key] = column.compute(row, facts)
    return row
