"""Cells of a form sheet of an open workbook: one block read for the whole form, single cells written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from osago_xl.books.base import FormValues
from osago_xl.books.live_table import Undo
from osago_xl.books.native import Native
from osago_xl.schema.addresses import place
from osago_xl.schema.columns import Column, Misfit
from osago_xl.schema.tables import Form


def read_form(sheet: Any, form: Form) -> FormValues:
    """All fields and grids; what does not fit a field counts as empty (the form's own validation stops it)."""
    cells = [place(field.at) for field in form.fields]
    corners = [place(grid.at) for grid in form.grids]
    bottom = max([row for row, _ in cells] + [r + g.rows for (r, _), g in zip(corners, form.grids, strict=True)])
    right = max([c for _, c in cells] + [c + g.width for (_, c), g in zip(corners, form.grids, strict=True)])
    block = sheet.range((1, 1), (bottom, right)).raw_value
    values: FormValues = {
        field.column.key: _value(field.column, block[row - 1][column - 1])
        for field, (row, column) in zip(form.fields, cells, strict=True)
    }
    for grid, (top, left) in zip(form.grids, corners, strict=True):
        values[grid.key] = [
            {c.key: _value(c, block[top - 1 + n][left - 1 + shift]) for c, shift in grid.placed}
            for n in range(grid.rows)
        ]
    return values


def write_form(sheet: Any, form: Form, values: Mapping[str, Any], native: Native) -> Iterable[Undo]:
    """Write fields and grids; each cell written is given back as the call that reverses it."""
    for key, value in values.items():
        if key in form.by_key:
            field = form.by_key[key]
            yield _put(sheet.range(field.at), field.column.to_cell(value), native)
            continue
        grid = form.grid[key]
        top, left = place(grid.at)
        for n, row in enumerate([*value, *({} for _ in range(grid.rows - len(value)))]):
            for column, shift in grid.placed:
                if not column.formula:
                    cell = sheet.range((top + n, left + shift))
                    yield _put(cell, column.to_cell(row.get(column.key)), native)


def _value(column: Column, raw: object) -> Any:
    try:
        return column.from_cell(raw)
    except Misfit:
        return column.from_cell(None)


def _put(cell: Any, value: Any, native: Native) -> Undo:
    before = cell.raw_value
    native.write(cell, [[value]])

    def undo() -> None:
        cell.raw_value = before

    return undo
