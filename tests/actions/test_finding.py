"""A record found by what an agent has at hand."""

from __future__ import annotations

import pytest
from desk import Desk

from osago_xl.desk.who.finding import LIMIT, matches, with_phone
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work


def fill(work: Work) -> None:
    work.add(CLIENTS, name="Семёнов Пётр Ильич", phone="+7 (916) 111-22-33", phone_2="8 495 700 10 20")
    work.add(CLIENTS, name="Петрова Анна", phone="нет телефона")
    work.add(CARS, owner="К-000002", make="Kia", plate="А123ВС777", vin="Z94CT51DAFR132154")
    work.add(POLICIES, client="К-000001", series="ХХХ", number="0123456789")


@pytest.fixture
def base(desk: Desk) -> Desk:
    desk.setup(fill)
    return desk


FOUND = {
    "2233": [("tblClients", "К-000001")],
    "+7 916 111-22-33": [("tblClients", "К-000001")],
    "7001020": [("tblClients", "К-000001")],
    "семенов": [("tblClients", "К-000001")],
    "анна петрова": [("tblClients", "К-000002")],
    "a123bc": [("tblCars", "А-000001")],
    "132154": [("tblCars", "А-000001")],
    "ХХХ 0123456789": [("tblPolicies", "П-000001")],
    "456789": [("tblPolicies", "П-000001")],
    "никто": [],
    "": [],
}


@pytest.mark.parametrize(("text", "found"), FOUND.items(), ids=FOUND)
def test_matches(base: Desk, text: str, found: list[tuple[str, str]]) -> None:
    assert [(table, row["key"]) for table, row in matches(base.work(), text)] == found


def test_a_long_answer_is_cut(base: Desk) -> None:
    base.setup(lambda work: [work.add(CLIENTS, name="Ким") for _ in range(LIMIT + 5)])
    assert len(matches(base.work(), "ким")) == LIMIT


PHONES = {"8(916)1112233 Пётр": "К-000001", "84957001020": "К-000001", "89990000000": None, "Маша": None, "": None}


@pytest.mark.parametrize(("text", "key"), PHONES.items(), ids=PHONES)
def test_a_phone_is_known_however_it_was_typed(base: Desk, text: str, key: str | None) -> None:
    found = with_phone(base.work(), text)
    assert (found and found["key"]) == key
