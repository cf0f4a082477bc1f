from datetime import date
from decimal import Decimal

import pytest

from osago_xl import Driver, Risk
from osago_xl.errors import InputError

GIVEN = {"date": "2026-03-01", "category": "B", "base_rate": 5000, "drivers": "unlimited"}


def refused(**changes) -> InputError:
    with pytest.raises(InputError) as error:
        Risk.parse(GIVEN | changes)
    return error.value


@pytest.mark.parametrize(
    ("word", "category"),
    [("b", "B"), ("В", "B"), ("BE", "B"), ("а", "A"), ("М", "M"), ("С", "C"), ("CE", "C"), ("Д", "D"), ("Тб", "Tb"),
     ("трамвай", "Tm"), ("Трактор", "tractor")],
)  # fmt: skip
def test_categories_in_both_alphabets(word, category):
    assert Risk.parse(GIVEN | {"category": word}).category == category


@pytest.mark.parametrize(
    ("word", "owner"), [(None, "individual"), ("ИП", "individual"), ("юрлицо", "legal"), ("физ", "individual")]
)
def test_owners(word, owner):
    assert Risk.parse(GIVEN | {"owner": word}).owner == owner


@pytest.mark.parametrize(("word", "found"), [("М", "M"), ("m", "M"), (5.0, "5"), (" 13 ", "13")])
def test_classes(word, found):
    assert Risk.parse(GIVEN | {"kbm_class": word}).kbm_class == found


def test_bounds_are_words():
    assert Risk.parse(GIVEN | {"base_rate": " MIN "}).base_rate == "min"
    assert Risk.parse(GIVEN | {"base_rate": "5000,5"}).base_rate == Decimal("5000.5")


@pytest.mark.parametrize("field", ["date", "category", "base_rate", "drivers"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_required(field, nothing):
    error = refused(**{field: nothing})
    assert error.field == field
    assert "не указано" in error.message


def test_empty_list_of_drivers():
    assert "список водителей пуст" in refused(drivers=[]).message


def test_unknown_field_is_named():
    error = refused(colour="red")
    assert (error.field, error.value) == ("colour", "red")


def test_flat_driver_takes_the_kbm():
    risk = Risk.parse(GIVEN | {"drivers": None, "age": 35, "experience": 10, "kbm": 0.91})
    assert risk.drivers == (Driver(35, 10, kbm=Decimal("0.91")),)
    assert risk.kbm is None


def test_a_list_wins_over_flat_values():
    risk = Risk.parse(GIVEN | {"age": 35, "experience": 10, "kbm": 0.91})
    assert risk.drivers == "unlimited"
    assert risk.kbm == Decimal("0.91")


@pytest.mark.parametrize("words", ["Без ограничений", "UNLIMITED", "любые"])
def test_unlimited_in_words(words):
    assert Risk.parse(GIVEN | {"drivers": words}).drivers == "unlimited"


@pytest.mark.parametrize("value", ["Иванов", 5, {"age": 5}, b"x"])
def test_drivers_of_a_wrong_kind(value):
    assert refused(drivers=value).field == "drivers"


def test_the_driver_with_the_mistake_is_counted():
    error = refused(drivers=[{"age": 30, "experience": 5}, {"age": "сорок", "experience": 5}])
    assert error.field == "age"
    assert error.message.startswith("Водитель 2. Возраст")


@pytest.mark.parametrize(
    ("driver", "field"),
    [({"experience": 5}, "age"), ({"age": 30}, "experience"), ({"name": "x"}, "drivers"), ("x", "drivers"),
     ({"age": float("nan"), "experience": 1}, "age")],
)  # fmt: skip
def test_a_driver_needs_years_or_dates(driver, field):
    assert refused(drivers=[driver]).field == field


def test_years_are_counted_on_the_first_day():
    driver = Driver(birth_date=date(2000, 3, 2), licence_date=date(2020, 3, 1))
    assert (driver.age_on(date(2026, 3, 1)), driver.experience_on(date(2026, 3, 1))) == (25, 6)
    assert (driver.age_on(date(2026, 3, 2)), driver.experience_on(date(2026, 2, 28))) == (26, 5)


def test_dates_win_over_years():
    driver = Driver(age=99, experience=9, birth_date=date(2000, 1, 1))
    assert (driver.age_on(date(2026, 3, 1)), driver.experience_on(date(2026, 3, 1))) == (26, 9)


def test_python_callers_may_be_loose_too():
    risk = Risk(date="01.03.2026", category="в", base_rate="max", drivers=[{"age": 30, "experience": 2}], power_hp="99")
    assert (risk.date, risk.category, risk.power_hp) == (date(2026, 3, 1), "B", Decimal(99))
    assert risk.drivers == (Driver(30, 2),)
    assert Risk.parse(GIVEN | {"drivers": [Driver(30, 2)]}).drivers == (Driver(30, 2),)
