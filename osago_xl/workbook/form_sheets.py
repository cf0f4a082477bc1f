"""Form sheets: captions, labelled cells and grids at declared addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from osago_xl.schema.columns import Column
from osago_xl.schema.facts import Facts
from osago_xl.schema.tables import Caption, Field, Form, Grid, in_row
from osago_xl.workbook.charts import add_chart
from osago_xl.workbook.highlights import highlight_form
from osago_xl.workbook.page import Page
from osago_xl.workbook.styles import Look, Role, look_of
from osago_xl.workbook.validation import validation_of

_CAPTIONS: Mapping[str, Look] = {
    "title": Look("title"),
    "block": Look("block"),
    "label": Look("label", wrap=True),
    "hint": Look("hint"),
    "link": Look("link"),
    "note": Look("note", wrap=True),
}
_LABEL, _HEADER = Look("label", align="left"), Look("header", wrap=True, align="left")
_LAST_TEXT = re.compile(r'"([^"]*)"\)*$')


def draw_form(page: Page, form: Form, facts: Facts) -> None:
    """Draw a form with empty yellow cells and computed grey ones."""
    for letter, width in (form.widths or {}).items():
        page.sheet.column_dimensions[letter].width = width
    for caption in form.captions:
        _draw_caption(page, caption)
    values: dict[str, Any] = {field.column.key: field.column.from_cell(None) for field in form.fields}
    for field in form.fields:
        _draw_field(page, field, values, facts)
    for grid in form.grids:
        _draw_grid(page, grid, values, facts)
    highlight_form(page.sheet, form)
    for chart in form.charts:
        add_chart(page.sheet, chart)


def grid_top(grid: Grid) -> tuple[int, int]:
    """Column and row of the first cell below the header of a grid."""
    column, row, _, _ = range_boundaries(grid.at)
    return column, row + 1 if grid.header else row


def grid_columns(grid: Grid) -> list[tuple[str, int, Column]]:
    """Letter, number of sheet columns and declaration of each column of a grid."""
    first, _ = grid_top(grid)
    spans = grid.spans or (1,) * len(grid.columns)
    placed = []
    for column, span in zip(grid.columns, spans, strict=True):
        placed.append((get_column_letter(first), span, column))
        first += span
    return placed


def _draw_caption(page: Page, caption: Caption) -> None:
    look = _CAPTIONS[caption.role]
    if caption.text.startswith("="):
        page.formula(caption.at, caption.text[1:], _label_of_link(caption.text), look)
    else:
        page.value(caption.at, caption.text, look)
    _spread(page, caption.at, caption.span, look)


def _label_of_link(formula: str) -> str:
    """What HYPERLINK(…,"label") shows."""
    found = _LAST_TEXT.search(formula)
    return found[1] if found else ""


def _draw_field(page: Page, field: Field, values: dict[str, Any], facts: Facts) -> None:
    column = field.column
    if field.label_at:
        page.value(field.label_at, f"{column.header} *" if column.required else column.header, _LABEL)
    look = _form_look(column, field.locked)
    if column.formula:
        values[column.key] = column.compute(values, facts) if column.compute else ""
        page.formula(field.at, column.formula, values[column.key], look)
    else:
        page.blank(field.at, look)
    _spread(page, field.at, field.span, look)
    _check(page, column, field.at)


def _draw_grid(page: Page, grid: Grid, values: Mapping[str, Any], facts: Facts) -> None:
    _, top = grid_top(grid)
    placed = grid_columns(grid)
    letters = {column.header: letter for letter, _, column in placed}
    for letter, span, column in placed:
        look = _form_look(column, grid.locked)
        if grid.header:
            page.value(f"{letter}{top - 1}", column.header, _HEADER)
            _spread(page, f"{letter}{top - 1}", span, _HEADER)
        for row in range(top, top + grid.rows):
            page.blank(f"{letter}{row}", look)
            _spread(page, f"{letter}{row}", span, look)
        _check(page, column, f"{letter}{top}:{letter}{top + grid.rows - 1}")
    for number in range(grid.rows):
        _compute_row(page, grid, number, letters, {"form": values}, facts)
    if grid.collapsed_from:
        for row in range(top + grid.collapsed_from - 1, top + grid.rows):
            page.sheet.row_dimensions[row].outlineLevel = 1
            page.sheet.row_dimensions[row].hidden = True


def _compute_row(
    page: Page, grid: Grid, number: int, letters: Mapping[str, str], outer: dict[str, Any], facts: Facts
) -> None:
    """The formulas of a row of a grid: `[@Header]` is a cell of the row, `{k}` its number from 1."""
    row = grid_top(grid)[1] + number
    values = {column.key: column.from_cell(None) for column in grid.columns} | outer | {"k": number + 1}
    for column in grid.columns:
        if column.formula:
            at = f"{letters[column.header]}{row}"
            formula = in_row(column.formula.replace("{k}", str(number + 1)), lambda header: f"${letters[header]}{row}")
            values[column.key] = column.compute(values, facts) if column.compute else ""
            page.formula(at, formula, values[column.key], _form_look(column, grid.locked))


def _form_look(column: Column, locked: bool) -> Look:
    """A cell of a form is open when the agent fills it."""
    plain = look_of(column, open=not locked)
    role: Role = plain.role if not locked or plain.role == "output link" else "output"
    return Look(role, plain.number_format, plain.align, plain.wrap, plain.open)


def _spread(page: Page, at: str, span: int, look: Look) -> None:
    """Merge a cell with those to its right, borders included."""
    if span > 1:
        column, row, _, _ = range_boundaries(at)
        for beside in range(column + 1, column + span):
            page.blank(f"{get_column_letter(beside)}{row}", look)
        page.merge(at, span)


def _check(page: Page, column: Column, area: str) -> None:
    rule = validation_of(column)
    if rule:
        rule.add(area)
        page.sheet.add_data_validation(rule)
