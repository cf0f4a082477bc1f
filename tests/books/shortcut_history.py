"""A random week on a closed book, run in a process of its own: python shortcut_history.py BOOK SEED STEPS.

With OSAGO_SLOW=1 in the environment everything is read, computed and packed the long way.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from osago_xl.actions.perform import perform
from osago_xl.books import open_book
from osago_xl.books.base import Changes, Selection, TableChange
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import OsagoError
from osago_xl.keeping.fresh import new_workbook
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK

START, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 9)
PEOPLE = 700


def new_base() -> bytes:
    """More rows than pages have, some keys missing, some links broken, cells that fit no column."""
    numbers = range(1, PEOPLE + 1)
    clients = [
        {"key": f"К-{n:06d}" if n % 97 else "", "name": f"Клиент {n}", "phone": f"+7 (900) {n:07d}",
         "status": "активный", "agent": "Я", "added": START, "birth_date": date(1970, 1, 1) + timedelta(days=n)}
        for n in numbers
    ]  # fmt: skip
    policies = [
        {"key": f"П-{n:06d}", "client": f"К-{(n * 7) % (PEOPLE + 9):06d}", "product": "ОСАГО", "insurer": "Пример",
         "series": "ХХХ", "number": f"{n:010d}", "state": "оформлен", "premium": Decimal(5000 + n), "signed": START,
         "starts": START, "ends": START + timedelta(days=n % 365), "agent": "Я"}
        for n in numbers
    ]  # fmt: skip
    return new_workbook({"tblClients": clients, "tblPolicies": policies}, START)


def week(draw: random.Random) -> Iterator[tuple[str, tuple[str, ...], Selection | None]]:
    """Buttons with their answers and what is selected."""
    while True:
        client = Selection("Клиенты", CLIENTS.name, (f"К-{draw.randrange(1, PEOPLE):06d}",))
        policy = Selection("Полисы", POLICIES.name, (f"П-{draw.randrange(1, PEOPLE):06d}",))
        yield draw.choice(
            [
                ("new_client", (f"Новый {draw.random()}", f"8 900 {draw.randrange(10**7):07d}"), None),
                ("log_one_contact", (str(draw.randrange(1, 5)), "", ""), client),
                ("postpone_7", (), client),
                ("stop_calling", (), client),
                ("add_payment", ("1000", "1", "", "", ""), policy),
                ("new_task", ("Проверить", "3"), client),
                ("copy_row", (), client),
                ("delete_row", (), client),
                ("undo_last", (), None),
                ("build_call_list", (), None),
                ("typed", (), None),
            ]
        )


def typed(path: Path, day: date, draw: random.Random) -> None:
    """The agent's own hand: cells changed and rows deleted in the middle, names and keys included."""
    book = open_book(path, today=day)
    rows = book.read(WORKBOOK.tables[CLIENTS.name])
    updated = {row.at: {"name": f"Иначе {draw.random()}"} for row in draw.sample(rows, 3)}
    one = draw.choice(rows)
    updated[one.at] = {"key": f"К-{draw.randrange(PEOPLE, 2 * PEOPLE):06d}"}
    deleted = {draw.choice(rows).at} - updated.keys()
    book.apply(Changes({CLIENTS.name: TableChange(CLIENTS, updated=updated, deleted=deleted)}))


def main(path: Path, seed: str, steps: str) -> None:
    """Each step on the book as the last one has left it; on some a new day begins."""
    draw, day = random.Random(int(seed)), START
    for _, (action, answers, selection) in zip(range(int(steps)), week(draw), strict=False):
        day += timedelta(days=draw.choice([0, 0, 0, 1]))
        ui = ConsoleUi(yes=True, answers=list(answers))
        try:
            if action == "typed":
                typed(path, day, draw)
            else:
                report = perform(action, open_book(path, today=day, selection=selection), ui, day, NOW)
                print(action, report.text, *report.details)
        except OsagoError as error:
            print(action, error)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
