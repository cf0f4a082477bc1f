"""Sheets with tables: header, rows, formulas, groups, checks and colours, all from the declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableColumn, TableFormula, TableStyleInfo

from osago_xl.schema.columns import Column, Day, Value
from osago_xl.schema.facts import Facts, setting_is_day
from osago_xl.schema.tables import Sheet, Table
from osago_xl.workbook.contents import rows_to_draw
from osago_xl.workbook.highlights import highlight_table
from osago_xl.workbook.layout import Place, Slot
from osago_xl.workbook.page import Page
from osago_xl.workbook.palette import HEADER_HEIGHT, SLIM_HEIGHT
from osago_xl.workbook.styles import Look, look_of
from osago_xl.workbook.top_line import draw_top_line
from osago_xl.workbook.validation import validation_of

_DIVIDER_HEADER, _DIVIDER = Look("divider header", align="center"), Look("divider")


def draw_tables(page: Page, sheet: Sheet, facts: Facts) -> tuple[Place, ...]:
    """Draw all tables of a sheet and the line above them; says where they stand."""
    places = []
    for at, table in sheet.tables:
        rows = rows_to_draw(table, facts)
        place = Place(table, at, len(rows))
        _draw_table(page, place, rows)
        places.append(place)
    draw_top_line(page, sheet, places[0].slots, facts)
    return tuple(places)


_UNSEEN = ";;;"
"""Format of a header that Excel needs and nobody reads."""


def _draw_table(page: Page, place: Place, rows: Sequence[Mapping[str, Any]]) -> None:
    _draw_header(page, place)
    for slot in place.slots:
        _draw_column(page, place, slot, rows)
    page.sheet.add_table(_excel_table(place))
    highlight_table(page.sheet, place)


def _draw_header(page: Page, place: Place) -> None:
    page.sheet.row_dimensions[place.header_row].height = SLIM_HEIGHT if place.table.slim_header else HEADER_HEIGHT
    for slot in place.slots:
        look = _header_look(slot.column)
        look = replace(look, number_format=_UNSEEN) if place.table.slim_header else look
        page.value(f"{slot.letter}{place.header_row}", slot.header, look)
        dimension = page.sheet.column_dimensions[slot.letter]
        dimension.width = slot.width
        if slot.grouped:
            dimension.outlineLevel = 1
        dimension.hidden = not slot.visible
        dimension.collapsed = slot.column is None
    page.mark_outline(columns=any(slot.grouped for slot in place.slots))


def _header_look(column: Column | None) -> Look:
    """What the agent fills is marked at the header; the header stands as its data do."""
    if column is None:
        return _DIVIDER_HEADER
    return Look("header input" if column.fill == "input" else "header", wrap=True, align=column.align)


def _draw_column(page: Page, place: Place, slot: Slot, rows: Sequence[Mapping[str, Any]]) -> None:
    column, first = slot.column, place.first_row
    if column is None:
        for row in range(first, place.last_ready + 1):
            page.blank(f"{slot.letter}{row}", _DIVIDER)
        return
    look = _cell_look(place, column)
    formula = place.table.stored_formula(column.formula)
    for row, values in enumerate(rows, start=first):
        at = f"{slot.letter}{row}"
        if formula:
            page.formula(at, formula, values[column.key], look)
        else:
            page.value(at, column.to_cell(values[column.key]), _look_in_row(column, look, values))
    for row in range(first + len(rows), place.last_ready + 1):
        page.blank(f"{slot.letter}{row}", look)
    rule = validation_of(column)
    if rule:
        rule.add(place.rows(slot.letter))
        page.sheet.add_data_validation(rule)


def _cell_look(place: Place, column: Column) -> Look:
    """Rows of two lines begin at the top: of a longer text the first lines are seen, not the middle ones."""
    two_lines = any(each.wrap and not each.group for each in place.table.columns)
    return replace(look_of(column), top=two_lines)


def _look_in_row(column: Column, look: Look, values: Mapping[str, Any]) -> Look:
    """Settings are of many kinds: a date is to look like one."""
    is_day = type(column) is Value and setting_is_day(values)
    return replace(look, number_format=Day.number_format) if is_day else look


def _excel_table(place: Place) -> SheetTable:
    table = SheetTable(name=place.table.name, displayName=place.table.name, ref=place.ref)
    table.tableColumns = [_excel_column(number, slot, place.table) for number, slot in enumerate(place.slots, 1)]
    if place.table.filter_buttons:
        table.autoFilter = AutoFilter(ref=place.ref)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    return table


def _excel_column(number: int, slot: Slot, table: Table) -> TableColumn:
    column = TableColumn(id=number, name=slot.header)
    if slot.column and slot.column.formula:
        column.calculatedColumnFormula = TableFormula(attr_text=table.stored_formula(slot.column.formula))
    return column
