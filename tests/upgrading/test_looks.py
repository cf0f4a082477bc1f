"""A workbook of 0.2.0 gets the look of this version; what the agent has painted himself stays."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from older import TODAY
from openpyxl.styles import PatternFill

from osago_xl.keeping.upgrade import upgrade
from osago_xl.upgrading.former import CELLS, widths
from osago_xl.workbook.palette import HEADER, HEADER_HEIGHT

GOLDEN = Path(__file__).parents[1] / "golden" / "OSAGO-0.2.0.xlsm"
NOW = datetime(2026, 11, 22, 9, 15)
PAINTED = "FF00B0F0"


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    path = tmp_path_factory.mktemp("looks") / "OSAGO.xlsm"
    book = openpyxl.load_workbook(GOLDEN, keep_vba=True)
    book["Клиенты"]["B3"].fill = PatternFill("solid", fgColor=PAINTED)
    book["Клиенты"].column_dimensions["C"].width = 44
    book.save(path)
    book.vba_archive.close()  # left open, its collection some tests later is a failure there
    upgrade(path, TODAY, NOW, force=True)
    return openpyxl.load_workbook(path)


def test_no_cell_of_ours_keeps_a_fill_of_before(upgraded):
    own = next(cell.column for cell in upgraded["Клиенты"][2] if cell.value == "Любимый цвет")
    former = {dress.fill for dress in CELLS} - {""}
    left = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in upgraded
        for row in sheet.iter_rows()
        for cell in row
        if (sheet.title, cell.column) != ("Клиенты", own) or cell.row == 2
        if cell.fill.patternType == "solid" and cell.fill.fgColor.rgb[-6:] in former
    ]
    assert left == []


def test_headers_are_pale_and_lower(upgraded):
    sheet = upgraded["Клиенты"]
    assert sheet["B2"].fill.fgColor.rgb[-6:] == HEADER.fill
    assert sheet.row_dimensions[2].height == HEADER_HEIGHT


def test_what_the_agent_painted_and_widened_stays(upgraded):
    sheet = upgraded["Клиенты"]
    assert sheet["B3"].fill.fgColor.rgb == PAINTED
    assert sheet.column_dimensions["C"].width == 44


def test_a_folded_group_says_so(upgraded):
    assert upgraded["Клиенты"].sheet_format.outlineLevelCol == 1


def test_widths_of_the_version_are_known():
    assert widths()["tblClients", "Клиент"] == 26
