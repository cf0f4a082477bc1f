from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from osago_xl.domain import words
from osago_xl.errors import InputError


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", "Ноль рублей 00 копеек"),
        ("0.01", "Ноль рублей 01 копейка"),
        ("1", "Один рубль 00 копеек"),
        ("2.02", "Два рубля 02 копейки"),
        ("5", "Пять рублей 00 копеек"),
        ("11.11", "Одиннадцать рублей 11 копеек"),
        ("21", "Двадцать один рубль 00 копеек"),
        ("111", "Сто одиннадцать рублей 00 копеек"),
        ("1000", "Одна тысяча рублей 00 копеек"),
        ("2000", "Две тысячи рублей 00 копеек"),
        ("21000", "Двадцать одна тысяча рублей 00 копеек"),
        ("1000001", "Один миллион один рубль 00 копеек"),
        ("0.995", "Один рубль 00 копеек"),
        ("32493.05", "Тридцать две тысячи четыреста девяносто три рубля 05 копеек"),
    ],
)
def test_rubles(amount, expected):
    assert words.rubles(Decimal(amount)) == expected


def test_as_insurers_print_it():
    expected = "32\u00a0493,05 (Тридцать две тысячи четыреста девяносто три рубля 05 копеек)"
    assert words.amount_in_words(Decimal("32493.05")) == expected


@pytest.mark.parametrize("amount", ["-1", "-0.01", "NaN", "Infinity", "1000000000000"])
def test_what_cannot_be_written_is_refused(amount):
    with pytest.raises(InputError, match="от нуля"):
        words.rubles(Decimal(amount))


@given(st.integers(0, 10**12 - 1))
def test_agrees_with_an_independent_library(number):
    assert words.in_words(number) == num2words(number, lang="ru")


@pytest.mark.parametrize("number", [-1, 10**12])
def test_numbers_beyond_words_are_refused(number):
    with pytest.raises(InputError, match="от нуля"):
        words.in_words(number)


def test_feminine():
    assert words.in_words(22, feminine=True) == "двадцать две"
    assert words.in_words(12001, feminine=True) == "двенадцать тысяч одна"
    assert words.plural(101, words.KOPECKS) == "копейка"
