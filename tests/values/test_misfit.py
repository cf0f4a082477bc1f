"""What does not fit its column: nothing to whoever reads it, and never anything else than it was."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.misfit import ErrorText, Misfit, TextMisfit, as_typed, known
from osago_xl.work.journal import pack, unpack


def test_it_stands_for_nothing():
    assert not Misfit("5 мая")
    assert (Misfit("5 мая") or 7) == 7
    assert known(Misfit("5 мая")) is None
    assert known(0) == 0


def test_it_is_not_an_empty_cell():
    assert Misfit("") not in (None, "")
    assert TextMisfit(ErrorText("#N/A")) not in (None, "")


def test_it_is_equal_by_what_stands_in_the_cell():
    assert Misfit("5 мая") == Misfit("5 мая") != Misfit("6 мая")
    assert Misfit(True) != Misfit(1)
    assert len({Misfit(1.5), Misfit(1.5), Misfit("1.5")}) == 2


def test_in_a_column_of_texts_it_is_the_empty_text():
    """Names are folded, split and joined everywhere: an error in such a cell must not stop a command."""
    assert TextMisfit(ErrorText("#N/A")).lower().split() == []
    assert ", ".join(["Иванов", TextMisfit(ErrorText("#N/A"))]) == "Иванов, "


def test_it_is_shown_as_it_stands():
    assert f"«{Misfit('5 мая')}»" == "«5 мая»"
    assert as_typed(Misfit(False)) is False


RAWS = ["5 мая", 1.5, True, ErrorText("#DIV/0!")]


@pytest.mark.parametrize("raw", RAWS, ids=repr)
@pytest.mark.parametrize("kind", [Misfit, TextMisfit])
def test_the_journal_brings_it_back(kind, raw):
    [value] = unpack(pack({"when": kind(raw), "empty": ""})).values()
    assert (type(value), type(value.raw), value.raw) == (kind, type(raw), raw)


@pytest.mark.parametrize("table", WORKBOOK.tables.values(), ids=lambda table: table.name)
def test_every_column_writes_it_back_as_it_came(table):
    for column in table.columns:
        for raw in RAWS:
            cell = column.to_cell(column.misfit(raw))
            assert (type(cell), cell) == (type(raw), raw)


def test_a_moment_among_numbers_goes_back_as_the_text_that_was_seen():
    """46 000 in a column of horse powers would seem to fit: the cell said a date."""
    power = WORKBOOK.tables["tblCars"].by_key["power_hp"]
    assert power.to_cell(power.misfit(datetime(2026, 5, 5))) == "05.05.2026"
    assert power.to_cell(power.misfit(datetime(2026, 5, 5, 9, 30))) == "05.05.2026 09:30:00"
    assert power.to_cell(power.misfit(time(9, 30))) == "09:30:00"
