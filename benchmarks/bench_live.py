"""Commands on a workbook of 5 000 clients and 8 000 policies that is open in Calc, and computed premiums written to it.

Run: python benchmarks/bench_live.py [CLIENTS POLICIES PREMIUMS]
"""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from bench_books import TODAY, change, timed

from osago_xl.books import open_book
from osago_xl.books.base import Changes, Selection, TableChange
from osago_xl.books.live import LiveBook
from osago_xl.calc.engine import start_app
from osago_xl.calc.session import open_in_calc
from osago_xl.cli.console import ConsoleUi
from osago_xl.excel import runner
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

CLICKS = 5
COMMANDS = (("postpone_7", ()), ("log_one_contact", ("1", "", "")))


def main(clients: int = 5_000, policies: int = 8_000, premiums: int = 10_000) -> None:
    """Print one line per step."""
    with tempfile.TemporaryDirectory() as folder, start_app() as app:
        path = filled(Path(folder), clients, policies)
        with timed("opening in Calc"):
            session = open_in_calc(path, app=app)
            book = session.__enter__()
        for action, answers in COMMANDS:
            click(book, action, answers)
        session.__exit__(None, None, None)
        path = filled(Path(folder), 0, premiums)
        with open_in_calc(path, app=app) as book:
            write_premiums(book)


def filled(folder: Path, clients: int, policies: int) -> Path:
    path = folder / "OSAGO.xlsm"
    build_workbook(path, TODAY)
    rows = {"tblClients": clients, "tblPolicies": policies}
    open_book(path, today=TODAY).apply(Changes({name: change(name, n) for name, n in rows.items() if n}))
    return path


def click(book: LiveBook, action: str, answers: tuple[str, ...]) -> None:
    """The same button several times, each time on another client: the first and the best of the later ones."""
    seconds = []
    for number in range(1, CLICKS + 1):
        book.choose(Selection("Клиенты", "tblClients", (f"К-{number:06d}",)))
        ui = ConsoleUi(yes=True, answers=list(answers))
        start = perf_counter()
        report = runner.run(action, lambda: book, ui, TODAY, datetime(2026, 11, 22, 10, number))
        seconds.append(perf_counter() - start)
        assert report is not None
    print(f"{action + ', first click':50}{seconds[0]:6.2f} s")
    print(f"{action + ', later clicks':50}{min(seconds[1:]):6.2f} … {max(seconds[1:]):.2f} s")


def write_premiums(book: LiveBook) -> None:
    """A computed premium for each policy, in one change."""
    table = WORKBOOK.tables["tblPolicies"]
    rows = book.read(table)
    updated = {row.at: {"premium": Decimal(1000 + row.at)} for row in rows}
    with timed(f"{len(rows)} premiums into the table"):
        book.apply(Changes({table.name: TableChange(table, updated=updated)}))
    assert book.read(table)[-1]["premium"] == Decimal(1000 + rows[-1].at)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
