"""What is read as a number, money, a date, a moment, yes or no, and what is refused: the one table of it.

The same readers stand behind the cells of the workbook, forms, settings, imports, queries and questions.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.errors import OsagoError, Unread
from osago_xl.values import dates, flags, numbers

# written → the number it means
NUMBERS = {
    "110": "110", "110,5": "110.5", "0,91": "0.91", "-3": "-3", "−3": "-3", "+7": "7",
    "1 250,50": "1250.50", "1\u00a0250\u00a0000": "1250000", "1.250,50": "1250.50", "1,250.50": "1250.50",
    "1.250.000": "1250000", "1.250": "1.250", "10,005": "10.005",
    "90 дн.": "90", "180 дней": "180", "1 день": "1", "106 л.с.": "106", "3 шт.": "3", "2 раза": "2", "10 лет": "10",
    "5 %": "5", "5%": "5", "1 250,50 ₽": "1250.50", "1250 руб.": "1250", "50000 ₽ за год": "50000", "2000 кг": "2000",
    "12 руб 50": "12.50", "12 руб. 50 коп.": "12.50", "1 250 рублей 05 копеек": "1250.05", "-12 руб 50": "-12.50",
}  # fmt: skip

# No number, or one that could be meant in two ways: never guessed.
NO_NUMBERS = ["сто", "12-50", "1 25", "12 34 56", "10 тыс", "1e5", "1.2.3", "1,2,3", "12,5 руб 50", "от 5 до 7", "5 ?",
              "10 x", "#N/A", "inf", "nan", "1000000000000000", "31.12.2026"]  # fmt: skip

# written → roubles: kopecks are rounded once, halves up
MONEY = {"10,005": "10.01", "10,004": "10.00", "-10,005": "-10.01", "12 руб 50": "12.50", "1 250,50 ₽": "1250.50",
         "7": "7.00", "2,675": "2.68"}  # fmt: skip

# written → the moment it means; without a time it is midnight
MOMENTS = {
    "05.12.2026": datetime(2026, 12, 5), "5/12/26": datetime(2026, 12, 5), "05-12-2026": datetime(2026, 12, 5),
    "2026-12-05": datetime(2026, 12, 5), "5 декабря 2026 г.": datetime(2026, 12, 5), "5 дек. 26": datetime(2026, 12, 5),
    "«05» декабря 2026 года": datetime(2026, 12, 5), "01.01.29": datetime(2029, 1, 1), "01.01.30": datetime(1930, 1, 1),
    "05.12.2026 09:15": datetime(2026, 12, 5, 9, 15), "2026-12-05T09:15:30": datetime(2026, 12, 5, 9, 15, 30),
    "05.12.2026 г. в 9:15": datetime(2026, 12, 5, 9, 15), "05.12.2026, 23:59": datetime(2026, 12, 5, 23, 59),
}  # fmt: skip

NO_DATES = ["2026-03-01 и позже", "до 05.12.2026", "05.12", "5 декабря", "31.02.2026", "12/31/2026", "46361", "вчера",
            "20261205", "05.12.2026 25:00", "00.00.0000", "5 мартышка 2026"]  # fmt: skip

# Excel's serial numbers; it counts a 29 February 1900 that never was
SERIALS = {1: datetime(1900, 1, 1), 59: datetime(1900, 2, 28), 61: datetime(1900, 3, 1), 45729: datetime(2025, 3, 13),
           45729.5: datetime(2025, 3, 13, 12), 46348.38541666666: datetime(2026, 11, 22, 9, 15),
           2958465.99999: datetime(9999, 12, 31, 23, 59, 59)}  # fmt: skip
NO_SERIALS = [0, 0.5, -1, 60, 60.7, 2958466, float("inf"), float("nan"), True]

WORDS = {"да": True, "Да": True, "+": True, "1": True, "нет": False, "НЕТ": False, "-": False}


@pytest.mark.parametrize(("written", "meant"), NUMBERS.items())
def test_a_number_is_read(written: str, meant: str) -> None:
    assert numbers.read(written) == Decimal(meant)


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_no_number_is_refused(written: str) -> None:
    with pytest.raises(Unread):
        numbers.read(written)


def test_the_refusal_tells_how_to_write_it() -> None:
    with pytest.raises(Unread, match="через запятую, например 12,50"):
        numbers.read("12-50")
    with pytest.raises(Unread, match="целиком, например 10000"):
        numbers.read("10 тыс. руб.")


@pytest.mark.parametrize(("cell", "meant"), [(0.1 + 0.2, "0.3"), (5.0, "5"), (10**14, "1e14"), (Decimal("1.5"), "1.5")])
def test_a_number_of_a_cell_is_what_excel_shows(cell: float | Decimal, meant: str) -> None:
    assert numbers.read(cell) == Decimal(meant)


@pytest.mark.parametrize("cell", [True, date(2026, 1, 1), [1], float("inf"), float("nan"), 10**15, Decimal("sNaN")])
def test_a_cell_without_a_number_is_refused(cell: object) -> None:
    with pytest.raises(Unread):
        numbers.read(cell)


@pytest.mark.parametrize(("written", "meant"), MONEY.items())
def test_money_is_rounded_once_halves_up(written: str, meant: str) -> None:
    assert str(numbers.money(written)) == meant


def test_money_of_a_cell_is_rounded_like_that_of_a_text() -> None:
    assert numbers.money(10.005) == numbers.money("10,005") == Decimal("10.01")


@pytest.mark.parametrize(("written", "meant"), [*MOMENTS.items(), *SERIALS.items()])
def test_a_moment_and_its_day_are_read(written: object, meant: datetime) -> None:
    assert dates.moment(written) == meant
    assert dates.read(written) == meant.date()


@pytest.mark.parametrize("written", [*NO_DATES, *NO_SERIALS])
def test_no_date_is_refused(written: object) -> None:
    with pytest.raises(Unread):
        dates.moment(written)


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u00a0"])
def test_an_empty_cell_is_nothing(nothing: str | None) -> None:
    assert numbers.read(nothing) is numbers.money(nothing) is dates.read(nothing) is dates.moment(nothing) is None


@pytest.mark.parametrize(("written", "meant"), [*WORDS.items(), (True, True), (0, False), (1.0, True)])
def test_yes_and_no(written: object, meant: bool) -> None:
    assert flags.read(written) is meant


@pytest.mark.parametrize("written", ["может быть", "", "2", None])
def test_neither_yes_nor_no_is_refused(written: object) -> None:
    with pytest.raises(Unread, match="«да» или «нет»"):
        flags.read(written)


@given(st.text() | st.from_regex(r"[+-]?[\d .,]{1,12}( ?(руб|р|дн|%|₽)\.?)?( \d\d коп)?", fullmatch=True))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    for reader in (numbers.read, numbers.money, dates.moment, flags.read):
        try:
            reader(text)
        except OsagoError as refusal:
            assert isinstance(refusal, Unread) and str(refusal)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_sum_as_we_print_it_is_read_back(amount: Decimal) -> None:
    from osago_xl.values.money import money

    assert numbers.money(money(amount) + " ₽") == amount
