"""C11, C12, F1: what the agent has, counted by hand on a few rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from osago_xl.books.memory import MemoryBook
from osago_xl.reports import portfolio
from osago_xl.reports.data import Period, load
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
YEAR = Period(date(2026, 1, 1), TODAY)


@pytest.fixture
def work() -> Work:
    return Work(MemoryBook(WORKBOOK, TODAY), TODAY)


def policy(work: Work, starts: date | None, ends: date | None, **more: Any) -> None:
    work.add(POLICIES, **{"client": "К-000001", "state": "оформлен", "starts": starts, "ends": ends,
                               "insurer": "Пример", "premium": Decimal("0.10")} | more)  # fmt: skip


def test_in_force_on_the_first_and_the_last_day(work: Work) -> None:
    policy(work, date(2026, 11, 22), date(2027, 11, 21))
    policy(work, date(2025, 11, 23), date(2026, 11, 22))
    policy(work, date(2026, 11, 23), date(2027, 11, 22))
    policy(work, date(2025, 11, 22), date(2026, 11, 21))
    policy(work, None, date(2026, 12, 1))
    policy(work, date(2026, 1, 1), None)
    assert len(portfolio.in_force(load(work), TODAY)) == 3


def test_c12_the_same_days_of_last_year_stand_beside(work: Work) -> None:
    for signed in (date(2026, 2, 1), date(2026, 11, 22), date(2025, 2, 1), date(2025, 12, 1)):
        policy(work, signed, None, signed=signed)
    sold = next(line for line in portfolio.kpi(load(work), YEAR) if line["name"] == "Продано за период")
    assert (sold["now"], sold["before"], sold["change"]) == (2, 1, 100)


def test_kopecks_add_up_exactly(work: Work) -> None:
    for _ in range(30):
        policy(work, TODAY, None, signed=TODAY)
    assert portfolio.premium_by(load(work), YEAR, "insurer")[0]["premium"] == Decimal("3.00")


def test_ends_by_month_and_company(work: Work) -> None:
    for ends in (date(2026, 11, 1), date(2026, 11, 30), date(2027, 10, 31), date(2027, 11, 1), date(2026, 10, 31)):
        policy(work, None, ends)
    policy(work, None, date(2027, 1, 15), insurer="Другая")
    names, lines = portfolio.ends_by_month(load(work), 1)
    assert names == ["Пример"]
    assert {line["month"]: (line["c1"], line["total"]) for line in lines if line["total"]} == {
        "ноя 2026": (2, 2), "янв 2027": (0, 1), "окт 2027": (1, 1)}  # fmt: skip


def test_c12_season_of_two_years(work: Work) -> None:
    policy(work, None, None, signed=date(2026, 3, 5), premium=Decimal(500))
    policy(work, None, None, signed=date(2025, 3, 5), premium=Decimal(400))
    march = portfolio.season(load(work), 2026)[2]
    assert march == {"month": "мар", "now": Decimal(500), "before": Decimal(400)}


def test_c11_segments_in_their_order(work: Work) -> None:
    work.add(CLIENTS, name="А", segment="VIP", year_premium=Decimal(70000))
    work.add(CLIENTS, name="Б", segment="спящий")
    told = [(line["name"], line["count"], line["premium"]) for line in portfolio.segments(load(work))]
    assert told[:3] == [("VIP", 1, 70000), ("активный", 0, 0), ("спящий", 1, 0)]


def test_f1_what_clients_lack(work: Work) -> None:
    work.add(CLIENTS, name="А", segment="активный", missing="КАСКО, ВЗР")
    work.add(CLIENTS, name="Б", segment="VIP", missing="КАСКО")
    work.add(CLIENTS, name="В", segment="потерянный", missing="КАСКО, ВЗР")
    assert portfolio.lacking(load(work)) == [
        {"name": "КАСКО", "count": 2, "share": 100}, {"name": "ВЗР", "count": 1, "share": 50}]  # fmt: skip
