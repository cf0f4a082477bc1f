"""An office at work: short words for what tests do with its books and its store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from osago_xl.actions.perform import carry_out
from osago_xl.agency.invitation import read_invitation
from osago_xl.agency.office import create, invite, join
from osago_xl.agency.report import sync
from osago_xl.agency.sight import Role
from osago_xl.agency.store import engine, parse
from osago_xl.books.base import Book, Row
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.ui import Report
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 15)


class BookDesk:
    """A member at his book."""

    def __init__(self, book: Book, file: Path | None = None) -> None:
        self.book = book
        if file:
            work = self.work()
            join(work, read_invitation(file))
            work.commit("подключение")

    def work(self) -> Work:
        return Work(self.book, TODAY, NOW)

    def do(self, change: Callable[[Work], Any]) -> Any:
        """Change the book as a command does."""
        work = self.work()
        done = change(work)
        carry_out("правка", lambda *_: Report(""), work, ConsoleUi(yes=True))
        return done

    def add(self, table: str, **values: Any) -> str:
        return str(self.do(lambda work: work.add(work.named(table), **values))[WORKBOOK.tables[table].key])

    def set(self, table: str, key: str, **values: Any) -> None:
        self.do(lambda work: work.overwrite(work.named(table), work.get(work.named(table), key), **values))

    def remove(self, table: str, *keys: str) -> None:
        self.do(lambda work: work.remove(work.named(table), *(work.get(work.named(table), key) for key in keys)))

    def sync(self, **options: Any) -> dict[str, Any]:
        """Exchange; what `--json` would print."""
        return self.report(**options).data  # type: ignore[no-any-return]

    def report(self, **options: Any) -> Report:
        return carry_out("Обменяться", lambda work, _: sync(work, **options), self.work(), ConsoleUi(yes=True))

    def rows(self, table: str) -> dict[str, Row]:
        return {row[WORKBOOK.tables[table].key]: row for row in self.book.read(WORKBOOK.tables[table])}

    def names(self, table: str = "tblClients", column: str = "name") -> dict[str, Any]:
        """Key → one cell."""
        return {key: row[column] for key, row in self.rows(table).items()}


class OfficeDesk:
    """A store and the people who share it; `url` is the administrator's."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        create(url)

    def invitation(self, name: str, role: Role = "agent") -> Path:
        file = self.folder / f"{name}.json"
        invite(self.url, name, role, file)
        return file

    def member(self, name: str, role: Role = "agent", book: Book | None = None) -> BookDesk:
        return BookDesk(book or MemoryBook(WORKBOOK, TODAY), self.invitation(name, role))

    def ask(self, question: str) -> list[Any]:
        """Rows of the store as its administrator sees them."""
        store = engine(parse(self.url))
        with store.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(question))]
