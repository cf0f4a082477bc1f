"""Why to call a client today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from osago_xl.domain.calls import CallRules
from osago_xl.domain.reasons import Base, Campaign, ReasonRule, Settings, reasons

TODAY = date(2026, 11, 22)
CODES = {
    "agreed": 0, "ended": 30, "renewal": 30, "payment": 7, "task": 0, "check": 3, "plate": 10, "kvs": 30, "licence": 60,
    "birthday": 3, "holiday": 2, "event": 0, "thanks": 90, "silence": 0, "campaign": 0,
}  # fmt: skip
RULES = {code: ReasonRule(code, days=days, priority=n) for n, (code, days) in enumerate(CODES.items(), 1)}
SETTINGS = Settings(RULES, CallRules())


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def client(**values: Any) -> dict[str, Any]:
    return {
        "key": "К", "name": "Иванов Пётр Ильич", "kind": "физлицо", "segment": "активный", "profession": "",
        "call_from": None, "next_call": None, "last_contact": None, "renewal_from": "", "birth_date": None,
        "policy_ends": None, "last_order": None, "last_mailing": None,
        "influence": "", "brought_people": None,
    } | values  # fmt: skip


def policy(**values: Any) -> dict[str, Any]:
    return {
        "key": "П", "client": "К", "product": "ОСАГО", "car_name": "Kia", "policy": "ХХХ 1", "state": "оформлен",
        "now": "действует", "left": "", "ends": None, "successor": "", "signed": None, "check": "", "car": "",
    } | values  # fmt: skip


def task(**values: Any) -> dict[str, Any]:
    return {"state": "открыта", "kind": "задача", "what": "Дело", "due": TODAY, "client": "К", "offer": "",
            "policy": ""} | values  # fmt: skip


def codes(settings: Settings = SETTINGS, today: date = TODAY, **tables: Any) -> list[str]:
    base = Base(**({"clients": [client()]} | tables))
    return [reason.code for reason in reasons(base, settings, today).get("К", [])]


CALLS = {
    "nothing is known": ({}, []),
    "tomorrow": ({"call_from": ahead(1)}, []),
    "agreed for today": ({"call_from": TODAY, "next_call": TODAY, "last_contact": ago(3)}, ["agreed"]),
    "agreed and called since": ({"call_from": TODAY, "next_call": ago(5), "last_contact": ago(1)}, ["silence"]),
    "silence": ({"call_from": ago(1), "last_contact": ago(200)}, ["silence"]),
    "never spoken to": ({"call_from": ago(1)}, ["silence"]),
    "an end typed by hand": ({"call_from": ago(1), "renewal_from": ago(1), "policy_ends": ahead(29)}, ["renewal"]),
}


@pytest.mark.parametrize(("values", "found"), CALLS.values(), ids=CALLS)
def test_promises_and_silence(values: dict[str, Any], found: list[str]) -> None:
    assert codes(clients=[client(**values)]) == found


def test_an_end_of_a_stored_policy_is_said_once() -> None:
    person = client(call_from=TODAY, renewal_from=TODAY, policy_ends=ahead(30))
    assert codes(clients=[person], policies=[policy(left=30, ends=ahead(30))]) == ["renewal"]


SILENCE = {
    "a contact": (ago(200), ago(300), "не общались с 06.05.2026"),
    "an order after it": (ago(300), ago(200), "последний заказ 06.05.2026"),
    "an order alone": (None, ago(200), "последний заказ 06.05.2026"),
    "nothing": (None, None, "ещё не общались"),
}


@pytest.mark.parametrize(("contact", "order", "text"), SILENCE.values(), ids=SILENCE)
def test_silence_says_what_is_known(contact: date | None, order: date | None, text: str) -> None:
    person = client(call_from=TODAY, last_contact=contact, last_order=order)
    (reason,) = reasons(Base([person]), SETTINGS, TODAY)["К"]
    assert reason.text == text


ENDS = {
    "a month before": (30, None, "", ["renewal"]),
    "too early": (31, None, "", []),
    "the stage is covered by a call": (30, 0, "", []),
    "the next stage opens again": (14, 10, "", ["renewal"]),
    "the last day": (0, 5, "", ["renewal"]),
    "the last stage is covered": (1, 0, "", []),
    "ended yesterday": (-1, 10, "", ["ended"]),
    "ended, spoken to, no result": (-5, 3, "", ["ended"]),
    "ended, spoken to today": (-5, 0, "", []),
    "ended, nobody called": (-5, None, "", ["ended"]),
    "renewed already": (5, None, "П-2", []),
}


@pytest.mark.parametrize(("left", "spoken", "successor", "found"), ENDS.values(), ids=ENDS)
def test_ending_policies(left: int, spoken: int | None, successor: str, found: list[str]) -> None:
    person = client(last_contact=None if spoken is None else ago(spoken))
    ending = policy(left=left, ends=ahead(left), successor=successor)
    assert codes(clients=[person], policies=[ending]) == found


PAYMENTS = {
    "due in a week": ({"due": ahead(7)}, ["payment"]),
    "due later": ({"due": ahead(8)}, []),
    "overdue": ({"due": ago(40)}, ["payment"]),
    "paid": ({"due": TODAY, "day": TODAY}, []),
    "no due date": ({}, []),
    "of a policy that is gone": ({"due": TODAY, "policy": "нет"}, []),
}


@pytest.mark.parametrize(("values", "found"), PAYMENTS.values(), ids=PAYMENTS)
def test_payments(values: dict[str, Any], found: list[str]) -> None:
    row = {"policy": "П", "due": None, "day": None, "income": None} | values
    assert codes(policies=[policy()], payments=[row]) == found


TASKS = {
    "due": ({}, ["task"]),
    "tomorrow": ({"due": ahead(1)}, []),
    "done": ({"state": "сделана"}, []),
    "without a client": ({"client": ""}, []),
    "an event": ({"kind": "событие"}, ["event"]),
    "a present is no advertising": ({"kind": "подарок"}, ["task"]),
    "a check": ({"kind": "проверка"}, ["check"]),
}


@pytest.mark.parametrize(("values", "found"), TASKS.values(), ids=TASKS)
def test_tasks(values: dict[str, Any], found: list[str]) -> None:
    assert codes(tasks=[task(**values)]) == found


CHECKS = {
    "three days after the sale": ({"signed": ago(3)}, ["check"]),
    "not yet": ({"signed": ago(2)}, []),
    "long ago": ({"signed": ago(31)}, []),
    "checked": ({"signed": ago(3), "check": "найден"}, []),
    "a draft": ({"signed": ago(3), "state": "проект"}, []),
    "unsigned": ({}, []),
}


@pytest.mark.parametrize(("values", "found"), CHECKS.values(), ids=CHECKS)
def test_checks_after_the_sale(values: dict[str, Any], found: list[str]) -> None:
    assert codes(policies=[policy(**values)]) == found


def test_a_planned_check_is_not_said_twice() -> None:
    planned = task(kind="проверка", policy="П", due=ahead(1))
    assert codes(policies=[policy(signed=ago(3))], tasks=[planned]) == []


def test_a_policy_by_vin_waits_for_its_plate() -> None:
    cars = {"А": {"plate": "", "vin": "XTA"}, "Б": {"plate": "А001АА77", "vin": "XTA"}}
    sold = {"signed": ago(10), "check": "да"}
    assert codes(policies=[policy(car="А", **sold)], cars=cars) == ["plate"]
    assert codes(policies=[policy(car="Б", **sold)], cars=cars) == []
    assert codes(policies=[policy(car="А", **sold | {"signed": ago(9)})], cars=cars) == []
    assert codes(policies=[policy(car="нет", **sold)], cars=cars) == []


DRIVERS = {
    "the band changes in a month": ({"kvs_change": "22.12.2026: КВС 1,04→0,96"}, ["kvs"]),
    "later": ({"kvs_change": "23.12.2026: КВС 1,04→0,96"}, []),
    "changed": ({"kvs_change": "21.11.2026: КВС 1,04→0,96"}, []),
    "no date": ({"kvs_change": "не считается"}, []),
    "licence ends": ({"licence_until": ahead(60)}, ["licence"]),
    "licence ended": ({"licence_until": ago(1)}, ["licence"]),
    "licence is long": ({"licence_until": ahead(61)}, []),
}


@pytest.mark.parametrize(("values", "found"), DRIVERS.values(), ids=DRIVERS)
def test_drivers(values: dict[str, Any], found: list[str]) -> None:
    driver = {"client": "К", "name": "Пётр", "kvs_change": "", "licence_until": None} | values
    assert codes(drivers=[driver]) == found


BIRTHDAYS = {
    "in three days": (date(1980, 11, 25), {}, ["birthday"]),
    "in four days": (date(1980, 11, 26), {}, []),
    "today and greeted today": (date(1980, 11, 22), {"last_contact": TODAY}, []),
    "yesterday": (date(1980, 11, 21), {}, []),
    "a company": (date(1980, 11, 22), {"kind": "юрлицо"}, []),
    "unknown": (None, {}, []),
}


@pytest.mark.parametrize(("born", "values", "found"), BIRTHDAYS.values(), ids=BIRTHDAYS)
def test_birthdays(born: date | None, values: dict[str, Any], found: list[str]) -> None:
    assert codes(clients=[client(birth_date=born, **values)]) == found


def test_the_29th_of_february_is_greeted_on_the_1st_of_march_of_a_common_year() -> None:
    born = [client(birth_date=date(1980, 2, 29))]
    assert codes(clients=born, today=date(2027, 2, 26)) == ["birthday"]
    assert codes(clients=born, today=date(2027, 3, 2)) == []
    (reason,) = reasons(Base(born), SETTINGS, date(2028, 2, 27))["К"]
    assert reason.day == date(2028, 2, 29)


def test_a_vip_gets_a_present_for_his_birthday() -> None:
    (reason,) = reasons(Base([client(birth_date=date(1980, 11, 22), segment="VIP")]), SETTINGS, TODAY)["К"]
    assert reason.text == "день рождения 22.11, VIP: подарок"


HOLIDAYS = {
    "everybody": ("все", {}, ["holiday"]),
    "a man": ("М", {}, ["holiday"]),
    "no woman": ("Ж", {}, []),
    "a woman": ("Ж", {"name": "Ёлкина Анна Ильинична"}, ["holiday"]),
    "a Turkic patronymic": ("М", {"name": "Алиев Вагиф Самед оглы"}, ["holiday"]),
    "a profession": ("учитель", {"profession": "Учитель физики"}, ["holiday"]),
    "another profession": ("бухгалтер", {"profession": "Учитель физики"}, []),
    "a company": ("все", {"kind": "юрлицо"}, []),
    "asleep": ("все", {"segment": "спящий"}, []),
    "greeted this week": ("все", {"last_contact": ago(1)}, []),
}


@pytest.mark.parametrize(("who", "values", "found"), HOLIDAYS.values(), ids=HOLIDAYS)
def test_holidays(who: str, values: dict[str, Any], found: list[str]) -> None:
    days = [{"day": 24, "month": 11, "holiday": "Праздник", "who": who}]
    assert codes(clients=[client(**values)], holidays=days) == found


def test_a_holiday_without_a_date_or_far_ahead_is_none() -> None:
    rows = [{"day": None, "month": 1, "holiday": "?", "who": ""}, {"day": 25, "month": 11, "holiday": "!", "who": ""}]
    assert codes(holidays=rows) == []


def test_centers_of_influence_are_thanked_after_a_while() -> None:
    assert codes(clients=[client(influence="да", last_contact=ago(90), brought_people=2)]) == ["thanks"]
    assert codes(clients=[client(influence="да", last_contact=ago(89))]) == []
    assert codes(clients=[client(influence="да")]) == []


def test_a_campaign_leaves_alone_who_was_spoken_to_lately() -> None:
    for spoken, found in ((None, ["campaign"]), (30, ["campaign"]), (29, [])):
        person = client(last_contact=None if spoken is None else ago(spoken))
        assert codes(clients=[person], campaigns=[Campaign("Осень", "КАСКО", [person])]) == found


def test_the_strongest_reason_comes_first_and_a_switched_off_one_not_at_all() -> None:
    everything: dict[str, Any] = {
        "clients": [client(call_from=TODAY, last_contact=ago(200), birth_date=date(1980, 11, 22))],
        "tasks": [task()],
    }
    assert codes(**everything) == ["task", "birthday", "silence"]
    off = {code: rule._replace(on=False) for code, rule in RULES.items()}
    assert codes(Settings(off, CallRules()), **everything) == []
    turned = RULES | {"silence": RULES["silence"]._replace(priority=0)}
    assert codes(Settings(turned, CallRules()), **everything) == ["silence", "task", "birthday"]
