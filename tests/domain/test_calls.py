"""When to call a client: agreed day, renewal stage, silence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from osago_xl.domain.calls import CallRules, ClientDates, flag, next_call, period, renewal_day

TODAY = date(2026, 11, 22)
RULES = CallRules(service_days={"КАСКО": 45, "ДМС": 0})
OLD, DAY = date(2026, 1, 31), timedelta(days=1)

CALLS = {
    "an agreed day": ({"agreed": TODAY, "last_contact": OLD}, (TODAY, "agreed")),
    "an agreed day that was kept": ({"agreed": OLD, "last_contact": OLD}, (date(2026, 7, 30), "silence")),
    "silence since the contact": ({"last_contact": OLD}, (date(2026, 7, 30), "silence")),
    "silence since the order": ({"last_contact": OLD, "last_order": TODAY}, (date(2027, 5, 21), "silence")),
    "since the day he was added": ({"added": date(2028, 2, 29)}, (date(2028, 8, 27), "silence")),
    "a policy that ends": ({"policy_ends": date(2027, 2, 28), "last_contact": TODAY}, (date(2027, 1, 29), "renewal")),
    "a policy alone": ({"policy_ends": date(2027, 3, 1)}, (date(2027, 1, 30), "renewal")),
    "all stages covered": ({"policy_ends": TODAY, "last_contact": TODAY}, (date(2027, 5, 21), "silence")),
    "silence comes first": ({"policy_ends": date(2027, 12, 31), "last_contact": OLD}, (date(2026, 7, 30), "silence")),
    "nothing known": ({}, None),
    "ended yesterday": ({"policy_ends": TODAY - DAY, "last_contact": OLD}, (TODAY, "ended")),
    "ended three days ago, spoken to today": (
        {"policy_ends": TODAY - 3 * DAY, "last_contact": TODAY}, (TODAY + DAY, "ended")),
    "ended, a day agreed upon": (
        {"policy_ends": TODAY - DAY, "agreed": TODAY + DAY, "last_contact": OLD}, (TODAY + DAY, "agreed")),
    "ended thirty days ago": ({"policy_ends": TODAY - 30 * DAY}, (TODAY - 29 * DAY, "ended")),
    "ended thirty-one days ago, given up": (
        {"policy_ends": TODAY - 31 * DAY, "last_contact": OLD}, (date(2026, 7, 30), "silence")),
}  # fmt: skip


@pytest.mark.parametrize(("values", "wanted"), CALLS.values(), ids=CALLS)
def test_next_call(values: dict[str, Any], wanted: tuple[date, str] | None) -> None:
    call = next_call(ClientDates(**values), RULES, TODAY)
    assert (call and (call.day, call.cause)) == wanted


@pytest.mark.parametrize("status", ["не активный", "не звонить", "связанный"])
def test_nobody_is_reminded_against_his_status(status: str) -> None:
    assert next_call(ClientDates(status=status, agreed=TODAY), RULES, TODAY) is None


@pytest.mark.parametrize(
    ("own", "service", "days"),
    [(None, "", 180), (None, "КАСКО", 45), (15, "КАСКО", 15), (0, "КАСКО", 45), (None, "ДМС", 180), (1, "", 1)],
)
def test_n_days_of_the_client_of_the_service_of_all(own: int | None, service: str, days: int) -> None:
    assert period(ClientDates(own_days=own, service=service), RULES) == days


@pytest.mark.parametrize(("spoken", "left"), [(40, 30), (30, 14), (14, 7), (7, 1), (1, None)])
def test_a_contact_covers_its_renewal_stage(spoken: int, left: int | None) -> None:
    ends = date(2028, 2, 29)
    day = renewal_day(ends, ends - timedelta(days=spoken), RULES)
    assert day == (None if left is None else ends - timedelta(days=left))


def test_no_policy_no_renewal() -> None:
    assert renewal_day(None, None, RULES) is None


@pytest.mark.parametrize(("days", "word"), [(-1, "пора"), (0, "пора"), (1, "скоро"), (7, "скоро"), (8, "")])
def test_the_flag(days: int, word: str) -> None:
    assert flag(TODAY + timedelta(days=days), TODAY, RULES) == word


def test_no_day_no_flag() -> None:
    assert flag(None, TODAY, RULES) == ""
