"""What becomes of ranges and formulas when columns are put between those of a sheet."""

import pytest

from osago_xl.books.areas import Area
from osago_xl.upgrading.insertion import Insertion

TABLE = Area.parse("A2:F9")
ONE = Insertion("Клиенты", (3,), ((TABLE, Area.parse("A2:G9")),))
"""One column before C."""
AT_END = Insertion("Клиенты", (7,), ((TABLE, Area.parse("A2:G9")),))
"""One column behind F, the last of the table."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("B3", "B3"),
        ("C3", "D3"),
        ("A3:B9", "A3:B9"),
        ("B3:C9", "B3:D9"),
        ("A3:F9", "A3:G9"),
        ("C:C", "D:D"),
        ("A1 C3:D4 $E$5", "A1 D3:E4 $F$5"),
        ("1:2", "1:2"),
    ],
)
def test_a_range_moves_or_grows(old, new):
    assert ONE.sqref(old) == new


@pytest.mark.parametrize(("old", "new"), [("F3:F9", "F3:F9"), ("A3:F9", "A3:G9"), ("A2:F500", "A2:G500"), ("G3", "H3")])
def test_what_spans_the_table_still_does_when_the_column_comes_last(old, new):
    assert AT_END.sqref(old) == new


@pytest.mark.parametrize(
    ("old", "here", "elsewhere"),
    [
        ("C3*2", "D3*2", "C3*2"),
        ("SUM(Клиенты!$C$3:$D$9)", "SUM(Клиенты!$D$3:$E$9)", "SUM(Клиенты!$D$3:$E$9)"),
        ("'Клиенты'!C:C", "'Клиенты'!D:D", "'Клиенты'!D:D"),
        ("Полисы!C3+C3", "Полисы!C3+D3", "Полисы!C3+C3"),
        ('"C3"&B3', '"C3"&B3', '"C3"&B3'),
        ("LOG10(C3)+cfg_C3", "LOG10(D3)+cfg_C3", "LOG10(C3)+cfg_C3"),
        ("tblClients[[#This Row],[C3]]", "tblClients[[#This Row],[C3]]", "tblClients[[#This Row],[C3]]"),
        ("SUM($B3:C3)", "SUM($B3:D3)", "SUM($B3:C3)"),
        ("C3:INDEX(C3:C9,2)", "D3:INDEX(D3:D9,2)", "C3:INDEX(C3:C9,2)"),
        ("'[1]Клиенты'!C3", "'[1]Клиенты'!C3", "'[1]Клиенты'!C3"),
        ("SUM(2:3)", "SUM(2:3)", "SUM(2:3)"),
        ("IF(C3>0,#N/A,C3%)", "IF(D3>0,#N/A,D3%)", "IF(C3>0,#N/A,C3%)"),
    ],
)
def test_a_formula_reads_the_same_cells(old, here, elsewhere):
    assert ONE.formula(old, "Клиенты") == here
    assert ONE.formula(old, "Мои заметки") == elsewhere


def test_two_columns_may_come_at_one_place():
    two = Insertion("Клиенты", (3, 3, 5), ())
    assert [two.column(column) for column in range(1, 7)] == [1, 2, 5, 6, 8, 9]


def test_a_title_with_an_apostrophe_is_known():
    assert Insertion("Д'Арк", (1,), ()).formula("'Д''Арк'!A1", "Старт") == "'Д''Арк'!B1"
