"""osago-xl demo --agency: an example office of three books, a conflict between two of them, and the head's report.

Everything is done by the commands that docs/agency.md names, printed as they are run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from osago_xl.domain.contract_states import ISSUED
from osago_xl.errors import OsagoError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work

STORE = "Агентство.sqlite"
TEAM = (("Анна Главная", "head"), ("Пётр Агентов", "agent"), ("Яна Помощникова", "subagent"))
SOLD = (("Гордеев Лев Ильич", "Lada", "Granta", 6_840), ("Осипова Вера Павловна", "Kia", "Rio", 9_125))
"""What the agent has sold, invented: policyholder, make, model, premium in roubles."""


def show(console: Any, folder: Path, day: date) -> None:
    """Make the office in an empty folder."""
    office = _Office(console, folder, day)
    console.rule("1. Хранилище, три приглашения, три книги")
    office.command("agency", "init", office.store)
    for name, role in TEAM:
        office.admit(name, role)
    head, agent, helper = (office.book(name) for name, _ in TEAM)
    console.rule("2. Каждый работает у себя")
    office.change(agent, "Пётр продал два полиса", office.sell)
    office.change(helper, "Яна завела клиента", lambda work: work.add(CLIENTS, name="Демин Глеб Олегович"))
    console.rule("3. Обмен: у руководителя всё, у Яны только своё")
    office.exchange(agent, helper, head)
    console.rule("4. Двое изменили один телефон: оба значения у обоих")
    office.change(head, "Анна исправила телефон", lambda work: _phone(work, "+7 (900) 111-11-11"))
    office.change(agent, "Пётр исправил его иначе", lambda work: _phone(work, "+7 (900) 222-22-22"))
    office.exchange(head, agent, head)
    console.rule("5. Отчёт руководителя")
    office.command("agency", "find", head, "гордеев")
    office.command("agency", "report", head, "--since", f"{day:%Y-01-01}", "-o", folder / "Отчёт.xlsx")


class _Office:
    """The folder of an office and its commands."""

    def __init__(self, console: Any, folder: Path, day: date) -> None:
        self._console, self._folder, self._day = console, folder, day
        self.store = folder / STORE

    def book(self, name: str) -> Path:
        return self._folder / f"{name}.xlsm"

    def command(self, *words: object, ends: Sequence[int] = (0,)) -> None:
        """Print a command as somebody would type it, and run it."""
        from osago_xl.cli.main import main

        said = [str(word) for word in words]
        shown = (word.removeprefix(f"{self._folder}/") for word in said)
        line = " ".join(f'"{word}"' if " " in word else word for word in shown)
        self._console.print(f"osago-xl {line}", style="bold", markup=False)
        if main(said) not in ends:
            raise OsagoError(f"Команда «{line}» не удалась.")

    def admit(self, name: str, role: str) -> None:
        """Invite somebody, and connect a new book."""
        from osago_xl.workbook.build import build_workbook

        invitation = self._folder / f"{name}.json"
        self.command("agency", "invite", name, "--role", role, "--url", self.store, "-o", invitation)
        build_workbook(self.book(name), self._day)
        self.command("agency", "join", self.book(name), invitation)
        invitation.unlink()

    def change(self, book: Path, what: str, edit: Callable[[Work], object]) -> None:
        """What somebody types into his book."""
        from osago_xl.books import open_book

        work = Work(open_book(book, today=self._day), self._day, datetime.combine(self._day, datetime.min.time()))
        edit(work)
        work.commit(what)
        self._console.print(f"{what}.")

    def sell(self, work: Work) -> None:
        for number, (name, make, model, premium) in enumerate(SOLD, 1):
            client = work.add(CLIENTS, name=name, phone=f"+7 (900) 000-00-0{number}", city="Казань")["key"]
            car = work.add(CARS, owner=client, make=make, model=model, category="B")["key"]
            policy = work.add(
                POLICIES, client=client, owner=client, car=car, product="ОСАГО", insurer="Пример", state=ISSUED,
                series="ХХХ", number=f"000000010{number}", signed=self._day, starts=self._day + timedelta(days=1),
                ends=self._day.replace(year=self._day.year + 1), premium=Decimal(premium),
            )  # fmt: skip
            work.add(PAYMENTS, policy=policy["key"], kind="премия", day=self._day, income=Decimal(premium))

    def exchange(self, *books: Path) -> None:
        """Each in turn; an exchange that found conflicts ends with 1."""
        for book in books:
            self.command("agency", "sync", book, ends=(0, 1))


def _phone(work: Work, phone: str) -> None:
    client = next(row for row in work.rows(CLIENTS) if row["name"] == SOLD[0][0])
    work.set(CLIENTS, client, phone=phone)
