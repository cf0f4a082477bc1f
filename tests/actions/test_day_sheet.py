"""What the sheet Клиенты says by its formulas, against the list of the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from calls_base import client, due, policy
from desk import Desk

TODAY = date(2026, 11, 30)
"""A Monday."""


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.today = TODAY
    return desk


SHEET = {
    "ended yesterday": (date(2026, 11, 29), {}, {}, "пора", "полис закончился 29.11"),
    "ended yesterday, spoken to today": (date(2026, 11, 29), {"last_contact": TODAY}, {}, "скоро",
                                         "полис закончился 29.11"),
    "ended yesterday, a day agreed upon": (date(2026, 11, 29), {"next_call": date(2026, 12, 20)}, {}, "", "назначено"),
    "ended yesterday, gone": (date(2026, 11, 29), {}, {"outcome": "ушёл"}, "", "давно не общались"),
    "ended 30 days ago": (date(2026, 10, 31), {}, {}, "пора", "полис закончился 31.10"),
    "ended 31 days ago": (date(2026, 10, 30), {}, {}, "", "давно не общались"),
    "ends in five days": (date(2026, 12, 5), {}, {}, "пора", "полис до 05.12"),
}  # fmt: skip


@pytest.mark.parametrize(("ends", "person", "contract", "due_word", "why"), SHEET.values(), ids=SHEET)
def test_the_sheet_of_clients_knows_what_the_list_knows(
    desk: Desk, ends: date, person: dict[str, Any], contract: dict[str, Any], due_word: str, why: str
) -> None:
    """Without macros «Пора звонить» is all there is: an ended policy is due there as on the list."""
    known = {"last_contact": date(2026, 10, 29), "last_order": date(2026, 10, 29)} | person
    desk.setup(lambda work: work.set_setting("cfg_date", TODAY))
    desk.setup(lambda work: policy(work, client(work, **known), ends, **contract))
    desk.click("refresh_all")
    row = desk.row("tblClients", "К-000001")
    assert (row["due"], row["why"]) == (due_word, why)
    assert bool(due(desk)) == (due_word == "пора")
