"""A base of 20 000 policies: copied with verification, merged with another of that size, split, upgraded.

Aims: copy ≤ 8 s, merge ≤ 40 s, upgrade ≤ 40 s.
Run: PYTHONPATH=tests/upgrading python benchmarks/bench_keeping.py [POLICIES]
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from bench_books import timed
from older import middle_and_end, without_columns

from osago_xl.books import open_book
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.totals import refresh_touched
from osago_xl.keeping.backup import backup
from osago_xl.keeping.fresh import new_workbook
from osago_xl.keeping.merge import Rule
from osago_xl.keeping.merge_files import merge_files
from osago_xl.keeping.password import set_password
from osago_xl.keeping.split import split
from osago_xl.keeping.upgrade import upgrade
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 9)


def main(policies: int = 20_000) -> None:
    """Print one line per step."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = folder / "OSAGO.xlsm", folder / "вторая.xlsm"
        ours.write_bytes(new_workbook(rows(policies, 0), TODAY))
        theirs.write_bytes(new_workbook(rows(policies, policies // 2), TODAY))
        print(f"{ours.stat().st_size / 1e6:55.1f} MB on disk, half of the policies in both bases")
        with timed("copy, read back"):
            backup(work(ours))
        with timed("part of a sub-agent (half of the base)"):
            split(work(ours), "Субагент", folder / "часть.xlsm")
        with timed("merge, totals, writing"):
            into = work(ours)
            merge_files(into, ConsoleUi(), [theirs], Rule.NEWER, lambda _: None, ask=False)
            refresh_touched(into)
            into.commit("Объединить")
        with timed("the same base merged again"):
            merge_files(work(ours), ConsoleUi(), [theirs], Rule.NEWER, lambda _: None, ask=False)
        with timed("upgrade of the other base"):
            upgrade(theirs, TODAY, NOW, force=True)
        older = folder / "прежняя.xlsm"
        older.write_bytes(new_workbook(rows(policies, 0), TODAY, schema=version_before()))
        with timed("upgrade of one without two columns in nearly every table"):
            upgrade(older, TODAY, NOW, force=True)
        with timed("password set"):
            set_password(theirs, None, "длинный пароль")


def version_before() -> WorkbookSchema:
    """A declaration without a column in the middle and one at the end of every table that can be without them."""
    tables = {name: table for name, table in WORKBOOK.tables.items() if table.made != "from the acts"}
    return without_columns(WORKBOOK, {name: middle_and_end(table) for name, table in tables.items()})


def work(path: Path) -> Work:
    return Work(open_book(path, today=TODAY), TODAY, NOW)


def rows(policies: int, first: int) -> dict[str, list[dict[str, object]]]:
    """Clients, cars, policies, payments and calls; two policies a client, counted from `first` on."""
    numbers = range(first, first + policies)
    clients = range(first // 2, (first + policies) // 2)
    agents = ("Я", "Субагент")
    return {
        "tblAgents": [{"agent": "Я", "role": "я"}, {"agent": "Субагент", "role": "субагент"}],
        "tblClients": [
            {"key": f"К-{n - first // 2 + 1:06d}", "name": f"Клиент{n} Имя Отчество", "phone": f"+7 (900) {n:07d}",
             "status": "активный", "agent": agents[n % 2], "added": TODAY, "profession": ("врач", "")[n % 3 == 0]}
            for n in clients
        ],
        "tblCars": [
            {"key": f"А-{n - first // 2 + 1:06d}", "make": "Kia", "model": "Rio", "vin": f"Z94CT51DA{n:08d}",
             "owner": f"К-{n - first // 2 + 1:06d}"}
            for n in clients
        ],
        "tblPolicies": [
            {"key": f"П-{n - first + 1:06d}", "client": key, "owner": key, "car": key.replace("К", "А"),
             "product": "ОСАГО", "insurer": "Пример", "series": "ХХХ", "number": f"{n:010d}", "state": "оформлен",
             "premium": Decimal(5000), "starts": TODAY - timedelta(days=n % 700), "signed": TODAY,
             "ends": TODAY + timedelta(days=n % 365), "agent": agents[n // 2 % 2]}
            for n in numbers
            for key in (f"К-{n // 2 - first // 2 + 1:06d}",)
        ],
        "tblPayments": [
            {"key": f"О-{n - first + 1:06d}", "policy": f"П-{n - first + 1:06d}", "kind": "премия", "day": TODAY,
             "income": Decimal(5000)}
            for n in numbers
        ],
        "tblContacts": [
            {"key": f"С-{n - first // 2 + 1:06d}", "client": f"К-{n - first // 2 + 1:06d}", "day": TODAY,
             "kind": "звонок", "result": "думает"}
            for n in clients
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
