"""Rows of a table as other programs may have written them; what does not fit is kept and told, never lost."""

import re

import pytest
from book_files import TABLES, TODAY, change, edit, parts, sheet_part

from osago_xl.books import open_book
from osago_xl.errors import BookError
from osago_xl.values.misfit import ErrorText, Misfit

SERVICES = TABLES["tblServices"]


def sheet(file):
    return parts(file)[sheet_part(file, "tblServices")].decode()


def rewrite(file, new):
    edit(file, sheet_part(file, "tblServices"), (sheet(file), new))


def rows(file):
    return open_book(file, today=TODAY).read(SERVICES)


def test_cells_that_put_their_style_first_are_read_alike(file):
    before = rows(file)
    rewrite(file, re.sub(r'<c (r="[A-Z]+\d+") (s="\d+")', r"<c \2 \1", sheet(file)))
    assert rows(file) == before


def test_text_that_stands_in_the_cells_themselves_is_read_alike(file):
    before = rows(file)
    shared = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", parts(file)["xl/sharedStrings.xml"].decode())

    def inline(cell):
        return f'<c {cell[1]} t="inlineStr"><is><t>{shared[int(cell[2])]}</t></is></c>'

    rewrite(file, re.sub(r'<c ([^>]*) t="s"><v>(\d+)</v></c>', inline, sheet(file)))
    assert 't="s"' not in sheet(file)
    assert rows(file) == before


def test_a_cell_far_outside_the_table_costs_nothing(file):
    before = rows(file)
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewrite(file, sheet(file).replace("</sheetData>", far))
    assert rows(file) == before


@pytest.mark.parametrize(
    "broken",
    [
        lambda xml: xml.replace("</sheetData>", ""),
        lambda xml: re.sub('<row r="5"[^>]*>', "<row>", xml),
        lambda xml: re.sub('<c r="B5"[^>]*>', "<c>", xml),
        lambda xml: xml.replace("<v>12</v>", "<v>дюжина</v>"),
        lambda xml: re.sub('t="s"><v>.*?<', 't="s"><v>999999<', xml),
    ],
)
def test_what_cannot_be_understood_is_damage_and_not_an_empty_cell(file, broken):
    rewrite(file, broken(sheet(file)))
    with pytest.raises(BookError, match=f"«{file.name}» не читается: .* восстановите из копии"):
        rows(file)


def test_error_cells_are_never_written_back_as_empty_ones(file):
    """The agent's formula in a typed cell has come to an error: whatever happens around it, it stays as it stands."""
    cell = re.search('<c r="D6"[^>]*?(?:/>|>.*?</c>)', sheet(file))[0]
    error = "<f>1/0</f><v>#DIV/0!</v></c>"
    rewrite(file, sheet(file).replace(cell, f'<c r="D6" t="e">{error}'))
    book = open_book(file, today=TODAY)
    assert book.read(SERVICES)[3]["months"] == Misfit(ErrorText("#DIV/0!"))
    book.apply(change("tblServices", updated={3: {"offered": "нет"}, 4: {"days": 3}}, added=[{"service": "Новая"}]))
    book.apply(change("tblServices", deleted={0}))
    [row] = [row for row in rows(file) if row["months"] == Misfit(ErrorText("#DIV/0!"))]
    assert (row.at, row["offered"]) == (2, "нет")
    assert f'<c r="D5" t="e">{error}' in sheet(file)
    book.apply(change("tblServices", updated={2: {"months": 6}}))
    assert rows(file)[2]["months"] == 6
