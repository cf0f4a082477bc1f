"""Every class of column: what it writes into a cell it reads back, and what does not fit is refused with a reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.errors import Unread
from osago_xl.schema import columns
from osago_xl.schema.columns import (
    Choice,
    Column,
    Day,
    Digits,
    Figure,
    Key,
    Link,
    Moment,
    Money,
    Number,
    Rate,
    Text,
    Value,
)  # fmt: skip

TEXTS = st.text(max_size=40).map(str.strip).filter(lambda text: text not in columns.ERRORS)
DAYS = st.dates(min_value=date(1900, 3, 1))
MOMENTS = st.datetimes(min_value=datetime(1900, 3, 1)).map(lambda moment: moment.replace(microsecond=0))


def decimals(places: int) -> st.SearchStrategy[Decimal]:
    """Numbers of at most 15 digits: more than those a cell does not keep."""
    most = 10 ** (15 - places) - 1
    return st.integers(-most, most).map(lambda n: Decimal(n) / 10**places)


WHOLE_OR_BROKEN = st.integers(-(10**14), 10**14) | decimals(3).filter(lambda n: n != n.to_integral_value())

VALUES: dict[type[Column], st.SearchStrategy[Any]] = {
    Text: TEXTS,
    Digits: TEXTS,
    Choice: TEXTS,
    Link: TEXTS,
    Key: st.from_regex(r"[АВЕКМНОРСТУХП]-\d{6}", fullmatch=True),
    Day: DAYS,
    Moment: MOMENTS,
    Number: WHOLE_OR_BROKEN,
    Money: decimals(2),
    Rate: decimals(4),
    Figure: TEXTS | DAYS | WHOLE_OR_BROKEN,
    Value: TEXTS | DAYS | WHOLE_OR_BROKEN,
}


def test_every_class_of_column_is_among_them() -> None:
    declared = {each for each in vars(columns).values() if isinstance(each, type) and issubclass(each, Column)}
    assert declared - {Column} == VALUES.keys()


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_what_is_written_is_read_back(kind: type[Column], data: st.DataObject) -> None:
    column, value = kind("key", "Столбец"), data.draw(VALUES[kind])
    cell = column.to_cell(value)
    assert column.from_cell(cell) == value
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        assert column.from_cell(float(cell)) == value  # Excel hands over every number as a float


@pytest.mark.parametrize("kind", VALUES)
def test_an_empty_cell_is_written_and_read_as_empty(kind: type[Column]) -> None:
    column = kind("key", "Столбец")
    for nothing in (None, ""):
        assert column.from_cell(nothing) in (None, "")
        assert column.to_cell(column.from_cell(nothing)) is None


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Day, datetime(2026, 12, 5, 9, 15), date(2026, 12, 5)),
        (Day, 46361.0, date(2026, 12, 5)),
        (Day, "5 декабря 2026 г.", date(2026, 12, 5)),
        (Moment, "05.12.2026 09:15", datetime(2026, 12, 5, 9, 15)),
        (Moment, 46361.75, datetime(2026, 12, 5, 18)),
        (Number, "90 дн.", 90),
        (Number, 5.0, 5),
        (Money, "12 руб 50", Decimal("12.50")),
        (Money, 10.005, Decimal("10.01")),
        (Rate, "0,9", Decimal("0.9")),
        (Text, 7.0, "7"),
        (Text, True, "да"),
        (Key, "п-000001", "П-000001"),
        (Key, "K-000001", "К-000001"),  # the first K is Latin
    ],
)
def test_what_agents_and_excel_put_into_cells(kind: type[Column], cell: object, value: object) -> None:
    found = kind("key", "Столбец").from_cell(cell)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "cell", "reason"),
    [
        (Day, "2026-03-01 и позже", "не похожа на дату"),
        (Day, 60, "29.02.1900"),
        (Moment, "05.12.2026 25:00", "времени"),
        (Number, "сто", "нужно число"),
        (Number, True, "нужно число"),
        (Money, "12-50", "через запятую"),
        (Rate, 10**15, "обычное число"),
        (Text, "#N/A", "ошибка"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(kind: type[Column], cell: object, reason: str) -> None:
    with pytest.raises(Unread, match=reason):
        kind("key", "Столбец").from_cell(cell)
