"""Cell values across the bridge, whole blocks at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osago_xl.books.live_cells import ERROR_NUMBERS

Block = tuple[tuple[Any, ...], ...]
FORMULA_ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR


def read_block(cells: Any) -> Block:
    """Values of a cell range; error cells as Excel's numbers (the bridge itself gives None for them)."""
    data: Block = cells.getDataArray()
    if not any(None in row for row in data):
        return data
    rows = [list(row) for row in data]
    top, left = cells.RangeAddress.StartRow, cells.RangeAddress.StartColumn
    for cell in cells.queryFormulaCells(FORMULA_ERRORS).Cells:
        place = cell.CellAddress
        rows[place.Row - top][place.Column - left] = ERROR_NUMBERS.get(cell.String, ERROR_NUMBERS["#VALUE!"])
    return tuple(map(tuple, rows))


def as_block(data: Any, rows: int, columns: int) -> Block:
    """`data` (scalar, row or rows) as a block of the given size; a scalar fills it."""
    if not isinstance(data, list | tuple):
        return ((data,) * columns,) * rows
    if data and not isinstance(data[0], list | tuple):
        data = [data]
    block = tuple(map(tuple, data))
    if len(block) != rows or any(len(row) != columns for row in block):
        raise ValueError(f"{len(block)} rows given for a range of {rows} × {columns}")
    return block


def edge(line: Sequence[object], start: int, step: int) -> int:
    """Index at which Ctrl + arrow stops: the end of a block of filled cells, or the next filled one, or the last."""
    inside, here = range(len(line)), start + step
    if here in inside and line[start] != "" and line[here] != "":
        while here + step in inside and line[here + step] != "":
            here += step
        return here
    while here in inside and line[here] == "":
        here += step
    return min(max(here, 0), len(line) - 1)
