"""Random rows for tables of any version: each cell is empty or something that fits its column."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from older import TODAY

from osago_xl.books.base import Row
from osago_xl.schema.columns import Choice, Column, Day, Digits, Key, Moment, Money, Number, Rate
from osago_xl.schema.tables import Table, WorkbookSchema

TEXTS = ("Орехова Анна", "ООО «Ромашка & Ко»", "=1+1", "a<b", "  пробелы  ", "ёжик\nв две строки", "_x0041_")


def random_rows(schema: WorkbookSchema, chance: random.Random, count: int) -> dict[str, list[Row]]:
    """Rows for all tables that the agent or a command fills."""
    return {
        name: [row(table, n, chance) for n in range(1, count + 1)]
        for name, table in schema.tables.items()
        if table.made == "by hand" and not table.default_rows
    }


def row(table: Table, number: int, chance: random.Random) -> Row:
    """One row; its key is its number."""
    cells = {column.key: None if column.formula else _cell(column, table, number, chance) for column in table.columns}
    return Row({column.key: column.from_cell(cells[column.key]) for column in table.columns})


def _cell(column: Column, table: Table, number: int, chance: random.Random) -> Any:
    if isinstance(column, Key) and column.own:
        return f"{table.prefix}{number:06d}"
    if chance.random() < 0.3:
        return None
    match column:
        case Key():
            return f"К-{chance.randint(1, 30):06d}"
        case Moment():
            return None
        case Day():
            return chance.choice((TODAY + timedelta(days=chance.randint(-700, 400)), date(2024, 2, 29)))
        case Money():
            return Decimal(chance.randint(0, 9_999_999)) / 100
        case Rate():
            return Decimal(chance.choice((0, 46, 100))) / 100
        case Number():
            return chance.choice((0, 1, 30, 365))
        case Choice(source=tuple() as words) if words:
            return chance.choice(words)
        case Digits():
            return chance.choice(("007", "0012345678", "ААА1"))
        case _:
            return chance.choice(TEXTS)
