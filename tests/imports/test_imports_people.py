"""Clients are found again by what identifies them, by nothing less, and never against evidence."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osago_xl.books.base import Row
from osago_xl.desk.who.people import People, Person
from osago_xl.domain.identity.names import may_be_same, same_name, sex

BORN = date(1980, 5, 6)
PHONE, OTHER = "+79161112233", "+79990000000"


def client(name, phone="", email="", born=None, phone_2="", **more):
    return Row({"name": name, "phone": phone, "phone_2": phone_2, "email": email, "birth_date": born, **more})


KNOWN = client("Петров Пётр Ильич", "+7 (916) 111-22-33", "P@mail.ru", BORN, "8 495 1112233",
               paper_series="45 09", paper_number="123456", inn="500100732259", city="Уфа")  # fmt: skip


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (Person("ПЕТРОВ ПЕТР ИЛЬИЧ", (PHONE,)), "тот же телефон и имя"),
        (Person("Пётр Ильич Петров", (OTHER, "+74951112233")), "тот же телефон и имя"),
        (Person("Петров Пётр", (PHONE,)), "тот же телефон и имя"),
        (Person("Петров Пётр Ильич", (), "p@mail.ru"), "тот же e-mail и имя"),
        (Person("Петров Пётр Ильич", (OTHER,), "", BORN), "те же имя и дата рождения"),
        (Person("Петров П. И.", paper_series="4509", paper_number="123456"), "тот же документ"),
        (Person("Петров Пётр", inn="500100732259"), "тот же ИНН"),
        (Person("Петров Пётр Ильич"), "то же имя, другого такого нет"),
        (Person("Петров Пётр Ильич", city="Уфа"), "то же имя, другого такого нет"),
    ],
    ids=lambda value: value.name if isinstance(value, Person) else value,
)
def test_the_same_person(person, why):
    found = People([KNOWN]).find(person)
    assert found.row is KNOWN
    assert found.why == why


@pytest.mark.parametrize(
    "person",
    [
        Person("Петрова Анна Ивановна", (PHONE,)),
        Person("Петров Пётр Ильич", (OTHER,)),
        Person("Петров Пётр Ильич", (PHONE,), "", date(1981, 5, 6)),
        Person("Петров Пётр Ильич", (PHONE,), paper_series="4510", paper_number="123456"),
        Person("Петров Пётр Ильич", (PHONE,), inn="500100732260"),
        Person("Петрова Анна Ильинична", inn="500100732259"),
        Person("Петров Пётр Ильич", city="Омск"),
        Person("Петров П.", (PHONE,)),
        Person("Пётр", (PHONE,)),
        Person("Ким Пётр Ильич"),
    ],
    ids=["wife with his phone", "namesake with another phone", "born later", "another passport", "another ИНН",
         "his ИНН, her patronymic", "another town", "initials only", "one word", "other surname"],
)  # fmt: skip
def test_another_person(person):
    assert People([KNOWN]).find(person) is None


def test_what_may_be_a_twin_is_named_with_what_speaks_against_it():
    people = People([KNOWN])
    assert people.alike(Person("Петрова Анна", (PHONE,))) == (KNOWN, "тот же телефон")
    assert people.alike(Person("Петров Пётр Ильич", (OTHER,))) == (KNOWN, "то же имя")
    assert people.alike(Person("Петров П.", (PHONE,))) == (KNOWN, "тот же телефон")
    assert people.alike(Person("Петров Пётр Ильич", (PHONE,), "", date(1981, 5, 6))) == (
        KNOWN, "тот же телефон, другая дата рождения",
    )  # fmt: skip
    assert people.alike(Person("Ким", (OTHER,))) is None


def test_a_bare_name_with_two_namesakes_is_nobody_for_certain():
    people = People([client("Осин Ян", PHONE), client("Осин Ян", OTHER)])
    assert people.find(Person("Осин Ян")) is None


def test_the_phone_of_an_office_is_no_proof():
    office = [client(name, PHONE, f"{n}@x.ru") for n, name in enumerate(("Осин Ян", "Дуб Лев", "Ива Яна"))]
    assert People(office).find(Person("Осин Ян", (PHONE,), "o@x.ru")) is None
    assert People(office).alike(Person("Ким Ян", (PHONE,))) is None
    assert People(office[:2]).find(Person("Осин Ян", (PHONE,), "o@x.ru")).row is office[0]


@pytest.mark.parametrize("nothing", ["нет", "-", "0", "не указан"])
def test_placeholders_identify_nobody(nothing):
    known = client("Осин Ян", "нет", nothing, inn=nothing, paper_number=nothing)
    people = People([known])
    assert people.find(Person("Дуб Лев", (), nothing, None, "", nothing, nothing)) is None
    assert people.alike(Person("Дуб Лев", (), nothing, None, "", nothing, nothing)) is None


def test_who_could_be_either_of_two_is_neither():
    father, son = client("Ветров Иван", PHONE, born=date(1960, 1, 1)), client("Ветров Иван", PHONE, born=BORN)
    people = People([father, son])
    assert people.find(Person("Ветров Иван", (PHONE,))) is None
    assert people.find(Person("Ветров Иван", (PHONE,), "", BORN)).row is son


def test_names_that_go_together():
    assert same_name("Пётр Петров", "Петров Пётр Ильич")
    assert same_name("Пётр", "пётр")
    assert not same_name("Пётр", "Петров Пётр Ильич")
    assert may_be_same("Кузнецов П.", "Кузнецов Пётр")
    assert not may_be_same("Кузнецов П.", "Кузнецова Пелагея")
    assert not may_be_same("Кузнецов Пётр Ильич", "Кузнецов Пётр Олегович")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ким Пётр Ильич", "м"),
        ("Ким Ольга Ильинична", "ж"),
        ("Алиев Али Вели оглы", "м"),
        ("Ким Ян", ""),
        ("ООО «Я»", ""),
    ],
)
def test_sex_of_the_patronymic(name, expected):
    assert sex(name) == expected


PERSONS = st.builds(
    Person,
    st.sampled_from(["Осин Ян", "Осин Ян Ильич", "Осин Я.", "Дуб Лев", "Ян"]),
    st.lists(st.sampled_from([PHONE, OTHER]), max_size=2, unique=True).map(tuple),
    st.sampled_from(["", "a@x.ru", "b@x.ru"]),
    st.sampled_from([None, None, BORN, date(1960, 1, 1)]),
    st.sampled_from(["", "4509"]),
    st.sampled_from(["", "", "123456", "654321"]),
    st.just(""),
    st.sampled_from(["", "", "Уфа", "Омск"]),
)


def together(persons):
    """Who became one client when these came in this order."""
    people = People([])
    people.expect(persons)
    for person in persons:
        if people.find(person) is None:
            people.add(client(f"{len(people._rows)}"), person)
    return {person: people.find(person).row["name"] for person in persons}


@settings(max_examples=300, deadline=None)
@given(st.lists(PERSONS, min_size=2, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(persons, chance):
    shuffled = list(persons)
    chance.shuffle(shuffled)
    one, other = together(persons), together(shuffled)
    pairs = [(a, b) for a in persons for b in persons]
    assert [one[a] == one[b] for a, b in pairs] == [other[a] == other[b] for a, b in pairs]


@settings(max_examples=300, deadline=None)
@given(st.lists(PERSONS, min_size=2, max_size=7))
def test_nobody_is_joined_against_evidence(persons):
    found = together(persons)
    for a in persons:
        for b in persons:
            if found[a] == found[b]:
                assert None in (a.birth_date, b.birth_date) or a.birth_date == b.birth_date
                assert not (a.paper_number and b.paper_number) or (a[4:6] == b[4:6])
                assert may_be_same(a.name, b.name)
