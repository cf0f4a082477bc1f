"""How long «Сводка» takes: 5 000 clients, 20 000 policies, 30 000 contacts in memory; aim ≤ 3 s."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from decimal import Decimal

from osago_xl.books.memory import MemoryBook
from osago_xl.reports.summary import summary_tables
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
CLIENTS, POLICIES, CONTACTS = 5_000, 20_000, 30_000


def base() -> Work:
    chance, work = random.Random(1), Work(MemoryBook(WORKBOOK, TODAY), TODAY)
    channels = [row["channel"] for row in work.rows("tblChannels")]
    for n in range(CLIENTS):
        work.add("tblClients", name=f"Клиент {n}", channel=chance.choice(channels), agent="Я", segment="активный",
                 missing="КАСКО, ВЗР", referrer=f"К-{chance.randrange(1, 50):06}" if n > 50 else "")  # fmt: skip
    for _ in range(POLICIES):
        starts = TODAY - timedelta(days=chance.randrange(900))
        work.add("tblPolicies", client=f"К-{chance.randrange(1, CLIENTS):06}", state="оформлен", product="ОСАГО",
                 insurer=chance.choice("АБВГД"), signed=starts, starts=starts, ends=starts + timedelta(days=364),
                 premium=Decimal(chance.randrange(3000, 20000)), bordereau=Decimal(500), agent="Я")  # fmt: skip
    for _ in range(CONTACTS):
        work.add("tblContacts", client=f"К-{chance.randrange(1, CLIENTS):06}", kind="звонок", result="думает",
                 day=TODAY - timedelta(days=chance.randrange(600)), agent="Я")  # fmt: skip
    return work


def main() -> None:
    work = base()
    for turn in ("first, pandas imported", "second"):
        begun = time.perf_counter()
        tables = summary_tables(work)
        print(f"{turn}: {time.perf_counter() - begun:.2f} s, {len(tables)} tables")


if __name__ == "__main__":
    main()
