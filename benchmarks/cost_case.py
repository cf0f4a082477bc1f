"""One piece of work on one book, for bench_cost.py: each runs in a process of its own, under either version.

Only names that both versions have are used here; what differs between them is looked up where it is.
Run: PYTHONPATH=VERSION python benchmarks/cost_case.py CASE BOOK [OTHER]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 9)
CLIENT = ("Клиенты", "tblClients", "К-000007")
OF_THE_ACTS = {"tblRegions", "tblKbm", "tblTariffs"}
POLICY = ("Полисы", "tblPolicies", "П-000007")


def press(action: str, *answers: str, on: tuple[str, str, str] | None = None) -> Callable[[Path], None]:
    """A button on a closed book; everything it asks is answered."""

    def case(book: Path) -> None:
        from osago_xl.actions.perform import perform
        from osago_xl.books import open_book
        from osago_xl.books.base import Selection
        from osago_xl.cli.console import ConsoleUi

        selection = Selection(on[0], on[1], on[2:]) if on else None
        ui = ConsoleUi(yes=True, answers=list(answers))
        report = perform(action, open_book(book, today=TODAY, selection=selection), ui, TODAY, NOW)
        assert report.text or report.show, f"{action}: cancelled"

    return case


def contacts(book: Path) -> None:
    """10 000 contacts appended."""
    from osago_xl.books import open_book
    from osago_xl.books.base import Changes, Row, TableChange
    from osago_xl.schema.workbook import WORKBOOK

    new = [
        Row({"key": f"С-{n:06d}", "client": f"К-{n % 500 + 1:06d}", "day": TODAY, "kind": "звонок", "result": "думает",
             "note": f"заметка {n}" if n % 3 else ""})
        for n in range(500_001, 510_001)
    ]  # fmt: skip
    table = WORKBOOK.tables["tblContacts"]
    open_book(book, today=TODAY).apply(Changes({table.name: TableChange(table, added=new)}))


def merge(book: Path, other: Path) -> None:
    """Another base of the same size into this one, half of it known already."""
    from osago_xl.cli.main import main

    main(["merge", str(book), str(other)])


def upgrade(book: Path) -> None:
    from osago_xl.keeping.upgrade import upgrade

    upgrade(book, TODAY, NOW, force=True)


def check(book: Path) -> None:
    from osago_xl.books import open_book
    from osago_xl.checks.run import findings

    findings(_work()(open_book(book, today=TODAY), TODAY))


def read(book: Path) -> None:
    """All tables."""
    from osago_xl.books import open_book
    from osago_xl.schema.workbook import WORKBOOK

    opened = open_book(book, today=TODAY)
    for table in WORKBOOK.tables.values():
        opened.read(table)


def calamine(book: Path) -> None:
    """The yardstick of reading: the same file, all sheets, nothing converted."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(str(book))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()


def make(book: Path, policies: str, first: str) -> None:
    """A base of so many policies, counted from `first` on."""
    from osago_xl.keeping.fresh import new_workbook

    book.write_bytes(new_workbook(base(int(policies), int(first)), TODAY))


def make_older(book: Path, policies: str) -> None:
    """The same without a column in the middle and one at the end of nearly every table."""
    from older import middle_and_end, without_columns

    from osago_xl.keeping.fresh import new_workbook
    from osago_xl.schema.workbook import WORKBOOK

    tables = {name: table for name, table in WORKBOOK.tables.items() if name not in OF_THE_ACTS}
    schema = without_columns(WORKBOOK, {name: middle_and_end(table) for name, table in tables.items()})
    book.write_bytes(new_workbook(base(int(policies), 0), TODAY, schema=schema))


def start(book: Path) -> None:
    """Nothing but what every command loads."""
    import osago_xl.actions.perform
    import osago_xl.books.file
    import osago_xl.cli.console
    import osago_xl.schema.workbook  # noqa: F401


def base(policies: int, first: int) -> dict[str, list[dict[str, object]]]:
    """Clients, cars, policies, payments and calls; two policies a client."""
    clients = range(first // 2, (first + policies) // 2)
    numbers = {n: f"{n - first // 2 + 1:06d}" for n in clients}
    return {
        "tblAgents": [{"agent": "Я", "role": "я"}],
        "tblInsurers": [{"insurer": "Пример", "full_name": "СК «Пример»", "active": "да"}],
        "tblClients": [
            {"key": f"К-{key}", "name": f"Клиент{n} Имя Отчество", "phone": f"+7 (900) {n:07d}", "status": "активный",
             "agent": "Я", "added": TODAY, "profession": ("врач", "")[n % 3 == 0]}
            for n, key in numbers.items()
        ],
        "tblCars": [
            {"key": f"А-{key}", "make": "Kia", "model": "Rio", "vin": f"Z94CT51DA{n:08d}", "owner": f"К-{key}"}
            for n, key in numbers.items()
        ],
        "tblPolicies": [
            {"key": f"П-{n - first + 1:06d}", "client": f"К-{key}", "owner": f"К-{key}", "car": f"А-{key}",
             "product": "ОСАГО", "insurer": "Пример", "series": "ХХХ", "number": f"{n:010d}", "state": "оформлен",
             "premium": Decimal(5000), "starts": TODAY - timedelta(days=n % 700), "signed": TODAY,
             "ends": TODAY + timedelta(days=n % 365), "agent": "Я"}
            for n in range(first, first + policies)
            for key in (numbers[n // 2],)
        ],
        "tblPayments": [
            {"key": f"О-{n + 1:06d}", "policy": f"П-{n + 1:06d}", "kind": "премия", "day": TODAY,
             "income": Decimal(5000)}
            for n in range(policies)
        ],
        "tblContacts": [
            {"key": f"С-{key}", "client": f"К-{key}", "day": TODAY, "kind": "звонок", "result": "думает"}
            for key in numbers.values()
        ],
    }  # fmt: skip


def _work() -> Any:
    try:
        from osago_xl.work.unit import Work
    except ImportError:  # as it was called in 0.2.0
        from osago_xl.desk.work import Work
    return Work


CASES: dict[str, Callable[..., None]] = {
    "start": start,
    "new_client": press("new_client", "Новая Анна Ивановна", "8 916 555-44-33"),
    "log_one_contact": press("log_one_contact", "1", "", "", on=CLIENT),
    "postpone_7": press("postpone_7", on=CLIENT),
    "add_payment": press("add_payment", "1000", "1", "", "", "", on=POLICY),
    "undo_last": press("undo_last"),
    "contacts": contacts,
    "merge": merge,
    "upgrade": upgrade,
    "check": check,
    "build_call_list": press("build_call_list"),
    "open_summary": press("open_summary"),
    "read": read,
    "calamine": calamine,
    "make": make,
    "make_older": make_older,
}

if __name__ == "__main__":
    case, book, *rest = sys.argv[1:]
    CASES[case](Path(book), *rest)
