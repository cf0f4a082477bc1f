"""How cells look and where they are: number formats, colours, font, sizes. Lengths are points, as in Excel."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from xlwings import base_classes

from osago_xl.calc import bridge
from osago_xl.calc.guard import guarded

RGB = tuple[int, int, int]
NO_COLOUR = -1
BOLD, NORMAL = 150.0, 100.0  # com.sun.star.awt.FontWeight
POINT = 2540 / 72  # 1/100 mm
PIXEL = 2540 / 96
CHARACTER, PADDING = 7, 5  # pixels of a column's character and of its margins (Calibri 11)


def points(length: int) -> float:
    """1/100 mm as points."""
    return length / POINT


def hundredths(length: float) -> int:
    """Points as 1/100 mm."""
    return round(length * POINT)


def to_rgb(colour: int | None) -> RGB | None:
    """A UNO colour as (red, green, blue); None for no or mixed colours."""
    if colour is None or colour == NO_COLOUR:
        return None
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def from_rgb(colour: Any) -> int:
    """(red, green, blue), "#RRGGBB" or None as a UNO colour."""
    if colour is None:
        return NO_COLOUR
    if isinstance(colour, str):
        return int(colour.lstrip("#"), 16)
    red, green, blue = colour
    return int(red) << 16 | int(green) << 8 | int(blue)


@guarded
class FormattedCells(base_classes.Range):
    """The part of a range that is about its looks; needs `api` (a UNO cell range) and `sheet`."""

    sheet: Any
    api: Any

    @property
    def number_format(self) -> str | None:
        """English format code as in the file; None when the cells differ."""
        key = self.api.NumberFormat
        return None if key is None else _code(self.sheet.book.api.NumberFormats, key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.api.NumberFormat = _key(self.sheet.book.api.NumberFormats, value)

    @property
    def color(self) -> RGB | None:
        return to_rgb(self.api.CellBackColor)

    @color.setter
    def color(self, value: Any) -> None:
        self.api.CellBackColor = from_rgb(value)

    @property
    def font(self) -> Font:
        return Font(self.api)

    @property
    def wrap_text(self) -> bool | None:
        found: bool | None = self.api.IsTextWrapped
        return found

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.api.IsTextWrapped = value

    @property
    def row_height(self) -> float:
        return points(self.api.Rows.getByIndex(0).Height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.api.Rows.Height = hundredths(value)

    @property
    def column_width(self) -> float:
        """In characters of the standard font."""
        width: int = self.api.Columns.getByIndex(0).Width
        return (width / PIXEL - PADDING) / CHARACTER

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.api.Columns.Width = round((value * CHARACTER + PADDING) * PIXEL)

    @property
    def row_hidden(self) -> bool:
        return not self.api.Rows.IsVisible

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.api.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool:
        return not self.api.Columns.IsVisible

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.api.Columns.IsVisible = not value

    @property
    def left(self) -> float:
        return points(self.api.Position.X)

    @property
    def top(self) -> float:
        return points(self.api.Position.Y)

    @property
    def width(self) -> float:
        return points(self.api.Size.Width)

    @property
    def height(self) -> float:
        return points(self.api.Size.Height)

    @property
    def merge_cells(self) -> bool:
        return bool(self.api.IsMerged)

    def merge(self, across: bool = False) -> None:
        rows = self.api.Rows.Count if across else 1
        for row in range(rows):
            last = row if across else self.api.Rows.Count - 1
            self.api.getCellRangeByPosition(0, row, self.api.Columns.Count - 1, last).merge(True)

    def unmerge(self) -> None:
        self.api.merge(False)

    def autofit(self, axis: str | None = None) -> None:
        if axis in (None, "columns", "c"):
            self.api.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            self.api.Rows.OptimalHeight = True


@guarded
class Font(base_classes.Font):
    """Font of a range or a text box; `api` has UNO's Char… properties."""

    def __init__(self, api: Any) -> None:
        self.api = api

    api: Any = None

    @property
    def bold(self) -> bool | None:
        weight = self.api.CharWeight
        return None if weight is None else weight >= BOLD

    @bold.setter
    def bold(self, value: bool) -> None:
        self.api.CharWeight = BOLD if value else NORMAL

    @property
    def italic(self) -> bool | None:
        posture = self.api.CharPosture
        return None if posture is None else posture.value == "ITALIC"

    @italic.setter
    def italic(self, value: bool) -> None:
        self.api.CharPosture = bridge.enum("awt.FontSlant", "ITALIC" if value else "NONE")

    @property
    def size(self) -> float | None:
        found: float | None = self.api.CharHeight
        return found

    @size.setter
    def size(self, value: float) -> None:
        self.api.CharHeight = float(value)

    @property
    def name(self) -> str | None:
        found: str | None = self.api.CharFontName
        return found

    @name.setter
    def name(self, value: str) -> None:
        self.api.CharFontName = value

    @property
    def color(self) -> RGB | None:
        return to_rgb(self.api.CharColor)

    @color.setter
    def color(self, value: Any) -> None:
        self.api.CharColor = from_rgb(value)


@lru_cache
def _english() -> Any:
    return bridge.struct("lang.Locale", Language="en", Country="US")


def _code(formats: Any, key: int) -> str:
    """As in the file: English, date letters small."""
    stored = formats.getByKey(key)
    english = formats.addNewConverted(stored.FormatString, stored.Locale, _english())
    code: str = formats.getByKey(english).FormatString
    return _LETTERS.sub(lambda found: found[1].lower() if found[1] else found[0], code)


def _key(formats: Any, code: str) -> int:
    """Kept in the office's own language: a format in another one is saved with a language mark.

    A full stop between parts of a date is quoted, or Calc takes it for "the date separator of the language".
    """
    if code == "General":
        return int(formats.getStandardIndex(bridge.struct("lang.Locale")))
    code = _DATE_STOP.sub(r"\\.", code)
    return int(formats.addNewConverted(code, _english(), bridge.struct("lang.Locale")))


_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General|AM/PM|([DMYHS]+)')
_DATE_STOP = re.compile(r"(?<=[dmyDMY])\.(?=[dmyDMY])")
