"""Commands on one row of a workbook of 5 000 clients that is open in Calc, and computed premiums written to it.

Run: python benchmarks/bench_live.py [CLIENTS POLICIES PREMIUMS]. Beside the wall clock stands the processor time of
this program and of the office together: on a busy machine only that can be compared.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

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

CLICKS = 4
CLIENT, POLICY = Selection("Клиенты", "tblClients", ("К-{:06d}",)), Selection("Полисы", "tblPolicies", ("П-{:06d}",))
COMMANDS: tuple[tuple[str, Selection, tuple[str, ...]], ...] = (
    ("postpone_7", CLIENT, ()),
    ("log_one_contact", CLIENT, ("1", "", "")),
    ("new_task", CLIENT, ("Проверить документы", "3")),
    ("stop_calling", CLIENT, ()),
    ("add_payment", POLICY, ("1000", "1", "", "")),
    ("attach_document", CLIENT, ("1", "")),
    ("copy_row", CLIENT, ()),
    ("open_card", CLIENT, ()),
    ("undo_last", CLIENT, ()),
)


def main(clients: int = 5_000, policies: int = 8_000, premiums: int = 10_000) -> None:
    """Print one line per step."""
    with tempfile.TemporaryDirectory() as folder, start_app() as app:
        path = filled(Path(folder), {"tblClients": clients, "tblPolicies": policies})
        with timed("opening in Calc"):
            session = open_in_calc(path, app=app)
            book = session.__enter__()
        for command in COMMANDS:
            click(book, Path(folder), *command)
        session.__exit__(None, None, None)
        path = filled(Path(folder), {"tblPolicies": premiums})
        with open_in_calc(path, app=app) as book:
            write_premiums(book)


def filled(folder: Path, rows: dict[str, int]) -> Path:
    path = folder / "OSAGO.xlsm"
    build_workbook(path, TODAY)
    changes = Changes({name: change(name, n) for name, n in rows.items()})
    for place, policy in enumerate(changes.tables["tblPolicies"].added):
        # sold by the agent himself, to a client who is there
        policy |= {"partner": "", "client": f"К-{place % rows.get('tblClients', 1) + 1:06d}"}
    open_book(path, today=TODAY).apply(changes)
    return path


def click(book: LiveBook, folder: Path, action: str, where: Selection, answers: tuple[str, ...]) -> None:
    """The same button several times, each time on another row: the first and the best of the later ones."""
    paper, seconds, processor = folder / "Паспорт.pdf", [], []
    paper.write_bytes(b"%PDF-1.4")
    for number in range(1, CLICKS + 1):
        chosen = Selection(where.sheet, where.table, (where.keys[0].format(number),))
        ui = Silent(yes=True, answers=list(answers), files=[paper])
        start, before = perf_counter(), processor_time(book)
        opened = partial(LiveBook, book.xl, book.native, selection=chosen)  # as the runner does at every click
        report = runner.run(action, opened, ui, TODAY, datetime(2026, 11, 22, 10, number))
        seconds.append(perf_counter() - start)
        processor.append(processor_time(book) - before)
        assert report is not None, f"{action}: {ui.said}"
        assert report.text or report.show, f"{action} was cancelled"
    label = f"{action}, first click and best of the later"
    print(f"{label:58}{seconds[0]:6.2f} {min(seconds[1:]):6.2f} s ({min(processor[1:]):5.2f} s of processor)")


class Silent(ConsoleUi):
    """Keeps what is said, to be told when a click fails."""

    said = ""

    def say(self, text: str) -> None:
        self.said = text


def processor_time(book: LiveBook) -> float:
    """Seconds used by this process and by the office so far (the office's only on Linux)."""
    return process_time() + sum(map(_seconds, office_processes(book.xl.app.pid)))


def office_processes(group: int) -> list[Path]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[2]) == group:
                found.append(stat)
        except OSError:
            continue
    return found


def _seconds(stat: Path) -> float:
    ticks: list[Any] = stat.read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def write_premiums(book: LiveBook) -> None:
    """A computed premium for each policy, in one change."""
    table = WORKBOOK.tables["tblPolicies"]
    rows = book.read(table)
    updated = {row.at: {"premium": Decimal(1000 + row.at)} for row in rows}
    before = processor_time(book)
    with timed(f"{len(rows)} premiums into the table"):
        book.apply(Changes({table.name: TableChange(table, updated=updated)}))
    print(f"{'with the office':50}{processor_time(book) - before:6.2f} s of processor")
    assert book.read(table)[-1]["premium"] == Decimal(1000 + rows[-1].at)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
