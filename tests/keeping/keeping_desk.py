"""Bases in memory and on disk for copies, merges and upgrades."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from osago_xl.books import open_book
from osago_xl.books.base import Book
from osago_xl.books.memory import MemoryBook
from osago_xl.keeping.merge import Base
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 15)

Fill = Callable[[Work], object]


def fill(book: Book, change: Fill) -> Book:
    """Write rows into a book as a command would."""
    work = Work(book, TODAY, NOW)
    change(work)
    work.commit("подготовка")
    return book


def memory(change: Fill = lambda work: None) -> Book:
    """A base in memory."""
    return fill(MemoryBook(WORKBOOK, TODAY), change)


def as_base(book: Book, name: str = "другая.xlsm", saved: datetime | None = None) -> Base:
    """A book as a merge takes it."""
    return Base(name, {each: book.read(table) for each, table in WORKBOOK.tables.items()}, saved)


def stored(book: Book, table: str) -> list[dict[str, Any]]:
    """The rows of a table without formulas, in an order of their own."""
    columns = [column.key for column in WORKBOOK.tables[table].columns if not column.formula]
    rows = [{column: row[column] for column in columns} for row in book.read(WORKBOOK.tables[table])]
    return sorted(rows, key=repr)


class Desk:
    """A workbook on disk with two clients, and short words for working on it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def work(self, password: str | None = None, now: datetime = NOW) -> Work:
        return Work(open_book(self.path, today=TODAY, password=password), TODAY, now)

    def do(self, change: Fill) -> None:
        fill(open_book(self.path, today=TODAY), change)

    def rows(self, table: str, password: str | None = None) -> list[dict[str, Any]]:
        return stored(open_book(self.path, today=TODAY, password=password), table)

    def names(self, password: str | None = None) -> list[str]:
        return sorted(row["name"] for row in self.rows(CLIENTS.name, password))
