"""«Кому звонить» for 50 000 clients and 100 000 policies, all read already: processor seconds. Aim: ≤ 1.5 s."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.books.memory import MemoryBook
from osago_xl.desk.calls.call_list import cut_to_plan, due_lines, rows_of
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.dates import policy_end
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
CLIENTS, POLICIES = 50_000, 100_000
PLAN = 20
READ = ("tblClients", "tblPolicies", "tblPayments", "tblTasks", "tblDrivers", "tblCars", "tblContacts")


def clients() -> Iterator[dict[str, Any]]:
    for n in range(1, CLIENTS + 1):
        yield {
            "key": f"К-{n:06d}", "name": f"Иванов Пётр {n}",
            "phone": f"+7 (9{n % 90 + 10}) {n // 100 % 1000:03d}-{n % 100:02d}-11",
            "status": "активный", "agent": "Я", "kind": "физлицо", "added": TODAY - timedelta(days=n % 2000),
            "last_contact": TODAY - timedelta(days=n % 400),
            "birth_date": date(1960, 1, 1) + timedelta(days=n % 20_000),
            "policies": 2, "year_premium": n % 90_000, "advertising": "да" if n % 2 else "нет", "missing": "КАСКО",
        }  # fmt: skip


def policies() -> Iterator[dict[str, Any]]:
    for n in range(1, POLICIES + 1):
        starts = TODAY - timedelta(days=n % 700)
        yield {
            "key": f"П-{n:06d}", "client": f"К-{n % CLIENTS + 1:06d}", "product": "ОСАГО", "insurer": "Пример",
            "state": "оформлен", "number": str(n), "starts": starts, "signed": starts, "ends": policy_end(starts),
            "premium": 8000, "car_name": f"Kia Rio А{n % 999 + 1:03d}ВС77",
        }  # fmt: skip


def loaded() -> Work:
    """A base of that size with every table the list needs read, formulas included."""
    book = MemoryBook(WORKBOOK, TODAY)
    for name, rows in (("tblClients", clients()), ("tblPolicies", policies())):
        book.apply(Changes({name: TableChange(WORKBOOK.tables[name], added=[Row(row) for row in rows])}))
    work = Work(book, TODAY)
    for name in READ:
        work.rows(name)
    return work


def main() -> None:
    work = loaded()
    start = time.process_time()
    lines = due_lines(work)
    shown, left_over = cut_to_plan(lines, PLAN)
    work.replace("tblCalls", rows_of(work, shown))
    seconds = time.process_time() - start
    print(f"{CLIENTS} клиентов, {POLICIES} полисов: {seconds:.2f} с; в списке {len(shown)}, сверх плана {left_over}")


if __name__ == "__main__":
    main()
