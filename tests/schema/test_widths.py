"""Columns are drawn wide enough: measured by hand against Arial 10 with an indent of one."""

import pytest

from osago_xl.schema.columns import Day, Key, Money, Text
from osago_xl.schema.widths import drawn_width
from osago_xl.schema.workbook import WORKBOOK


@pytest.mark.parametrize(
    ("column", "width"),
    [
        (Text("name", "Клиент", width=31), 31),  # as declared
        (Text("again", "Перезвонить", width=9), 13.5),  # eleven letters of 1.03 and 2.2 for borders and indent
        (Text("last", "Последний контакт", width=8), 11.5),  # the longest word counts: 9 · 1.03 + 2.2
        (Day("ends", "По", width=6), 12),  # 26.11.2026
        (Money("paid", "₽", width=5), 12.5),  # 123 456,78
        (Key("key", "№", width=5, own=True), 11),  # К-000123
        (WORKBOOK.tables["tblPolicies"].by_key["left"], 13.8),  # «через 202 дн.»; ### at 13
        (WORKBOOK.tables["tblCalls"].by_key["days"], 13.8),  # «120 дн. назад»
        (Text("search", "Поиск", width=3, hidden=True), 3),  # nobody sees it
    ],
)
def test_no_column_is_too_narrow_for_what_it_holds(column, width):
    assert drawn_width(column) == width
