"""A sheet being drawn: cells with their looks, and the values that formulas will show before anything recalculates."""

from __future__ import annotations

from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from osago_xl.schema.addresses import place
from osago_xl.schema.columns import Cell
from osago_xl.workbook.cells import Value
from osago_xl.workbook.styles import Look, Styler


class Page:
    """A worksheet, its styler, and `cached`: address → value of every formula on it."""

    def __init__(self, sheet: Worksheet, styler: Styler) -> None:
        self.sheet = sheet
        self.cached: dict[str, Value] = {}
        self._styler = styler

    def blank(self, at: str, look: Look) -> SheetCell:
        """A cell with a look and nothing in it."""
        cell = self.sheet[at]
        self._styler.paint(cell, look)
        return cell

    def value(self, at: str, value: Cell, look: Look) -> None:
        """A constant. Text stays text, whatever it begins with."""
        cell = self.sheet[at]
        if value not in (None, ""):
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        self._styler.paint(cell, look)

    def formula(self, at: str, formula: str, value: object, look: Look) -> None:
        """A formula (without «=») and what it shows."""
        cell = self.sheet[at]
        cell.value = f"={formula}"
        self.cached[at] = shown(value)
        self._styler.paint(cell, look)

    def shown_in(self, area: str) -> list[object]:
        """What the cells of a range show, formulas their computed values."""
        cells = (cell for row in self.sheet[area] for cell in row)
        return [self.cached.get(cell.coordinate, cell.value) for cell in cells]

    def link(self, at: str, text: str, sheet: str, look: Look, tip: str = "") -> None:
        """A text that leads to cell A1 of another sheet."""
        self.value(at, text, look)
        target = f"'{sheet}'!A1"
        self.sheet[at].hyperlink = Hyperlink(ref=at, location=target, tooltip=tip or None)
        self._styler.paint(self.sheet[at], look)

    def lead(self, at: str, sheet: str, tip: str) -> None:
        """Make a cell, whatever it holds, lead to another sheet. A formula would not do: Excel tells macros of a click
        on a link like this one, never of one on HYPERLINK()."""
        cell = self.sheet[at]
        value, kind = cell.value, cell.data_type
        cell.hyperlink = Hyperlink(ref=at, location=f"'{sheet}'!A1", tooltip=tip)
        cell.value, cell.data_type = value, kind

    def mark_outline(self, *, columns: bool = False, rows: bool = False) -> None:
        """Say that the sheet has folded columns or rows: without it Excel may draw no [+] to unfold them."""
        if columns:
            self.sheet.column_dimensions.max_outline = 1
        if rows:
            self.sheet.sheet_format.outlineLevelRow = 1

    def merge(self, at: str, span: int) -> None:
        """Make one cell of `span` cells of a row."""
        if span > 1:
            row, column = place(at)
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + span - 1)


def shown(value: object) -> Value:
    """What a formula shows: an empty text for nothing."""
    if value is None:
        return ""
    if isinstance(value, Value):
        return value
    raise TypeError(f"a formula cannot show {value!r}")
