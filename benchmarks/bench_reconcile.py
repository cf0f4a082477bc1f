"""Reconciling 20 000 of our policies with the insurer's file, the rule alone and the whole command. Budget: ≤ 3 s."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from osago_xl.books.memory import MemoryBook
from osago_xl.domain.reconcile import Row, reconcile
from osago_xl.imports.insurer_files import all_rows, read_acts
from osago_xl.imports.reconciling import compare, period_of
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

COUNT = 20_000
START = date(2026, 1, 1)


def rows(latin: bool, shift: int) -> list[Row]:
    """Policies of a year; every 50th premium differs by a rouble, every 70th number is unknown to the other."""
    series, plate = ("XXX", "A{:03}BC77") if latin else ("ХХХ", "А{:03}ВС77")
    return [
        Row(
            str(n),
            f"{series} {n + (shift if n % 70 == 0 else 0):010d}",
            START + timedelta(days=n % 365),
            plate.format(n % 999 + 1),
            "",
            Decimal(5000 + n + (shift > 0 and n % 50 == 0)),
        )
        for n in range(COUNT)
    ]


def whole_command(ours: list[Row], theirs: list[Row]) -> None:
    """The same through the workbook: policies from the tables, the act from an xlsx with its own column names."""
    import pandas as pd

    book = MemoryBook(WORKBOOK, START)
    contract = {"insurer": "Пример", "state": "оформлен", "product": "ОСАГО"}
    book.put("tblPolicies", (
        contract | {"key": f"П-{n:06d}", "series": row.number[:3], "number": row.number[4:], "signed": row.day,
                    "premium": float(row.premium or 0)}
        for n, row in enumerate(ours)
    ))  # fmt: skip
    work = Work(book, START)
    work.rows("tblPolicies")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "act.xlsx")
        lines = [(row.number, row.day, float(row.premium or 0)) for row in theirs]
        pd.DataFrame(lines, columns=["Полис №", "Дата договора", "Начислено премии"]).to_excel(path, index=False)
        start = time.process_time()
        read = all_rows(read_acts([path]), None)
        print(f"reading the xlsx{time.process_time() - start:20.3f} s")
    period = period_of(read)
    assert period is not None
    pairs = compare(work, "Пример", read, *period)
    print(f"reading and comparing{time.process_time() - start:15.3f} s, lines {len(pairs)}")


def main() -> None:
    ours, theirs = rows(latin=False, shift=0), rows(latin=True, shift=1_000_000)
    start = time.process_time()
    pairs = reconcile(ours, theirs)
    print(f"reconciling {COUNT} rows{time.process_time() - start:10.3f} s")
    print(dict(Counter(pair.outcome.value for pair in pairs)))
    whole_command(ours, theirs)


if __name__ == "__main__":
    main()
