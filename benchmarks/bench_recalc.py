"""Recalculation in Calc of a base of 5 000 clients, 8 000 policies and the journals that go with them.

Prints the hard recalculation of the whole workbook, what each overview sheet adds to it (the difference without it),
and how long the sheet holds the agent up after a cell was typed. Run: python benchmarks/bench_recalc.py [CLIENTS]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from bench_books import TODAY, change

from osago_xl.books import open_book
from osago_xl.books.base import Changes
from osago_xl.calc.engine import start_app
from osago_xl.calc.session import open_in_calc
from osago_xl.schema.columns import Column, Day
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

CLIENT = "К-000007"
SHEETS = ("Карточка", "Календарь")
TYPED = (("tblClients", "comment"), ("tblClients", "next_call"), ("tblClients", "phone"), ("tblPolicies", "ends"),
         ("tblContacts", "day"))  # fmt: skip
TIMES = 3


def filled(path: Path, clients: int) -> None:
    """Clients with 1.6 policies, as many cars and drivers, and four lines of every journal."""
    build_workbook(path, TODAY)
    sizes = {"tblClients": 1, "tblPolicies": 1.6, "tblCars": 1.6, "tblDrivers": 1.6, "tblContacts": 4, "tblTasks": 1,
             "tblDocs": 2, "tblPayments": 1.6}  # fmt: skip
    changes = {name: change(name, int(clients * share)) for name, share in sizes.items()}
    for each in changes.values():
        for place, row in enumerate(each.added):
            if "client" in row:
                row["client"] = f"К-{place % clients + 1:06d}"
            if "policy" in row:
                row["policy"] = f"П-{place % clients + 1:06d}"
    for place, row in enumerate(changes["tblPolicies"].added):
        row |= {"state": "оформлен", "outcome": "", "ends": TODAY + timedelta(days=place % 365)}
    for place, row in enumerate(changes["tblClients"].added):
        row |= {"status": "активный", "next_call": TODAY + timedelta(days=place % 200)}
    open_book(path, today=TODAY).apply(Changes(changes))


def best(action: Callable[[int], object], times: int = TIMES) -> float:
    """The shortest of several times, in seconds."""
    seconds = []
    for number in range(times):
        start = perf_counter()
        action(number)
        seconds.append(perf_counter() - start)
    return min(seconds)


def report(what: str, seconds: float) -> None:
    print(f"{what:70}{seconds:6.2f} с")


def main(clients: int = 5_000) -> None:
    with tempfile.TemporaryDirectory() as folder, start_app() as app:
        path = Path(folder, "OSAGO.xlsm")
        filled(path, clients)
        with open_in_calc(path, app=app) as book:
            measure(book.xl.api)


def measure(document: Any) -> None:
    """The whole workbook, single cells, and the overview sheets, taken away one by one."""

    def recalculate(_: int) -> None:
        document.calculateAll()

    find = document.NamedRanges.getByName("card_find").getReferredCells().getCellByPosition(0, 0)
    report("полный пересчёт, карточка пуста", best(recalculate, 1))
    find.setString(CLIENT)
    report("другой клиент в «Найти»", best(lambda n: find.setString(f"К-{n + 8:06d}")))
    whole = best(recalculate, 1)
    report("полный пересчёт с карточкой", whole)
    for name, key in TYPED:
        table = WORKBOOK.tables[name]
        sheet = document.Sheets.getByName(WORKBOOK.sheet_of[name].title)
        cell = sheet.getCellByPosition(list(table.by_key).index(key), 8)
        report(
            f"набор в «{table.by_key[key].header}» листа {sheet.Name}", best(partial(typed, cell, table.by_key[key]))
        )
    for title in SHEETS:
        document.Sheets.removeByName(title)
        rest = best(recalculate, 1)
        report(f"  из полного пересчёта {title}", whole - rest)
        whole = rest


def typed(cell: Any, column: Column, number: int) -> None:
    """A value typed into a cell: what depends on it is computed before this returns."""
    if isinstance(column, Day):
        cell.setValue(46_300 + number)
    else:
        cell.setString(f"8916{number:07d}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
