"""A note stays with its record."""

import re

import openpyxl
from book_files import TODAY, change, parts, sheet_part
from openpyxl.comments import Comment

from osago_xl.books import open_book
from osago_xl.books.package import Package
from osago_xl.books.places import relations


def test_notes_move_with_their_rows_and_go_with_them(file):
    write_notes(file, A4="о КАСКО", A6="об ипотеке", A1="о листе")
    open_book(file, today=TODAY).apply(change("tblServices", deleted={1}))
    sheet = openpyxl.load_workbook(file)["Услуги"]
    assert {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment} == {
        "A1": "о листе",
        "A5": "об ипотеке",
    }
    [boxes] = [part for name, part in parts(file).items() if name in drawings(file)]
    assert sorted(re.findall(rb":Row>(\d+)<", boxes)) == [b"0", b"4"]
    assert boxes.count(b":shape>") == 2


def write_notes(file, **notes):
    """openpyxl loses things of ours on the way; for this sheet that does not matter."""
    book = openpyxl.load_workbook(file, keep_vba=True)
    for at, text in notes.items():
        book["Услуги"][at].comment = Comment(text, "агент")
    book.save(file)
    book.vba_archive.close()  # left open, its collection some tests later is a failure there


def drawings(file):
    package = Package(file.read_bytes())
    related = relations(package, sheet_part(file, "tblServices")).values()
    return [part for kind, part in related if kind.endswith("/vmlDrawing")]
