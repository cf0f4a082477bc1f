from datetime import date, datetime
from decimal import Decimal

import pytest

from osago_xl.errors import InputError
from osago_xl.values import reading

FIELD = "power_hp"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (110, "110"), (110.5, "110.5"), (0.1 + 0.2, "0.3"), (Decimal("1.50"), "1.50"), ("0,91", "0.91"),
        (" 1 234.5 ", "1234.5"), ("+7", "7"), ("-3", "-3"), (999_999_999_999, "999999999999"),
    ],
)  # fmt: skip
def test_number(value, expected):
    assert str(reading.number(value, FIELD)) == expected


@pytest.mark.parametrize("value", [None, "", "   "])
def test_nothing_given(value):
    for reader in (reading.number, reading.whole, reading.text, reading.day):
        assert reader(value, FIELD) is None
    assert reading.flag(value, FIELD) is False


@pytest.mark.parametrize(
    "value",
    ["сто", "1e5", "1.2.3", float("nan"), float("inf"), 10**12, -(10**12), 10**400, Decimal("NaN"), True, [1], {},
     Decimal("1e-21"), "1234567890123"],
)  # fmt: skip
def test_no_number(value):
    with pytest.raises(InputError) as refused:
        reading.number(value, FIELD)
    assert (refused.value.field, refused.value.value is value) == (FIELD, True)
    assert refused.value.message.startswith("Мощность, л.с.: ")


def test_whole_accepts_five_point_zero_only():
    assert reading.whole(5.0, FIELD) == 5
    with pytest.raises(InputError, match="целое"):
        reading.whole(5.5, FIELD)


@pytest.mark.parametrize("value", [-2146826246, -2146826246.0, -2146826288, "#N/A", " #н/д ", "#ССЫЛКА!", "#DIV/0!"])
def test_a_cell_error_is_never_an_empty_cell(value):
    for reader in (reading.number, reading.flag, reading.text, reading.day):
        with pytest.raises(InputError, match="ошибка Excel"):
            reader(value, FIELD)


def test_numbers_beside_the_error_codes_are_numbers():
    assert not reading.is_cell_error(-2146826289)
    assert not reading.is_cell_error(-2146826245)
    assert not reading.is_cell_error(None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), (False, False), ("Да", True), ("нет", False), (1.0, True), (0, False), ("ИСТИНА", True)],
)
def test_flag(value, expected):
    assert reading.flag(value, "taxi") is expected


def test_flag_refuses_the_rest():
    with pytest.raises(InputError, match="«да» или «нет»"):
        reading.flag("может быть", "taxi")


def test_text_of_a_number_in_a_cell():
    assert reading.text(2.0, "region") == "2"
    assert reading.text("x" * 300, "region") == "x" * 300
    for value in (2.5, True, "x" * 301, ["a"]):
        with pytest.raises(InputError, match="до 300 знаков"):
            reading.text(value, "region")


def test_day_names_its_field():
    assert reading.day("01.03.2026", "date") == date(2026, 3, 1)
    assert reading.day(datetime(2026, 3, 1, 12), "date") == date(2026, 3, 1)
    with pytest.raises(InputError) as refused:
        reading.day("31.02.2026", "date")
    assert refused.value.field == "date"


def test_choice_lists_what_is_allowed():
    read = reading.choice({"да": "yes"}, "да")
    assert read("ДА", "x") == "yes"
    assert read(" ", "x") is None
    with pytest.raises(InputError, match="допустимо: да"):
        read("нет", "x")


def test_unknown_field_is_its_own_title():
    assert reading.title("strange") == "strange"
    assert reading.missing("date", "нужна").message == "Дата: не указано; нужна."


def test_long_values_are_cut_in_messages():
    with pytest.raises(InputError) as refused:
        reading.number("я" * 100, FIELD)
    assert "я" * 60 in refused.value.message
    assert "я" * 61 not in refused.value.message
