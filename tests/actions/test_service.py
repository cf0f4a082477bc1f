"""«Диагностика»: the checks of the computer as a button."""

import sys

import pytest
from desk import TODAY, Desk

from osago_xl.books.memory import MemoryBook
from osago_xl.schema.workbook import WORKBOOK


@pytest.mark.skipif(sys.platform == "win32", reason="examines the real computer")
def test_what_is_wrong_comes_first_with_what_to_do():
    report = Desk(lambda selection: MemoryBook(WORKBOOK, TODAY)).click("doctor")
    assert report.text == "Найдено проблем: 1."
    assert report.details[0].startswith("Система: Не Windows")
    assert "LibreOffice" in report.details[0]
    assert report.data[0]["state"] == "error"
