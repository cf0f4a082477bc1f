"""A real LibreOffice computes the plain formulas of the workbook: no error, and the values our twins give."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from workbook_samples import FORMS, ROWS, TODAY

from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.cells import Value
from osago_xl.workbook.draw import Drawing, draw

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    drawn = draw(WORKBOOK, TODAY, ROWS, FORMS)
    ((sheet, at),) = drawn.book.defined_names["cfg_date"].destinations
    drawn.book[sheet][at.replace("$", "")].value = TODAY
    return drawn


@pytest.fixture(scope="module")
def computed(drawing: Drawing, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """The workbook without our values, as LibreOffice has computed and saved it."""
    room = tmp_path_factory.mktemp("office")
    drawing.book.save(room / "book.xlsx")
    office = ["soffice", f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    command = [*office, "--outdir", str(room / "out"), str(room / "book.xlsx")]
    for _ in range(2):  # the first start of a fresh profile may only make the profile
        subprocess.run(command, timeout=120, capture_output=True, check=False)
        if (room / "out" / "book.xlsx").exists():
            return openpyxl.load_workbook(room / "out" / "book.xlsx", data_only=True)
    raise AssertionError("LibreOffice saved nothing")


def test_every_plain_formula_has_the_value_of_its_twin(drawing: Drawing, computed: openpyxl.Workbook) -> None:
    differ = [
        (title, at, value, found)
        for title, values in drawing.values.items()
        for at, value in values.items()
        if not is_ours(drawing.book[title][at].value) and not same(value, found := computed[title][at].value)
    ]
    assert differ == []


def test_enough_was_compared(drawing: Drawing) -> None:
    assert sum(map(len, drawing.values.values())) > 150


def is_ours(formula: str) -> bool:
    """A function of ours has no value before the add-in is there."""
    return "OSAGO_" in formula


def same(ours: Value, theirs: object) -> bool:
    if isinstance(theirs, datetime) and isinstance(ours, date):
        return theirs.date() == ours
    if isinstance(ours, (int, float, Decimal)) and isinstance(theirs, (int, float)):
        return abs(float(ours) - theirs) < 1e-9
    return ("" if theirs is None else theirs) == ours
