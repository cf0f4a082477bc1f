"""Cells of a form sheet of an open workbook: one block read for the whole form, single cells written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from osago_xl.books.base import FormValues
from osago_xl.books.contents import fitting
from osago_xl.books.live_table import Undo
from osago_xl.books.native import Native
from osago_xl.schema.addresses import place
from osago_xl.schema.columns import EPOCH, Cell
from osago_xl.schema.tables import Form


def read_form(sheet: Any, form: Form) -> FormValues:
    """All fields and grids; what does not fit a field counts as empty (the form's own validation stops it)."""
    block = _block(sheet, form)
    values: FormValues = {f.column.key: fitting(f.column, _cell(block, *place(f.at))) for f in form.fields}
    for grid in form.grids:
        top, left = place(grid.at)
        values[grid.key] = [
            {c.key: fitting(c, _cell(block, top + n, left + shift)) for c, shift in grid.placed}
            for n in range(grid.rows)
        ]
    return values


def write_form(sheet: Any, form: Form, values: Mapping[str, Any], native: Native) -> Iterable[Undo]:
    """Write the cells that differ from what stands there; each is given back as the call that reverses it."""
    block = _block(sheet, form)
    for (row, column), value in _wanted(form, values):
        if _differs(_cell(block, row, column), value):
            yield _put(sheet.range((row, column)), value, native)


def _wanted(form: Form, values: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Place and new content of every cell that the values speak of; a grid's missing rows are emptied."""
    for key, value in values.items():
        if key in form.by_key:
            field = form.by_key[key]
            yield place(field.at), field.column.to_cell(value)
            continue
        grid = form.grid[key]
        top, left = place(grid.at)
        for n, row in enumerate([*value, *({} for _ in range(grid.rows - len(value)))]):
            for column, shift in grid.placed:
                if not column.formula:
                    yield (top + n, left + shift), column.to_cell(row.get(column.key))


def _block(sheet: Any, form: Form) -> Any:
    """All cells of the form by one call."""
    ends = [place(field.at) for field in form.fields]
    ends += [(place(g.at)[0] + g.rows, place(g.at)[1] + g.width) for g in form.grids]
    return sheet.range((1, 1), (max(row for row, _ in ends), max(column for _, column in ends))).raw_value


def _cell(block: Any, row: int, column: int) -> Any:
    return block[row - 1][column - 1]


def _differs(raw: object, value: Cell) -> bool:
    if isinstance(value, date) and not isinstance(value, datetime) and isinstance(raw, float):
        return raw != (value - EPOCH).days
    return (None if raw == "" else raw) != (None if value == "" else value)  # 0 is not an empty cell


def _put(cell: Any, value: Any, native: Native) -> Undo:
    before = cell.raw_value
    native.write(cell, [[value]])

    def undo() -> None:
        cell.raw_value = before

    return undo
