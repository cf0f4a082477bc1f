"""A seeded base that knows no mercy: every column of every table filled with what an agent may have there."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from desk import TODAY

from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.schema.columns import Choice, Column, Day, Digits, Key, Link, Money, Number, Rate
from osago_xl.schema.tables import Table
from osago_xl.schema.workbook import WORKBOOK

SIZES = {
    "tblClients": 2000, "tblPolicies": 1000, "tblContacts": 400, "tblCars": 200, "tblDrivers": 150, "tblTasks": 150,
    "tblDocs": 150, "tblPayments": 250, "tblForms": 100, "tblFormMoves": 150,
}  # fmt: skip
EDGES = (date(2024, 2, 29), date(2028, 2, 29), date(1980, 2, 29), date(2026, 2, 28), date(2026, 12, 31),
         date(2027, 1, 1), date(2026, 10, 31), date(2026, 11, 30), date(1901, 1, 1))  # fmt: skip
NAMES = ("Ёлкин Пётр", "ИВАНОВА  Анна", "ООО «Ромашка & Ко»", "O'Нил Джон", "семёнов-Тян-Шанский Ёж Ёжович", "=1+1")
TEXTS = ("8 (916) 123-45-67", "+7 (900) 000-00-00", "А123ВС77", "12.05.2026", "007", "да", "подарок; «ёж»", " пробел ")
MISFITS = {Day: ("31.02.2026", "скоро"), Number: ("от 90 до 180", "нет"), Money: ("пять тысяч",), Rate: ("высокий",)}


def changes(seed: int) -> Changes:
    """Rows for all tables that have formulas, the links among them right, broken or empty."""
    chance = random.Random(seed)
    return Changes({name: TableChange(WORKBOOK.tables[name], added=rows(name, chance)) for name in SIZES})


def rows(name: str, chance: random.Random) -> list[Row]:
    table = WORKBOOK.tables[name]
    return [_row(table, number, chance) for number in range(1, SIZES[name] + 1)]


def misfit(column: Column, chance: random.Random) -> str:
    """Words an agent types where a date or a number belongs; "" for columns that take any text."""
    return chance.choice(MISFITS.get(type(column), ("",)))


def _row(table: Table, number: int, chance: random.Random) -> Row:
    cells = {c.key: None if c.formula else _cell(c, table, number, chance) for c in table.columns}
    return Row({column.key: column.from_cell(cells[column.key]) for column in table.columns})


def _cell(column: Column, table: Table, number: int, chance: random.Random) -> Any:
    if isinstance(column, Key) and column.own:
        return f"{table.prefix}{number:06d}"
    if chance.random() < 0.25:
        return None
    return _fitting(column, chance)


def _fitting(column: Column, chance: random.Random) -> Any:
    match column:
        case Key():
            table = WORKBOOK.tables[column.of]
            return f"{table.prefix}{chance.randint(1, SIZES.get(column.of, 1) + 20):06d}"
        case Day():
            near = TODAY + timedelta(days=chance.randint(-800, 400))
            return chance.choice((near, TODAY + timedelta(days=chance.randint(-40, 40)), chance.choice(EDGES)))
        case Money():
            return (
                Decimal(chance.choice((0, 1, 990, 5000, 49999, 50000, 120000))) + Decimal(chance.randint(0, 99)) / 100
            )
        case Rate():
            return Decimal(chance.choice((0, 1, 10, 46, 100))) / 100
        case Number():
            return chance.choice((0, 1, 7, 15, 30, 180, 365, 2019))
        case Choice():
            return chance.choice((*_words(column), *_words(column), "нет такого"))
        case Digits():
            return chance.choice(("007", "1234567", "0012345678", "ААА1", "0012345999"))
        case Link():
            return "документы/полис.pdf"
        case _:
            return chance.choice(NAMES if column.key in ("name", "who", "holder") else TEXTS)


def _words(column: Choice) -> Sequence[str]:
    """What the drop-down of a column offers in a new workbook."""
    if isinstance(column.source, tuple):
        return column.source
    table, header = WORKBOOK.lists.get(column.source, ("", ""))
    if not table:
        return ()
    declared = WORKBOOK.tables[table]
    return [row[declared.by_header[header].key] for row in declared.default_rows]
