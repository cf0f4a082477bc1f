"""LibreOffice opens an upgraded workbook and computes what stands there already."""

import shutil

import pytest
from older import TODAY
from recomputed import computed_by_office, same, values

from osago_xl.books import open_book
from osago_xl.books.base import Changes, TableChange
from osago_xl.schema.addresses import letters
from osago_xl.schema.workbook import WORKBOOK

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def test_every_formula_of_the_tables_says_what_the_upgrade_has_written(older, tmp_path):
    path = tmp_path / "OSAGO.xlsm"
    path.write_bytes(older.path.read_bytes())
    book, settings = open_book(path, today=TODAY), WORKBOOK.tables["tblSettings"]
    [day] = [row.at for row in book.read(settings) if row["name"] == "cfg_date"]
    book.apply(Changes({"tblSettings": TableChange(settings, updated={day: {"value": TODAY}})}))
    ours, theirs = values(path), values(computed_by_office(path, tmp_path))
    compared = {at: (spaced(ours[at]), spaced(theirs.get(at))) for at in formulas(book.places.tables)}
    assert len(compared) > 900
    assert {at: pair for at, pair in compared.items() if not same(*pair)} == {}


def formulas(places):
    """(sheet, address) of all formulas in our tables."""
    for name, table in WORKBOOK.tables.items():
        for column in table.computed:
            letter = letters(places[name].position[column.header])
            for row in range(places[name].first, places[name].area.bottom + 1):
                yield places[name].sheet, f"{letter}{row}"


def spaced(value):
    """A line break in a result comes back from LibreOffice as a space or not, as it likes."""
    return value.replace("\n", " ") if isinstance(value, str) else value
