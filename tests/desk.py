"""An agent at his desk: short words for what tests do with a book, whatever kind of book it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from osago_xl.actions.perform import perform
from osago_xl.books.base import Book, Row, Selection
from osago_xl.cli.console import ConsoleUi
from osago_xl.documents.printed import text_of
from osago_xl.schema.sheets.reference import BASE_RATES, COMMISSION_RULES, INSURERS
from osago_xl.schema.sheets.technical import MONEY_SIGN
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.money import money
from osago_xl.work.ui import Report
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)


class Desk:
    """`book(selection)` opens the book, or gives the one that is open."""

    def __init__(self, book: Callable[[Selection], Book]) -> None:
        self._book = book
        self.selection = Selection("")
        self.today = TODAY

    @property
    def book(self) -> Book:
        return self._book(self.selection)

    def work(self) -> Work:
        return Work(self.book, self.today, datetime(2026, 11, 22, 9, 15))

    def setup(self, change: Callable[[Work], object]) -> None:
        work = self.work()
        change(work)
        work.commit("подготовка")

    def select(self, table: str, *keys: str) -> None:
        self.selection = Selection(WORKBOOK.sheet_of[table].title, table, keys)

    def click(self, action: str, *answers: str, yes: bool = True) -> Report:
        return perform(action, self.book, ConsoleUi(yes=yes, answers=answers), self.today)

    def rows(self, table: str) -> list[Row]:
        return self.book.read(WORKBOOK.tables[table])

    def row(self, table: str, key: str) -> Row:
        return next(row for row in self.rows(table) if row[WORKBOOK.tables[table].key] == key)


def shown(row: Row, number: int) -> str:
    """A cell of Отчёт as the agent reads it: sums and dates are numbers there, written by the sign of the row."""
    value, sign = row[f"c{number}"], row["signs"][number - 1 : number]
    if isinstance(value, (int, Decimal)) and sign == MONEY_SIGN:
        return money(Decimal(value))
    return text_of(value)


def add_insurer(work: Work) -> None:
    """One insurer with a rate and a commission rule."""
    work.add(INSURERS, insurer="Пример", full_name="СК «Пример»", active="да")
    work.add(BASE_RATES, insurer="Пример", category="B", owner="физлицо", territory="все",
             since=date(2025, 12, 9), rate=Decimal(5000))  # fmt: skip
    work.add(COMMISSION_RULES, since=date(2025, 1, 1), bordereau=Decimal(10))


CONTRACT: dict[str, Any] = {
    "kind": "новый полис",
    "holder_name": "Иванов Пётр Сергеевич",
    "holder_kind": "физлицо",
    "holder_phone": "8 916 111-22-33",
    "holder_birth_date": date(1980, 5, 5),
    "holder_paper": "паспорт РФ",
    "holder_paper_series": "4509",
    "holder_paper_number": "123456",
    "channel": "Сайт",
    "owner_same": "да",
    "make": "Kia",
    "model": "Rio",
    "category": "B",
    "vin": "Z94CT51DAFR132154",
    "year": 2015,
    "power_hp": Decimal(100),
    "region": "Москва",
    "place": "Москва",
    "insurer": "Пример",
    "agent": "Я",
    "starts": date(2026, 12, 1),
    "signed": TODAY,
    "series": "ХХХ",
    "number": "0123456789",
    "unlimited": "нет",
    "purpose": "личная",
    "pay_method": "карта",
    "drivers": [
        {
            "name": "Иванов Пётр Сергеевич",
            "birth_date": date(1980, 5, 5),
            "licence": "7701 123456",
            "licensed": date(2000, 1, 1),
            "kbm": Decimal("0.46"),
        }
    ],
}
"""A whole contract as typed into Оформление."""
