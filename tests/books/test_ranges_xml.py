"""Formats, checks, links and names around a table whose rows 5 and 9 go (table B2:E10)."""

import pytest

from osago_xl.books.areas import Area, Moves
from osago_xl.books.formulas import has_addresses, shifted
from osago_xl.books.ranges_xml import move_names, move_ranges, move_table, set_bottom

MOVES = Moves(Area.parse("B2:E10"), (5, 9), 8)


def test_the_new_rule_of_a_moved_cell_is_written_for_its_new_place():
    rule = b'<conditionalFormatting sqref="B6"><cfRule><formula>$C6&gt;$A$1</formula></cfRule></conditionalFormatting>'
    assert move_ranges(rule, MOVES) == rule.replace(b"B6", b"B5").replace(b"$C6", b"$C5")


def test_checks_of_deleted_cells_go_and_are_not_counted():
    checks = (
        b'<dataValidations count="2"><dataValidation sqref="B5" type="list"><formula1>x</formula1></dataValidation>'
        b'<dataValidation sqref="B3:B10" type="list"/></dataValidations>'
    )
    assert move_ranges(checks, MOVES) == (
        b'<dataValidations count="1"><dataValidation sqref="B3:B8" type="list"/></dataValidations>'
    )


def test_what_is_left_empty_goes_too():
    assert move_ranges(b'<hyperlinks><hyperlink ref="B5" r:id="rId1"/></hyperlinks><x/>', MOVES) == b"<x/>"


def test_formats_of_later_excels_follow():
    later = b"<x14:conditionalFormatting><x14:cfRule/><xm:sqref>C3:C10</xm:sqref></x14:conditionalFormatting>"
    assert move_ranges(later, MOVES) == later.replace(b"C10", b"C8")


def test_what_does_not_belong_to_the_table_is_untouched():
    other = b'<conditionalFormatting sqref="G3:G10"/><pageMargins left="0.7"/><legacyDrawing r:id="rId3"/>'
    assert move_ranges(other, MOVES) == other


def test_print_areas_and_names_on_the_sheet_follow():
    names = (
        "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">'Лист с ''кавычкой'!$B$2:$E$10</definedName>"
        "<definedName name=\"x\">'Лист с ''кавычкой'!$C$6</definedName>"
        '<definedName name="y">Другой!$C$6</definedName><definedName name="lst">tbl[A]</definedName>'
    ).encode()
    moved = move_names(names, "Лист с 'кавычкой", MOVES).decode()
    assert "$B$2:$E$8<" in moved and "$C$5<" in moved and "Другой!$C$6<" in moved


def test_the_table_its_filter_and_its_sorting_follow():
    part = b'<table ref="B2:E10"><autoFilter ref="B2:E10"/><sortState ref="B3:E10"><sortCondition ref="B3:B10"/>'
    assert move_table(part, MOVES) == part.replace(b"10", b"8")


def test_the_dimension_ends_with_the_last_row():
    assert set_bottom(b'<dimension ref="A1:BQ4"/>', 30) == b'<dimension ref="A1:BQ30"/>'


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("C6*2", "C4*2"),
        ("$C$6*C6", "$C$6*C4"),
        ("tbl[[#This Row],[A1]]", "tbl[[#This Row],[A1]]"),
        ("LOG10(2)", "LOG10(2)"),
    ],
)
def test_formulas_two_rows_up(formula, moved):
    assert shifted(formula, (6, 4), (4, 4)) == moved
    assert has_addresses(formula) == (formula != moved)
