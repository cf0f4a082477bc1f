"""Links of Сводка that a program has dropped with the empty cells they stood in, as LibreOffice does when it saves."""

import re

import openpyxl
import pytest
from book_files import TODAY, edit, parts, places

from osago_xl.books import open_book
from osago_xl.books.base import Changes
from osago_xl.books.links import with_links

ROWS = {"losses": [{"name": "продал машину", "count": 2}]}


@pytest.mark.parametrize("left", [0, 1, 114])
def test_filled_cells_lead_to_their_rows_again(file, left):
    before = links(file)
    keep_links(file, left)
    assert len(links(file)) == left
    open_book(file, today=TODAY).apply(Changes({}, {"sum_": ROWS}))
    assert links(file) == before
    assert openpyxl.load_workbook(file)["Сводка"]["E61"].hyperlink.location == "'Полисы'!A1"


def test_links_that_are_there_stay_as_they_are():
    tail = b'<hyperlinks><hyperlink ref="E9" location="\'X\'!A1"/></hyperlinks><pageMargins/></worksheet>'
    assert with_links(tail, {"E9": "Полисы"}, "") == tail


def links(file):
    sheet = openpyxl.load_workbook(file)["Сводка"]
    return {cell.coordinate: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}


def keep_links(file, left):
    """Only the first so many links of Сводка stay; none at all leave no element either."""
    part = places(file).sheets["Сводка"]
    text = parts(file)[part].decode()
    [whole] = re.findall("<hyperlinks>.*?</hyperlinks>", text)
    kept = "".join(re.findall("<hyperlink [^>]*/>", whole)[:left])
    edit(file, part, (whole, f"<hyperlinks>{kept}</hyperlinks>" if kept else ""))
