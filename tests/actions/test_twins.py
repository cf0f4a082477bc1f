"""Clients that may be one person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from osago_xl.desk.who.twins import Twins, find

BORN = date(1980, 2, 29)


def client(key: str, name: str = "Семёнов Пётр Ильич", **values: Any) -> dict[str, Any]:
    return {"key": key, "name": name, "phone": "", "phone_2": "", "email": "", "birth_date": None, "paper_series": "",
            "paper_number": ""} | values  # fmt: skip


SAME = {
    "birth date": ({"birth_date": BORN}, {"birth_date": BORN}, ("те же имя и дата рождения",)),
    "phone": ({"phone": "8 916 111-22-33"}, {"phone_2": "+7(916)1112233 жена"}, ("тот же телефон и имя",)),
    "second of two phones": (
        {"phone": "89161112233, 89161112244"}, {"phone": "89161112244"}, ("тот же телефон и имя",)),
    "e-mail": ({"email": "A@b.ru"}, {"email": "a@B.ru "}, ("тот же e-mail и имя",)),
    "document": (
        {"paper_series": "45 09", "paper_number": "1"}, {"paper_series": "45 09", "paper_number": "1"},
        ("тот же документ",)),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "traits"), SAME.values(), ids=SAME)
def test_the_same_name_and_one_more_trait(one: Any, other: Any, traits: tuple[str, ...]) -> None:
    assert find([client("К-1", **one), client("К-2", **other)]) == [Twins(("К-1", "К-2"), traits)]


@pytest.mark.parametrize(
    "name", ["СЕМЕНОВ ПЕТР ИЛЬИЧ", "Пётр Ильич Семёнов", "Cемёнов  Пётр Ильич", "тов. Семенов Петр Ильич"]
)
def test_names_are_compared_as_people_read_them(name: str) -> None:
    assert len(find([client("К-1", birth_date=BORN), client("К-2", name, birth_date=BORN)])) == 1


def test_the_same_document_joins_whatever_the_names() -> None:
    paper = {"paper_series": "4509", "paper_number": "123456"}
    assert len(find([client("К-1", "Орлова Анна", **paper), client("К-2", "Ким Анна", **paper)])) == 1


@pytest.mark.parametrize("shared", [{"phone": "89161112233"}, {"email": "a@b.ru"}, {"birth_date": BORN}])
def test_a_family_is_not_one_person(shared: dict[str, Any]) -> None:
    assert find([client("К-1", "Орлов Ян", **shared), client("К-2", "Орлова Яна", **shared)]) == []


def test_a_car_joins_only_owners_of_one_name() -> None:
    car = {"vin": "Z94CT51DAFR132154", "plate": "А123ВС777"}
    cars = [{"owner": key, **car} for key in ("К-1", "К-2", "К-3")]
    people = [client("К-1"), client("К-2", "Семёнова Анна Ильинична"), client("К-3")]
    assert find(people, cars) == [Twins(("К-1", "К-3"), ("та же машина и имя",))]
    assert find(people, [{"owner": key, "vin": "Отсутствует", "plate": ""} for key in ("К-1", "К-3")]) == []


def test_the_name_alone_a_wrong_phone_or_nothing_is_not_enough() -> None:
    assert find([client("К-1"), client("К-2")]) == []
    assert find([client("К-1", phone="нет"), client("К-2", phone="нет")]) == []
    assert find([client("К-1", "", birth_date=BORN), client("К-2", "", birth_date=BORN)]) == []
    assert find([]) == []


def test_a_namesake_between_two_twins_hides_nothing() -> None:
    people = [client("К-1", phone="89161112233"), client("К-2"), client("К-3", phone="89161112233")]
    assert find(people) == [Twins(("К-1", "К-3"), ("тот же телефон и имя",))]


def test_who_hangs_together_by_different_traits_is_one_group() -> None:
    people = [client("К-1", phone="89161112233"), client("К-2", phone="89161112233", email="a@b.ru"),
              client("К-3", email="a@b.ru"), client("К-9", "Ким Анна")]  # fmt: skip
    assert find(people) == [Twins(("К-1", "К-2", "К-3"), ("тот же e-mail и имя", "тот же телефон и имя"))]


def test_initials_with_the_same_phone_are_a_question() -> None:
    people = [client("К-1", "Кузнецов П.", phone="89161112233"), client("К-2", "Кузнецов Пётр", phone="89161112233")]
    assert find(people) == [Twins(("К-1", "К-2"), ("тот же телефон, похожее имя",))]


def test_whom_evidence_parts_is_no_twin() -> None:
    phone = {"phone": "89161112233"}
    assert find([client("К-1", birth_date=BORN, **phone), client("К-2", birth_date=date(2001, 2, 3), **phone)]) == []


def test_the_phone_of_an_office_makes_no_twins() -> None:
    names = ("Орлов Ян", "Орлов Я.", "Ким Анна", "Дуб Лев")
    assert find([client(f"К-{n}", name, phone="89161112233") for n, name in enumerate(names)]) == []
