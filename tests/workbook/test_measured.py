"""The workbook measured: what is cut, what a second engine computes, how it prints, how large it is."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import betteroffice_xlsx
import openpyxl
from workbook_samples import FORMS, ROWS, TODAY

from osago_xl.schema.columns import EPOCH
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook
from osago_xl.workbook.draw import draw

BOOK = Path(__file__).parents[2] / "workbook" / "OSAGO.xlsm"
LARGEST = 400 * 1024
FILLS, SIZES = 3, 5
"""Of cells; states come on top, one cell of a row."""


TOO_LONG_FOR_IT = {("Оформление", "P3")}
"""The signature joins 62 texts: more than this engine takes; LibreOffice computes it in test_office_build.py."""


def test_the_book_is_small_and_soon_built(tmp_path):
    assert BOOK.stat().st_size <= LARGEST
    began = time.process_time()
    build_workbook(tmp_path / "OSAGO.xlsm", date(2026, 1, 1))
    assert time.process_time() - began < 4  # 2 s alone on the machine it is measured on


def test_opening_alone_is_no_change_that_has_to_be_saved():
    text = (Path(__file__).parents[2] / "osago_xl/workbook/vba/ThisWorkbook.cls").read_text("ascii")
    opened = text.split("Private Sub Workbook_Open()")[1].split("End Sub")[0].split()
    assert opened[-3:] == ["Me.Saved", "=", "True"]


def test_few_fills_and_sizes_on_every_sheet():
    for sheet in openpyxl.load_workbook(BOOK):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.has_style]
        fills = {cell.fill.fgColor.rgb for cell in cells if cell.fill.fill_type == "solid"}
        assert (len(fills) <= FILLS, len({cell.font.sz for cell in cells}) <= SIZES) == (True, True), sheet.title


def test_a_second_engine_computes_what_the_file_holds(tmp_path):
    """Every formula but our own functions, which need Python."""
    drawing = draw(WORKBOOK, TODAY, ROWS, FORMS)
    ((title, at),) = drawing.book.defined_names["cfg_date"].destinations
    drawing.book[title][at.replace("$", "")].value = TODAY
    drawing.book.save(tmp_path / "book.xlsx")
    book = betteroffice_xlsx.Workbook.open_path(str(tmp_path / "book.xlsx"))
    book.recalculate(now_serial=float((TODAY - EPOCH).days))
    compared, differ = 0, []
    for title, values in drawing.values.items():
        for at, ours in values.items():
            if "OSAGO_" in str(drawing.book[title][at].value) or (title, at) in TOO_LONG_FOR_IT:
                continue
            compared += 1
            theirs = book.value(title, at)
            if not same(ours, theirs):
                differ.append((title, at, ours, theirs))
    assert differ == []
    assert compared > 1500


def same(ours, theirs):
    theirs = getattr(theirs, "value", theirs)
    if isinstance(ours, date):
        ours = (ours - EPOCH).days
    if ours in (None, "") or theirs in (None, ""):
        return (ours in (None, "")) == (theirs in (None, ""))
    if isinstance(theirs, (int, float)) and not isinstance(ours, str):
        return abs(float(ours) - float(theirs)) < 1e-6
    return str(ours) == str(theirs)


def test_no_sheet_prints_columns_on_a_second_page_across():
    """Every sheet is set to be as wide as one page of A4, those of many short lists side by side excepted."""
    for sheet in openpyxl.load_workbook(BOOK):
        page = sheet.page_setup
        many = len(WORKBOOK.by_title[sheet.title].tables) > 2 if sheet.title in WORKBOOK.by_title else False
        if sheet.sheet_state != "veryHidden" and not many and sheet.title in WORKBOOK.by_title:
            assert (sheet.sheet_properties.pageSetUpPr.fitToPage, page.fitToWidth, page.paperSize) == (True, 1, 9)
