"""Form sheets: captions, labelled cells and grids at declared addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from osago_xl.schema.addresses import address, letters, place
from osago_xl.schema.columns import Column, Link
from osago_xl.schema.computing import compute_form, empty_form
from osago_xl.schema.facts import Facts
from osago_xl.schema.tables import LEAD_TIP, Caption, Field, Form, Grid, in_row
from osago_xl.workbook.charts import add_chart
from osago_xl.workbook.highlights import highlight_form
from osago_xl.workbook.page import Page
from osago_xl.workbook.palette import STANDARD_WIDTH, TITLE_HEIGHT, TWO_LINES
from osago_xl.workbook.styles import Look, Role, look_of
from osago_xl.workbook.top_line import BACK
from osago_xl.workbook.validation import validation_of

_CAPTIONS: Mapping[str, Look] = {
    "title": Look("title"),
    "block": Look("block", align="left"),
    "label": Look("label", wrap=True),
    "hint": Look("hint", align="left"),
    "link": Look("link"),
    "note": Look("note", wrap=True, align="left"),
}
_LABEL, _TILE_LABEL = Look("label", align="left"), Look("hint", align="left")
_LAST_TEXT = re.compile(r'"([^"]*)"\)*$')


def draw_form(page: Page, form: Form, facts: Facts) -> None:
    """Draw a form: framed cells with the defaults, results, headings, charts."""
    for letter, width in (form.widths or {}).items():
        page.sheet.column_dimensions[letter].width = width
        page.sheet.column_dimensions[letter].hidden = not width
    for caption in form.captions:
        _draw_caption(page, caption, form.inputs_only)
    values = empty_form(form)
    compute_form(form, values, facts)
    for field in form.fields:
        _draw_field(page, field, values[field.column.key], form.inputs_only)
    for grid in form.grids:
        _draw_grid(page, grid, values[grid.key])
        if grid.header and _has_long_headers(grid, form.widths or {}):
            page.sheet.row_dimensions[place(grid.at)[0] - 1].height = TWO_LINES
    for row, height in (form.heights or {}).items():
        page.sheet.row_dimensions[row].height = height
    highlight_form(page.sheet, form)
    for chart in form.charts:
        add_chart(page, chart)


def _draw_caption(page: Page, caption: Caption, inputs_only: bool) -> None:
    look = _CAPTIONS[caption.role]
    if caption.role == "link" and inputs_only:
        look = replace(look, open=True)  # a link nobody can select leads nowhere
    if caption.text.startswith("="):
        page.formula(caption.at, caption.text[1:], _label_of_link(caption.text), look)
    elif caption.role == "link":
        page.link(caption.at, caption.text, caption.text.removeprefix(BACK), look)
    else:
        page.value(caption.at, caption.text, look)
    _spread(page, caption.at, caption.span, look)
    if caption.role == "title":
        page.sheet.row_dimensions[place(caption.at)[0]].height = TITLE_HEIGHT


def _label_of_link(formula: str) -> str:
    """What HYPERLINK(…,"label") shows."""
    found = _LAST_TEXT.search(formula)
    return found[1] if found else ""


def _draw_field(page: Page, field: Field, value: Any, inputs_only: bool) -> None:
    column = field.column
    if field.label_at:
        page.value(
            field.label_at,
            f"{column.header} *" if column.required else column.header,
            _TILE_LABEL if field.drawn == "figure" else replace(_LABEL, top=column.wrap),
        )
    look = replace(_form_look(column, field.locked), align=field.align)
    if field.drawn != "cell":
        look = replace(look, role=_drawn(field))
    if inputs_only and isinstance(column, Link):
        look = replace(look, open=True)  # a link nobody can select leads nowhere
    if column.formula:
        page.formula(field.at, column.formula, value, look)
    elif value in (None, ""):
        page.blank(field.at, look)
    else:
        page.value(field.at, column.to_cell(value), look)
    _spread(page, field.at, field.span, look)
    if column.hidden:
        page.sheet.column_dimensions[letters(place(field.at)[1])].hidden = True
    _check(page, column, field.at)


def _drawn(field: Field) -> Role:
    if field.drawn == "plain":
        return "link" if isinstance(field.column, Link) else "label"
    return {"figure": "figure", "title": "title", "block": "block"}[field.drawn]  # type: ignore[return-value]


def _draw_grid(page: Page, grid: Grid, rows: Sequence[Mapping[str, Any]]) -> None:
    top, left = place(grid.at)
    bottom = top + grid.rows - 1
    spans = grid.spans or (1,) * len(grid.columns)
    for (column, shift), span in zip(grid.placed, spans, strict=True):
        if grid.header:
            header = _grid_header(column, grid.locked)
            page.value(address(top - 1, left + shift), column.header, header)
            _spread(page, address(top - 1, left + shift), span, header)
        for row in range(top, bottom + 1):
            at, look = address(row, left + shift), _grid_look(grid, column, row - top)
            if column.key in grid.leads:
                page.lead(at, grid.leads[column.key], LEAD_TIP)
            page.value(at, column.to_cell(rows[row - top][column.key]), look)
            _spread(page, at, span, look)
        _check(page, column, f"{address(top, left + shift)}:{address(bottom, left + shift)}")
    for number, row_values in enumerate(rows):
        _draw_formulas(page, grid, number, row_values)
    if grid.collapsed_from:
        for row in range(top + grid.collapsed_from - 1, bottom + 1):
            page.sheet.row_dimensions[row].outlineLevel = 1
            page.sheet.row_dimensions[row].hidden = True
        page.sheet.row_dimensions[bottom + 1].collapsed = True
        page.mark_outline(rows=True)


def _has_long_headers(grid: Grid, widths: Mapping[str, float]) -> bool:
    """Whether a header needs a second line in the width of its columns."""
    _, left = place(grid.at)
    ends = [*(shift for _, shift in grid.placed[1:]), grid.width]
    return any(
        len(column.header) > sum(widths.get(letters(left + n), STANDARD_WIDTH) for n in range(shift, end))
        for (column, shift), end in zip(grid.placed, ends, strict=True)
    )


def _draw_formulas(page: Page, grid: Grid, number: int, values: Mapping[str, Any]) -> None:
    """The formulas of a row of a grid: `[@Header]` is a cell of the row, `{k}` its number from 1."""
    top, left = place(grid.at)
    row = top + number
    letter = {column.header: letters(left + shift) for column, shift in grid.placed}
    for column, shift in grid.placed:
        if column.formula:
            formula = in_row(column.formula.replace("{k}", str(number + 1)), lambda header: f"${letter[header]}{row}")
            look = _grid_look(grid, column, number)
            page.formula(address(row, left + shift), formula, values[column.key], look)


def _form_look(column: Column, locked: bool) -> Look:
    """A cell to fill has a frame, a formula that may be typed over included; all else is a result."""
    open = not (locked or column.stored)
    plain = look_of(column, open)
    role: Role = "result link" if isinstance(column, Link) else "field" if open else "result"
    return replace(plain, role=role, top=column.wrap)  # of a long text the first lines are seen


def _grid_look(grid: Grid, column: Column, line: int) -> Look:
    look = _form_look(column, grid.locked)
    if grid.heads and line % grid.heads == 0:
        return replace(look, role="title")
    if grid.bare and not (grid.heads and line % grid.heads == grid.heads - 1):
        return replace(look, role="link" if isinstance(column, Link) else "label")
    return replace(look, role="result link") if column.key in grid.leads else look


def _grid_header(column: Column, locked: bool) -> Look:
    open = not (locked or column.stored)
    return Look("header input" if open else "header", wrap=True, align=column.align)


def _spread(page: Page, at: str, span: int, look: Look) -> None:
    """Merge a cell with those to its right, borders included."""
    if span > 1:
        row, column = place(at)
        for beside in range(column + 1, column + span):
            page.blank(address(row, beside), look)
        page.merge(at, span)


def _check(page: Page, column: Column, area: str) -> None:
    rule = validation_of(column)
    if rule:
        rule.add(area)
        page.sheet.add_data_validation(rule)
