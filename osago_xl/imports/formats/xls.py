"""xls of Excel 97–2003 and of the many programs that write it; xlrd forgives those what Excel forgives."""

from __future__ import annotations

import io
import struct
from datetime import datetime
from pathlib import Path
from typing import Any

import xlrd

from osago_xl.errors import BookError
from osago_xl.imports.formats.refusals import damaged, locked
from osago_xl.imports.model import Area, Raw, RawSheet, SourceFile

_BROKEN = (
    AssertionError, AttributeError, ArithmeticError, LookupError, TypeError, ValueError, struct.error,
    xlrd.compdoc.CompDocError,
)  # fmt: skip


def read(path: Path, content: bytes) -> SourceFile:
    """Sheets of an xls file. The styles, which hold merged and hidden places, are left out where they are broken."""
    try:
        sheets = _sheets(content, styles=True)
    except (xlrd.XLRDError, *_BROKEN):
        try:
            sheets = _sheets(content, styles=False)
        except xlrd.XLRDError as error:
            raise _refusal(path, error) from error
        except _BROKEN as error:
            raise damaged(path) from error
    return SourceFile(path, sheets, "Excel 97–2003")


def _refusal(path: Path, error: xlrd.XLRDError) -> BookError:
    return locked(path) if "encrypted" in str(error) else damaged(path)


def _sheets(content: bytes, *, styles: bool) -> tuple[RawSheet, ...]:
    book = xlrd.open_workbook(
        file_contents=content,
        logfile=io.StringIO(),
        on_demand=True,
        formatting_info=styles,
        ignore_workbook_corruption=True,
    )
    return tuple(_sheet(book, number) for number in range(book.nsheets))


def _sheet(book: Any, number: int) -> RawSheet:
    sheet, errors = book.sheet_by_index(number), {}
    rows: list[list[Raw]] = []
    for at in range(sheet.nrows):
        cells = sheet.row(at)
        rows.append([_value(cell, book.datemode) for cell in cells])
        for place, cell in enumerate(cells):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                errors[at + 1, place + 1] = xlrd.error_text_from_code.get(cell.value, "#N/A")
    return RawSheet(
        sheet.name,
        _filled(rows),
        errors,
        tuple(Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        {(row + 1, column + 1): note.text for (row, column), note in sheet.cell_note_map.items()},
        frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        bool(sheet.visibility),
    )


def _filled(rows: list[list[Raw]]) -> list[list[Raw]]:
    """The rectangle from A1 to the last filled cells; beyond it stand cells with nothing but a style."""
    widths = [max((at for at, cell in enumerate(row, 1) if cell != ""), default=0) for row in rows]
    height = max((at for at, width in enumerate(widths, 1) if width), default=0)
    return [row[: max(widths)] for row in rows[:height]]


def _value(cell: Any, datemode: int) -> Raw:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _day(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    value: Raw = cell.value
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else value


def _day(value: float, datemode: int) -> Raw:
    try:
        moment: datetime = xlrd.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError):
        return value
    return moment
