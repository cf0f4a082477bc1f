"""Sheets of a book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from osago_xl.calc.formulas import column_number
from osago_xl.calc.guard import guarded
from osago_xl.calc.names import Names
from osago_xl.calc.ranges import Range, from_uno
from osago_xl.calc.shapes import Shapes
from osago_xl.calc.tables import Tables

if TYPE_CHECKING:
    from osago_xl.calc.books import Book

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)", re.IGNORECASE)
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})", re.IGNORECASE)
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")


@guarded
class Sheets(base_classes.Sheets):
    """All sheets, hidden ones too, in the order of the tabs."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        return self.book.sheet_list

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.api.CurrentController.ActiveSheet)

    def __call__(self, name_or_index: str | int) -> Sheet:
        sheets = self.book.uno_sheets
        if isinstance(name_or_index, int):
            return Sheet(self.book, list(sheets.values())[name_or_index - 1])
        for name, sheet in sheets.items():
            if name.casefold() == name_or_index.casefold():
                return Sheet(self.book, sheet)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.book.uno_sheets)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, sheet) for sheet in self.book.uno_sheets.values()])

    def __contains__(self, name: str) -> bool:
        return name.casefold() in {known.casefold() for known in self.book.uno_sheets}

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        index = before.index - 1 if before else after.index if after else self.active.index - 1
        name = name or next(text for n in range(1, 1000) if (text := f"Лист{n}") not in self)
        self.api.insertNewByName(name, index)
        self.book.forget_sheets()
        sheet = self(name)
        sheet.activate()
        return sheet


@guarded
class Sheet(base_classes.Sheet):
    """One sheet; `api` is the UNO sheet and stays valid when it is renamed or moved."""

    book: Any = None

    def __init__(self, book: Book, api: Any) -> None:
        self.book = book
        self._sheet = api

    @property
    def api(self) -> Any:
        return self._sheet

    @property
    def name(self) -> str:
        return str(self._sheet.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.Name = value

    @property
    def index(self) -> int:
        return int(self._sheet.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        return Names(self.book, self._sheet.NamedRanges)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def shapes(self) -> Shapes:
        return Shapes(self)

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, LAST_ROW, LAST_COLUMN)

    @property
    def used_range(self) -> Range:
        cursor = self._sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return from_uno(self.book, cursor)

    def printed_areas(self) -> tuple[Any, ...]:
        """UNO addresses of what is printed: the print areas, else the cells in use; none of an empty sheet."""
        areas: tuple[Any, ...] = self._sheet.PrintAreas
        used = self.used_range
        empty = used.shape == (1, 1) and used.raw_value == ""
        return areas or (() if empty else (used.api.RangeAddress,))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """A range by address, name, (row, column), two corners, or (row, column, rows, columns)."""
        if arg2 is not None:
            first, last = self.range(arg1), self.range(arg2)
            top, left = min(first.row, last.row), min(first.column, last.column)
            bottom = max(first.row + first.shape[0], last.row + last.shape[0])
            right = max(first.column + first.shape[1], last.column + last.shape[1])
            return Range(self, top, left, bottom - top, right - left)
        if isinstance(arg1, Range):
            return arg1
        if isinstance(arg1, tuple):
            row, column, *size = arg1
            if row < 1 or column < 1:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return Range(self, row, column, *(size or (1, 1)))
        return self._by_address(arg1)

    def _by_address(self, address: str) -> Range:
        if columns := _COLUMNS.fullmatch(address):
            first, last = column_number(columns[1]), column_number(columns[2])
            return Range(self, 1, first, LAST_ROW, last - first + 1)
        if rows := _ROWS.fullmatch(address):
            return Range(self, int(rows[1]), 1, int(rows[2]) - int(rows[1]) + 1, LAST_COLUMN)
        corners = [_CELL.fullmatch(part) for part in address.split(":")]
        if len(corners) <= 2 and all(corners):
            places = [(int(corner[2]), column_number(corner[1])) for corner in corners if corner]
            return self.range(places[0], places[-1])
        for names in (self.names, self.book.names):
            if names.contains(address):
                found: Range = names(address).refers_to_range
                return found
        for table in (table for sheet in self.book.sheets for table in sheet.tables):
            body: Range | None = table.data_body_range
            if body is not None and table.name.casefold() == address.casefold():
                return body
        raise ValueError(f"no range {address!r} on sheet {self.name!r}")

    @property
    def visible(self) -> bool:
        return bool(self._sheet.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._sheet.IsVisible = bool(value)

    @property
    def protected(self) -> bool:
        """True when the agent cannot type into locked cells (xlwings has no word for it)."""
        return bool(self._sheet.isProtected())

    def activate(self) -> None:
        self.book.activate()
        self.book.api.CurrentController.ActiveSheet = self._sheet

    select = activate

    def clear(self) -> None:
        self.used_range.clear()

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def clear_formats(self) -> None:
        self.used_range.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        if axis in (None, "columns", "c"):
            self._sheet.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            self._sheet.Rows.OptimalHeight = True

    def delete(self) -> None:
        self.book.sheet_list.removeByName(self.name)
        self.book.forget_sheets()

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        index = before.index - 1 if before else after.index if after else self.index
        name = next(text for n in range(2, 1000) if (text := f"{self.name} ({n})"[:31]) not in self.book.sheets)
        self.book.sheet_list.copyByName(self.name, name, index)
        self.book.forget_sheets()

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        self.book.sheet_list.moveByName(self.name, before.index - 1 if before else after.index if after else 0)
