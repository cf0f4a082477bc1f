"""Sheets of the agent's own, drawn into a new workbook as they stood in the old one: cells, formats, widths, merges."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from osago_xl.workbook.cells import Value

_STYLE = ("font", "border", "fill", "number_format", "protection", "alignment")


def copy_sheets(source: bytes, titles: Sequence[str], book: openpyxl.Workbook) -> dict[str, Mapping[str, Value]]:
    """Draw the sheets into `book`; the values of their formulas by title and address."""
    old = openpyxl.load_workbook(io.BytesIO(source), keep_vba=False)
    shown = openpyxl.load_workbook(io.BytesIO(source), data_only=True)
    values: dict[str, Mapping[str, Value]] = {}
    for title in titles:
        _copy(old[title], book.create_sheet(title))
        values[title] = {
            cell.coordinate: value
            for row in old[title].iter_rows()
            for cell in row
            if cell.data_type == "f" and (value := shown[title][cell.coordinate].value) is not None
        }
    return values


def _copy(old: Worksheet, new: Worksheet) -> None:
    for row in old.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                _copy_cell(cell, new.cell(cell.row, cell.column))
    for area in old.merged_cells.ranges:
        new.merge_cells(str(area))
    for letter, column in old.column_dimensions.items():
        new.column_dimensions[letter].width = column.width
    for number, height in old.row_dimensions.items():
        new.row_dimensions[number].height = height.height
    new.freeze_panes = old.freeze_panes
    new.sheet_state = old.sheet_state


def _copy_cell(old: Any, new: Any) -> None:
    if old.value is not None and type(old).__name__ != "MergedCell":
        new.value = old.value
    if old.has_style:
        for part in _STYLE:
            setattr(new, part, copy(getattr(old, part)))
