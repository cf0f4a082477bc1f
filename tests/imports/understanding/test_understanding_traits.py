"""What a value looks like, and a column beside the others."""

from datetime import date, datetime

import pytest

from osago_xl.imports.understanding.profiles import profiles
from osago_xl.imports.understanding.traits import Known, traits

TODAY = date(2026, 3, 2)
KNOWN = Known.of()


@pytest.mark.parametrize(
    ("value", "trait"),
    [
        ("8 916 000-11-22", "phone"),
        (79160001122, "phone"),
        ("8 916 000-11-22, жена 8916 000 11 33", "phone"),
        ("a@vetrova.example", "email"),
        ("XTAGFL110KY123456", "vin"),
        ("ХТАGFL110KY123456", "vin"),
        ("А123ВС77", "plate"),
        ("а 123 вс / 77", "plate"),
        (datetime(1984, 3, 7), "birth"),
        ("16.04.2025", "date"),
        ("16.04.25–15.04.26", "period"),
        ("с 16.04.2025 по 15.04.2026", "period"),
        ("до мая 26", "month"),
        ("05.2026", "month"),
        ("7 421,50 руб.", "money"),
        ("12,5 %", "percent"),
        (0.15, "number"),
        ("Ветрова Анна Павловна", "person"),
        ("Ветрова А. П.", "person"),
        ("ООО «Ромашка»", "company"),
        ("СПАО «Ингосстрах»", "insurer"),
        ("РЕСО-Гарантия", "insurer"),
        ("Kia Rio", "car"),
        ("LADA", "car"),
        ("4510 123456", "passport"),
        ("45 10 123456 выдан ОВД г. Тулы 01.02.2010", "passport"),
        ("300000, г. Тула, ул. Мира, д. 1, кв. 2", "address"),
        ("ХХХ 0123456789", "policy"),
        ("ХХХ", "series"),
        ("7701234560", "digits"),
        ("0,91", "kbm"),
        (2019, "year"),
        ("осаго", "service"),
        ("звонить вечером", "person"),
    ],
)
def test_a_value_has_its_trait(value, trait):
    assert trait in traits(value, TODAY, KNOWN)


@pytest.mark.parametrize(
    ("value", "trait"),
    [
        ("4510 123456", "phone"),
        ("Kia Rio", "person"),
        ("РЕСО-Гарантия", "person"),
        (datetime(2019, 3, 7), "birth"),
        ("нет", "phone"),
        ("", "text"),
        (True, "number"),
        ("Марка 5", "vin"),
    ],
)
def test_a_value_has_not_what_it_is_not(value, trait):
    assert trait not in traits(value, TODAY, KNOWN)


def beside(*columns, premium=None):
    return [profile.beside for profile in profiles(columns, TODAY, KNOWN, premium)]


def test_dates_a_year_apart_are_a_start_and_an_end():
    starts = [date(2025, 4, 16), date(2025, 5, 1)]
    ends = [date(2026, 4, 15), date(2026, 4, 30)]
    assert beside(ends, starts)[1] == {"starting"}
    assert "ending" in beside(ends, starts)[0]


def test_a_day_shortly_before_the_start_is_the_signing():
    columns = [date(2025, 4, 14)], [date(2025, 4, 16)], [date(2026, 4, 15)]
    assert beside(*columns)[0] == {"signing"}


def test_a_part_of_the_premium_is_a_commission_in_roubles():
    # 4 225 of 65 000 is 6,5 %; 15 of 65 000 is none.
    assert beside([65000, 8000], [4225, 800], [15, 10], premium=0) == [frozenset(), {"fee"}, frozenset()]


def test_rows_counted_by_the_file():
    assert beside([1, 2, 3, 4], [1, 2, "", 3], [5, 6, 7, 8], [1, 7, 3, 9]) == [
        {"sequence"}, {"sequence"}, frozenset(), frozenset(),
    ]  # fmt: skip


def test_a_long_table_is_looked_at_from_beginning_to_end():
    column = [*["x"] * 500, *["8 916 000-11-22"] * 500]
    [profile] = profiles([column], TODAY, KNOWN, None)
    assert 40 < sum("phone" in value for value in profile.values) < 80
