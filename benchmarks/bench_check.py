"""«Проверить базу» over 20 000 policies, 5 000 clients, 6 000 cars, 6 000 drivers, 20 000 payments. Budget: ≤ 5 s."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from osago_xl.books.memory import MemoryBook
from osago_xl.checks.run import findings
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.dates import policy_end
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
CLIENTS, CARS, POLICIES = 5_000, 6_000, 20_000
FIRST_FORM = 1_000_000_000
_MALE = ("Иванов", "Петров", "Сидоров", "Орлов", "Кузнецов")

Cells = dict[str, Any]


def clients() -> Iterator[Cells]:
    for n in range(1, CLIENTS + 1):
        yield {
            "key": f"К-{n:06d}", "name": f"{_MALE[n % 5]} Пётр Ильич",
            "phone": f"+7 (9{n % 90 + 10}) {n % 900 + 100}-11-22",
            "status": "активный", "channel": "Сайт", "agent": "Я", "kind": "физлицо", "inn": "500100732259",
            "birth_date": date(1960, 1, 1) + timedelta(days=n), "paper": "паспорт РФ", "paper_series": "4509",
            "paper_number": f"{n + 100_000:06d}", "added": TODAY,
        }  # fmt: skip


def cars() -> Iterator[Cells]:
    for n in range(1, CARS + 1):
        yield {
            "key": f"А-{n:06d}", "owner": f"К-{n % CLIENTS + 1:06d}", "make": "Kia", "model": "Rio", "year": 2015,
            "plate": f"А{n % 999 + 1:03d}ВС77", "vin": f"Z94CT51DAFR{n:06d}", "power_hp": 106, "category": "B",
            "purpose": "личная", "region": "Москва", "place": "Москва", "paper": "СТС", "paper_series": "7712",
            "paper_number": f"{n:06d}",
        }  # fmt: skip


def drivers() -> Iterator[Cells]:
    for n in range(1, CARS + 1):
        yield {
            "key": f"В-{n:06d}", "name": f"{_MALE[n % 5]} Пётр Ильич",
            "birth_date": date(1970, 1, 1) + timedelta(days=n),
            "licence_series": "7701", "licence_number": f"{n:06d}", "licensed": date(2005, 1, 1), "kbm": 0.46,
            "client": f"К-{n % CLIENTS + 1:06d}",
        }  # fmt: skip


def policies() -> Iterator[Cells]:
    for n in range(1, POLICIES + 1):
        starts = date(2023, 1, 1) + timedelta(days=n % 1400)
        yield {
            "key": f"П-{n:06d}", "client": f"К-{n % CLIENTS + 1:06d}", "owner": f"К-{n % CLIENTS + 1:06d}",
            "car": f"А-{n % CARS + 1:06d}", "product": "ОСАГО", "insurer": "Пример", "state": "оформлен",
            "series": "ААМ", "number": str(FIRST_FORM + n), "signed": starts - timedelta(days=2), "starts": starts,
            "ends": policy_end(starts), "premium": 8_000, "paid": 8_000,
            "agent": "Я", "unlimited": "нет",
        }  # fmt: skip


def payments() -> Iterator[Cells]:
    for n in range(1, POLICIES + 1):
        yield {
            "key": f"О-{n:06d}", "day": TODAY, "kind": "премия", "party": "Пример", "income": 8_000, "method": "карта",
            "policy": f"П-{n:06d}", "agent": "Я",
        }  # fmt: skip


def moves() -> Iterator[Cells]:
    blank = {"kind": "полис ОСАГО", "insurer": "Пример", "series": "ААМ"}
    first, last = str(FIRST_FORM), str(FIRST_FORM + POLICIES)
    yield blank | {"key": "Б-000001", "place": 1, "day": date(2022, 1, 1), "operation": "получен",
                   "first": first, "last": last}  # fmt: skip
    for n in range(1, POLICIES + 1):
        number = str(FIRST_FORM + n)
        yield blank | {"key": f"Б-{n + 1:06d}", "place": n + 1, "day": date(2026, 11, 1), "operation": "использован",
                       "first": number, "last": number, "policy": f"П-{n:06d}"}  # fmt: skip


def main() -> None:
    book = MemoryBook(WORKBOOK, TODAY)
    book.put("tblInsurers", [{"insurer": "Пример", "full_name": "СК «Пример»", "active": "да"}])
    tables = {
        "tblClients": clients, "tblCars": cars, "tblDrivers": drivers, "tblPolicies": policies,
        "tblPayments": payments, "tblFormMoves": moves,
    }  # fmt: skip
    for name, rows in tables.items():
        book.put(name, rows())
    work = Work(book, TODAY)
    start = time.process_time()
    for name in WORKBOOK.tables:
        work.rows(name)
    print(f"reading from memory        {time.process_time() - start:8.2f} s")
    start = time.process_time()
    found = findings(work)
    print(f"checking {POLICIES} policies   {time.process_time() - start:8.2f} s, findings {len(found)}")
    print(dict(Counter(finding.rule for finding in found).most_common(12)))


if __name__ == "__main__":
    main()
