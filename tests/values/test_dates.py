from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.errors import InputError
from osago_xl.values import dates


@pytest.mark.parametrize(
    "written",
    [
        "13.03.2025", "2025-03-13", "13/3/25", "13-03-2025", "13.03.25 г.", "13 марта 2025 г.", "13 мар 2025",
        "«13» марта 2025 года", "13\u00a0марта\u00a02025\u00a0г.", "2025-03-13T10:15:00", "13.03.2025 10:15",
        "2025-03-13 00:00:00", " 13.03.2025г.", date(2025, 3, 13), datetime(2025, 3, 13, 23, 59), 45729, 45729.75,
    ],
)  # fmt: skip
def test_every_spelling_of_one_day(written):
    assert dates.parse(written) == date(2025, 3, 13)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31.02.2025", "нет в календаре"),
        ("29.02.2025", "нет в календаре"),
        ("03/25/2025", "месяца 25 нет"),
        ("вчера", "не похожа на дату"),
        ("", "ячейка пуста"),
        ("2026-03-01 и позже", "не похожа на дату"),
        ("20260301", "внутренний номер"),
        ("13 мартышка 2025", "не похожа на дату"),
        ("13.03.2025 25:10", "времени 25:10 не бывает"),
        ("13.03", "не указан год"),
        ("13 марта", "не указан год"),
        ("45729", "внутренний номер"),
        ("00.00.0000", "месяца 0 нет"),
        (0, "не может быть датой"),
        (60, "29.02.1900 не было"),
        (float("nan"), "не может быть датой"),
        (float("inf"), "не может быть датой"),
        (True, "это не дата"),
        (None, "ячейка пуста"),
    ],
)
def test_no_date_has_a_reason_and_names_the_field(written, reason):
    with pytest.raises(InputError, match=f"Начало: .*{reason}"):
        dates.parse(written, "Начало")


def test_excel_serials_around_its_false_leap_day():
    assert dates.parse(1) == date(1900, 1, 1)
    assert dates.parse(59) == date(1900, 2, 28)
    assert dates.parse(61) == date(1900, 3, 1)
    assert dates.parse(2958465) == date(9999, 12, 31)


@given(st.text() | st.floats() | st.integers() | st.from_regex(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", fullmatch=True))
def test_anything_is_a_date_or_an_input_error(value):
    try:
        assert isinstance(dates.parse(value), date)
    except InputError as refusal:
        assert refusal.message


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2029, 12, 31)))
def test_what_is_printed_is_read_back(day):
    assert dates.parse(dates.numeric(day)) == day
    assert dates.parse(dates.in_words(day)) == day
    assert dates.parse(day.strftime("%d.%m.%y")) == day


def test_in_words():
    assert dates.in_words(date(2025, 3, 13)) == "13\u00a0марта 2025\u00a0г."


@pytest.mark.parametrize(
    ("start", "on", "years"),
    [
        (date(2000, 3, 13), date(2025, 3, 12), 24),
        (date(2000, 3, 13), date(2025, 3, 13), 25),
        (date(2004, 2, 29), date(2025, 2, 28), 20),
        (date(2004, 2, 29), date(2025, 3, 1), 21),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
    ],
)
def test_full_years(start, on, years):
    assert dates.full_years(start, on) == years


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 3, 9), date(2027, 3, 8)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_policy_end(start, end):
    assert dates.policy_end(start) == end


@pytest.mark.parametrize(
    ("born", "today", "birthday"),
    [
        (date(1990, 5, 5), date(2026, 5, 5), date(2026, 5, 5)),
        (date(1990, 5, 5), date(2026, 5, 6), date(2027, 5, 5)),
        (date(1992, 2, 29), date(2026, 2, 1), date(2026, 3, 1)),
        (date(1992, 2, 29), date(2026, 3, 2), date(2027, 3, 1)),
        (date(1992, 2, 29), date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_next_birthday(born, today, birthday):
    assert dates.next_birthday(born, today) == birthday
