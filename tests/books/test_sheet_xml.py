"""A sheet taken apart and put together is the same text."""

import pytest

from osago_xl.books.package import DamagedFile
from osago_xl.books.sheet_xml import SheetXml, cells_of, read_cell, used_strings

HEAD, TAIL = b'<worksheet><dimension ref="A1:C3"/>', b"<mergeCells/></worksheet>"
ROWS = (
    b'<row r="1"/><row r="2" spans="1:3" hidden="1" x14ac:dyDescent="0.2"><c r="A2" s="4"/>'
    b'<c r="C2" t="e" s="1"><f>1/0</f><v>#DIV/0!</v></c></row>\n'
    b'<row r="3"><c r="B3" t="s"><v>7</v></c></row>'
)
XML = HEAD + b"<sheetData>" + ROWS + b"</sheetData>" + TAIL


def text(sheet):
    return b"".join(sheet.chunks())


def test_nothing_is_lost():
    assert text(SheetXml(XML)) == XML
    sheet = SheetXml(XML)
    for number in (1, 3):
        sheet.row(number)
    assert text(sheet) == XML


def test_a_sheet_without_cells_takes_rows():
    sheet = SheetXml(HEAD + b"<sheetData/>" + TAIL)
    sheet.row(5).put(28, 5, "><v>1</v></c>", "3")
    assert text(sheet) == HEAD + b'<sheetData><row r="5"><c r="AB5" s="3"><v>1</v></c></row></sheetData>' + TAIL


def test_a_cell_keeps_its_style_and_stands_in_order():
    sheet = SheetXml(XML)
    sheet.row(2).put(1, 2, "><v>5</v></c>", "9")
    sheet.row(2).put(2, 2, ' t="s"><v>0</v></c>', "9")
    assert b'<c r="A2" s="4"><v>5</v></c><c r="B2" s="9" t="s"><v>0</v></c><c r="C2"' in text(sheet)


def test_cells_are_read():
    sheet = SheetXml(XML)
    assert read_cell(sheet.peek(2).cells[3]) == ("e", "1/0", "#DIV/0!")
    assert cells_of(SheetXml(XML).take(3), 3) == {b"B": b' t="s"><v>7</v></c>'}
    assert sheet.peek(9) is None


@pytest.mark.parametrize("broken", [b"<worksheet/>", XML.replace(b'r="3"', b""), XML.replace(b' r="B3"', b"")])
def test_what_cannot_be_addressed_is_damaged(broken):
    with pytest.raises(DamagedFile):
        SheetXml(broken).row(3)


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A1" t="s"><v>3</v></c>',
        b'<c t="s" s="5" r="A1"><v>3</v></c>',
        b"<c r='A1' t='s'>\n  <v>3</v>\n</c>",
        b'<c r="A1" t="s"><f>B1</f><v>3</v></c>',
        b'<c r="A1" t="s"><f/><v xml:space="preserve">3</v></c>',
        b'<x:c r="A1" t="s"><x:v>3</x:v></x:c>',
    ],
)
def test_a_string_in_use_is_seen_however_its_cell_is_written(cell):
    assert used_strings(b'<c r="A0" t="s"/>' + cell + b'<c r="B1"><v>7</v></c><c r="C1" t="str"><v>8</v></c>') == {3}
