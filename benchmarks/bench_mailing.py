"""300 letters from a base of 5 000 clients: separate files, one joint file, e-mail, SMS.

python benchmarks/bench_mailing.py
"""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

from osago_xl.actions.perform import perform
from osago_xl.books.base import Selection
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
CLIENTS, LETTERS = 5_000, 300
SERVICE_LETTER, SERVICE_MESSAGE = "9", "2"
RUNS = {
    "letters apart": ("mailing", (SERVICE_LETTER, "А", "Текст.", "1")),
    "letters in one file": ("mailing", (SERVICE_LETTER, "Б", "Текст.", "2")),
    "e-mail": ("email_selected", (SERVICE_MESSAGE, "В", "Тема", "Текст.", "")),
    "SMS": ("sms_selected", (SERVICE_MESSAGE, "Г", "Текст.")),
    "labels": ("print_labels", ()),
}


class Quiet(ConsoleUi):
    """Opens nothing."""

    def open(self, target: str | Path) -> None:
        """Nobody is looking."""


def main() -> None:
    """Print seconds per run."""
    with tempfile.TemporaryDirectory() as room:
        book = MemoryBook(WORKBOOK, TODAY, Path(room) / "OSAGO.xlsm")
        work = Work(book, TODAY)
        work.set_setting("cfg_my_name", "Петров Пётр Петрович")
        for n in range(CLIENTS):
            work.add("tblClients", name=f"Иванов Иван {n}", kind="физлицо", status="активный", agent="Я",
                     phone=f"+7 (916) 111-{n // 100 % 100:02}-{n % 100:02}", email=f"client{n}@example.org",
                     city="Москва", street="ул. Садовая", house=str(n))  # fmt: skip
        work.commit("benchmark")
        book.selected = Selection("Клиенты", "tblClients", tuple(f"К-{n:06}" for n in range(1, LETTERS + 1)))
        for name, (action, answers) in RUNS.items():
            started = time.perf_counter()
            report = perform(action, book, Quiet(True, answers=answers), TODAY)
            print(f"{name:<20} {time.perf_counter() - started:6.2f} s   {report.text}")


if __name__ == "__main__":
    main()
