"""Clients are found again by what identifies them, and by nothing less."""

from datetime import date

import pytest

from osago_xl.books.base import Row
from osago_xl.desk.who.people import People, Person, same_name

BORN = date(1980, 5, 6)


def client(name, phone="", email="", born=None, phone_2=""):
    return Row({"name": name, "phone": phone, "phone_2": phone_2, "email": email, "birth_date": born})


KNOWN = client("Петров Пётр Ильич", "+7 (916) 111-22-33", "P@mail.ru", BORN, phone_2="8 495 1112233")


@pytest.mark.parametrize(
    "person",
    [
        Person("ПЕТРОВ ПЕТР ИЛЬИЧ", ["+79161112233"]),
        Person("Пётр Ильич Петров", ["+79990000000", "+74951112233"]),
        Person("Петров Пётр", ["+79161112233"]),
        Person("Петров Пётр Ильич", [], "p@mail.ru"),
        Person("Петров Пётр Ильич", ["+79990000000"], "", BORN),
        Person("Петров Пётр Ильич"),
    ],
    ids=["phone", "second phone", "no patronymic", "e-mail", "birth date", "bare name"],
)
def test_the_same_person(person):
    assert People([KNOWN]).find(person) is KNOWN


@pytest.mark.parametrize(
    "person",
    [
        Person("Петрова Анна Ивановна", ["+79161112233"]),
        Person("Петров Пётр Ильич", ["+79990000000"]),
        Person("Петров Пётр Ильич", [], "", date(1981, 5, 6)),
        Person("Ким Пётр Ильич"),
    ],
    ids=["wife with his phone", "namesake with another phone", "namesake born later", "other surname"],
)
def test_another_person(person):
    assert People([KNOWN]).find(person) is None


def test_what_may_be_a_twin_is_named():
    people = People([KNOWN])
    assert people.alike(Person("Петрова Анна", ["+79161112233"])) == (KNOWN, "тот же телефон")
    assert people.alike(Person("Петров Пётр Ильич", ["+79990000000"])) == (KNOWN, "то же имя")
    assert people.alike(Person("Ким", ["+79990000000"])) is None


def test_one_word_in_common_is_not_the_same_name():
    assert not same_name("Пётр", "Петров Пётр Ильич")
    assert same_name("Пётр", "пётр")
