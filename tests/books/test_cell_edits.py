"""Cells edited in the text of a page are the cells edited row by row, and the index stays true."""

import random

import pytest
from test_sheet_index import PART, ROWS, assert_true, package  # noqa: F401

from osago_xl.books.cell_edits import edit_cells, put, show
from osago_xl.books.package import Package
from osago_xl.books.sheet_parts import open_sheet, pages_in, write_sheet
from osago_xl.books.sheet_xml import SheetXml

ENDINGS = ["><v>7</v></c>", "/>", ' t="str"><f>A1</f><v>да</v></c>']


def edits_of(draw, rows, columns):
    return {row: {column: put(draw.choice(ENDINGS), "9") for column in columns} for row in rows}


@pytest.mark.parametrize("seed", range(8))
def test_pages_take_what_rows_take(package, seed):  # noqa: F811
    draw, plain, paged = random.Random(seed), SheetXml(package.read(PART)), open_sheet(package, PART)
    rows = draw.sample([*range(1, 300), *range(310, ROWS + 1)], draw.randrange(1, 400))
    edits = edits_of(draw, rows, draw.choice([(1,), (3,), (1, 3), (2, 3)]))  # no row has a cell in B
    results = {row: {1: show(row)} for row in rows[::3]}  # only formulas have results
    for sheet in (plain, paged):
        edit_cells(sheet, edits)
        edit_cells(sheet, results)
    write_sheet(package, PART, paged)
    assert package.read(PART) == b"".join(plain.chunks())
    assert_true(Package(package.to_bytes()))


def test_columns_beside_the_edited_one_stay_packed(package):  # noqa: F811
    before, sheet = pages_in(package, PART), open_sheet(package, PART)
    edit_cells(sheet, {400: {1: put("><v>5</v></c>", "")}})
    write_sheet(package, PART, sheet)
    after = pages_in(package, PART)
    changed = [(n, old, new) for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert [n for n, *_ in changed] == [3]
    ((_, old, new),) = changed
    assert old.columns[b"C"] == new.columns[b"C"] and old.columns[b"A"] != new.columns[b"A"]


def test_a_row_that_is_not_there_is_made(package):  # noqa: F811
    sheet = open_sheet(package, PART)
    edit_cells(sheet, {305: {2: put("><v>5</v></c>", "4")}})
    assert sheet.row(305).text() == b'r="305"><c r="B305" s="4"><v>5</v></c></row>'
