"""Ranges follow the rows of a table."""

import pytest

from osago_xl.books.areas import Area, Moves

TABLE = Area.parse("B2:E10")


def test_areas_are_read_and_written():
    assert str(Area.parse("$A$2:$AB$10")) == "A2:AB10"
    assert str(Area.parse("C7")) == "C7"
    assert Area.parse("A2:AB10").absolute == "$A$2:$AB$10"
    with pytest.raises(ValueError, match="cell: A"):
        Area.parse("A:A")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("C3:C10", "C3:C8"),  # a column of the table follows its end
        ("B2:E10", "B2:E8"),  # the table itself
        ("B5", ""),  # a deleted row
        ("B6", "B5"),  # one deleted row above
        ("B4:B6", "B4:B5"),  # around a deleted row
        ("B5:B10", "B5:B8"),
        ("C3:C1000", "C3:C1000"),  # far below the table
        ("G5", "G5"),  # beside the table
        ("B1", "B1"),  # above
        ("B5 B6 G5", "B5 G5"),
        ("C:C", "C:C"),
    ],
)
def test_rows_5_and_9_are_deleted(old, new):
    assert Moves(TABLE, (5, 9), 8).sqref(old) == new


@pytest.mark.parametrize(
    ("old", "new"), [("C3:C10", "C3:C30"), ("C3:C20", "C3:C30"), ("C3:C50", "C3:C50"), ("C4", "C4")]
)
def test_twenty_rows_are_added(old, new):
    assert Moves(TABLE, (), 30).sqref(old) == new
