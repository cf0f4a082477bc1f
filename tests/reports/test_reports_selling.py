"""C7, C8, D2, D6, D7, G4: how the agent sells, counted by hand on a few rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from osago_xl.books.memory import MemoryBook
from osago_xl.reports import selling
from osago_xl.reports.data import Data, Period, load
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, CHANNELS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)  # a Sunday
YEAR = Period(date(2026, 1, 1), TODAY)


@pytest.fixture
def work() -> Work:
    return Work(MemoryBook(WORKBOOK, TODAY), TODAY)


def client(work: Work, channel: str = "Сайт", referrer: str = "") -> str:
    return str(work.add(CLIENTS, name="Кто-то", channel=channel, agent="Я", referrer=referrer)["key"])


def policy(work: Work, client: str, **more: Any) -> None:
    work.add(POLICIES, **{"client": client, "state": "оформлен", "agent": "Я", "signed": TODAY,
                               "premium": Decimal("100.10")} | more)  # fmt: skip


def call(work: Work, client: str, day: date = TODAY, result: str = "думает", **more: Any) -> None:
    work.add(CONTACTS, **{"client": client, "day": day, "kind": "звонок", "result": result, "agent": "Я"} | more)


def test_d6_plan_and_fact_by_day_week_and_month(work: Work) -> None:
    who = client(work)
    for day in (22, 16, 15, 1):
        call(work, who, date(2026, 11, day))
    call(work, who, date(2026, 10, 31))
    call(work, who, kind="письмо")
    told = [(line["name"], line["plan"], line["fact"], line["share"]) for line in selling.plan_fact(load(work))]
    assert told == [("Сегодня", 20, 1, 5), ("Неделя", 100, 2, 2), ("Месяц", 400, 4, 1)]


def test_the_plan_of_an_agent_is_his_own(work: Work) -> None:
    work.add(AGENTS, agent="Ольга", plan_day=3)
    assert [line["plan"] for line in selling.plan_fact(load(work, "Ольга"), "Ольга")] == [3, 100, 400]


def test_c7_c8_the_funnel_of_a_channel(work: Work) -> None:
    site, friend = client(work, "Сайт"), client(work, "Родственник")
    for result in ("нет ответа", "перезвонить", "думает", "договорились"):
        call(work, site, result=result)
    policy(work, site)
    policy(work, friend)
    site_line, friend_line = selling.funnel(load(work), YEAR, "channel")
    assert [site_line[key] for key in ("contacts", "talks", "offers", "policies", "conversion")] == [4, 3, 2, 1, 25]
    assert site_line["premium"] == Decimal("100.10")
    assert (friend_line["contacts"], friend_line["conversion"]) == (0, None)


def test_d1_d7_cost_of_a_policy_of_a_paid_channel(work: Work) -> None:
    work.set(CHANNELS, work.get(CHANNELS, "Сайт"), cost=Decimal(6000))
    who = client(work)
    policy(work, who)
    policy(work, who)
    lines = selling.funnel(load(work), Period(date(2026, 11, 1), date(2026, 11, 30)), "channel")
    assert (lines[0]["cost"], lines[0]["price"]) == (Decimal("6000.00"), Decimal("3000.00"))
    warm, cold = selling.warm_and_cold(lines)
    assert (warm["policies"], warm["price"]) == (0, None)
    assert (cold["policies"], cold["price"]) == (2, Decimal("3000.00"))


def test_an_unknown_channel_is_counted_and_named(work: Work) -> None:
    policy(work, client(work, ""))
    assert [line["name"] for line in selling.funnel(load(work), YEAR, "channel")] == ["не указан"]


def test_d2_conversion_of_referrals(work: Work) -> None:
    head = client(work)
    bought, _ = client(work, referrer=head), client(work, referrer=head)
    policy(work, bought)
    policy(work, bought)
    (line,) = selling.referrers(load(work))
    assert [line[key] for key in ("count", "buyers", "share", "premium")] == [2, 1, 50, Decimal("200.20")]


def test_g4_kept_lost_and_why(work: Work) -> None:
    who = client(work)
    ends = date(2026, 6, 1)
    policy(work, who, ends=ends, outcome="продлён")
    policy(work, who, ends=ends, successor="П-000009")
    policy(work, who, ends=ends, outcome="ушёл", loss_reason="не ездит")
    policy(work, who, ends=ends, outcome="ушёл")
    policy(work, who, ends=ends)
    policy(work, who, ends=date(2026, 12, 1))
    data = load(work)
    assert [(line["name"], line["count"]) for line in selling.renewals(data, YEAR)] == [
        ("продлены", 2), ("ушли", 2), ("без итога", 1)]  # fmt: skip
    assert {line["name"]: line["count"] for line in selling.losses(data, YEAR)} == {"не ездит": 1, "без причины": 1}


def test_leads_and_quotes_are_not_sales(work: Work) -> None:
    policy(work, client(work), state="лид")
    assert selling.total("Всего", selling.funnel(load(work), YEAR, "channel"))["policies"] == 0


def test_an_empty_base_has_empty_answers(work: Work) -> None:
    data: Data = load(work)
    assert selling.funnel(data, YEAR, "channel") == selling.referrers(data) == selling.losses(data, YEAR) == []
    assert [line["count"] for line in selling.renewals(data, YEAR)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("since", "until", "cost"),
    [
        (date(2026, 9, 1), date(2026, 10, 31), "2000.00"),  # September and October are two months: not 61 / 30,4375
        (date(2026, 2, 1), date(2026, 2, 28), "1000.00"),
        (date(2026, 11, 1), date(2026, 11, 15), "500.00"),  # 15 of 30 days
        (date(2026, 1, 31), date(2026, 3, 1), "1064.52"),  # 1/31 + 1 + 1/31 of 1 000: 1 064,516…
    ],
)
def test_a_month_costs_what_a_month_costs(work: Work, since: date, until: date, cost: str) -> None:
    work.set(CHANNELS, work.get(CHANNELS, "Авито"), cost=Decimal(1000))
    call(work, client(work, "Авито"), since)
    (line,) = selling.funnel(load(work), Period(since, until), "channel")
    assert line["cost"] == Decimal(cost)


def test_imported_policies_are_not_made_of_contacts(work: Work) -> None:
    # Ten policies came with an old base; of four people called one bought: 25 %, and not blank.
    for _ in range(10):
        policy(work, client(work, "Сайт"))
    for _ in range(3):
        call(work, client(work, "Сайт"))
    buyer = client(work, "Сайт")
    call(work, buyer)
    policy(work, buyer)
    (line,) = selling.funnel(load(work), YEAR, "channel")
    assert (line["contacts"], line["policies"], line["conversion"]) == (4, 11, 25)
