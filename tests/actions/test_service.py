"""«Диагностика»: the checks of the computer as a button."""

import sys

import pytest
from desk import TODAY, Desk

from osago_xl.books.memory import MemoryBook
from osago_xl.schema.workbook import WORKBOOK


@pytest.mark.skipif(sys.platform == "win32", reason="examines the real computer")
def test_what_is_wrong_comes_first_with_what_to_do():
    report = Desk(lambda selection: MemoryBook(WORKBOOK, TODAY)).click("doctor")
    wrong = [check for check in report.data if check["state"] != "ok"]
    first = report.details[: len(wrong)]
    assert first == [f"{check['name']}: {check['found']}. {check['remedy']}" for check in wrong]
    assert all(check["remedy"] for check in wrong)
    told = " ".join(report.details)
    assert "Система: Не Windows" in told and "LibreOffice" in told
