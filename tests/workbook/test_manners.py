"""Facts of the file that Excel asks for and LibreOffice forgives."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.layout import Place
from osago_xl.workbook.palette import BODY, FIGURE, HEADING, SECTION, SMALL

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOOK = Path(__file__).parents[2] / "workbook" / "OSAGO.xlsm"


@pytest.fixture(scope="module")
def parts():
    with zipfile.ZipFile(BOOK) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def sheets(parts):
    """Title → tree of the sheet."""
    relations = {each.get("Id"): each.get("Target") for each in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    tabs = etree.fromstring(parts["xl/workbook.xml"]).find(f"{MAIN}sheets")
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return {tab.get("name"): etree.fromstring(parts[f"xl/{relations[tab.get(key)]}"]) for tab in tabs}


GROUPED = [sheet for sheet in WORKBOOK.sheets if any(c.group for _, t in sheet.tables for c in t.columns)]


@pytest.mark.parametrize("sheet", GROUPED, ids=lambda sheet: sheet.code_name)
def test_folded_columns_can_be_unfolded_by_a_click(sheets, sheet):
    tree = sheets[sheet.title]
    assert tree.find(f"{MAIN}sheetFormatPr").get("outlineLevelCol") == "1"
    at, table = sheet.tables[0]
    dividers = [slot.letter for slot in Place(table, at, 1).slots if slot.column is None]
    collapsed = {int(col.get("min")) for col in tree.iter(f"{MAIN}col") if col.get("collapsed") == "1"}
    assert len(collapsed) == len(dividers) > 0


def test_no_sheet_draws_letters_smaller_to_make_them_fit(parts):
    assert b"shrinkToFit" not in parts["xl/styles.xml"]


def test_the_book_has_five_sizes_of_letters(parts):
    sizes = {float(each.get("val")) for each in etree.fromstring(parts["xl/styles.xml"]).iter(f"{MAIN}sz")}
    assert sizes <= {FIGURE, HEADING, SECTION, BODY, SMALL}


@pytest.mark.parametrize("title", ["БСО", "Водители", "Полисы", "Оформление", "Движения БСО"])
def test_identifiers_get_no_green_corner(sheets, title):
    ignored = sheets[title].find(f"{MAIN}ignoredErrors/{MAIN}ignoredError")
    assert ignored.get("numberStoredAsText") == "1"


def test_charts_stand_in_cells_and_their_titles_beside_the_plot(parts):
    charts = [data.decode() for name, data in parts.items() if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    for chart in charts:
        assert re.search(r'<title>.*?<overlay val="0"/></title>', chart, re.DOTALL)
        assert '<roundedCorners val="0"/>' in chart
        assert "<numCache>" in chart
    drawing = next(data for name, data in parts.items() if name.startswith("xl/drawings/drawing"))
    assert drawing.count(b"<twoCellAnchor") == 4


def test_targets_are_relative_as_excel_writes_them(parts):
    found = [
        relation.get("Target")
        for name, data in parts.items()
        if name.endswith(".rels")
        for relation in etree.fromstring(data)
        if relation.get("TargetMode") != "External"
    ]
    assert found
    assert [target for target in found if target.startswith("/")] == []
