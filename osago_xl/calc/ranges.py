"""Ranges: place, values and formulas in blocks, insertion, deletion, copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from osago_xl.calc import bridge
from osago_xl.calc.formats import FormattedCells
from osago_xl.calc.formulas import column_letters, shifted, to_calc, to_excel
from osago_xl.calc.guard import guarded
from osago_xl.calc.values import as_block, read_block
from osago_xl.errors import EngineError

if TYPE_CHECKING:
    from osago_xl.calc.books import Book
    from osago_xl.calc.names import Name
    from osago_xl.calc.sheets import Sheet
    from osago_xl.calc.tables import Table

BLOCK_LIMIT = 300.0  # seconds for one read or write
VALUES, DATES, TEXTS, NOTES, FORMULAS = 1, 2, 4, 8, 16  # com.sun.star.sheet.CellFlags
FORMATS = 32 | 64  # hard attributes and styles
CONSTANTS = VALUES | DATES | TEXTS
CONTENTS = CONSTANTS | FORMULAS
SPECIAL = {"blanks": "queryEmptyCells", "visible": "queryVisibleCells"}
CONSTANT_KINDS = {None: CONSTANTS, "numbers": VALUES | DATES, "text": TEXTS, "logical": 0, "errors": 0}
FORMULA_KINDS = {None: 7, "numbers": 1, "text": 2, "errors": 4, "logical": 0}


@guarded
class Range(FormattedCells):
    """Cells of one sheet, counted from 1. A selection of several areas is its first area plus `others`."""

    options: Any = None

    def __init__(
        self, sheet: Sheet, row: int, column: int, rows: int, columns: int, others: Sequence[Range] = ()
    ) -> None:
        self.sheet = sheet
        self.row = row
        self.column = column
        self.shape = (rows, columns)
        self.others = tuple(others)

    row: int = 0
    column: int = 0
    shape: tuple[int, int] = (0, 0)

    @property
    def api(self) -> Any:
        """The UNO cell range, made anew at each call; None for a range without cells."""
        rows, columns = self.shape
        if not rows or not columns:
            return None
        top, left = self.row - 1, self.column - 1
        return self.sheet.api.getCellRangeByPosition(left, top, left + columns - 1, top + rows - 1)

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return (self.sheet.name, self.row, self.column, *self.shape)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __bool__(self) -> bool:
        return True

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        """A cell relative to the upper left one, or the n-th cell by rows."""
        if arg2 is None:
            row, column = divmod(arg1 - 1, self.shape[1])
            return Range(self.sheet, self.row + row, self.column + column, 1, 1)
        return Range(self.sheet, self.row + arg1 - 1, self.column + arg2 - 1, 1, 1)

    @property
    def max_cells_per_read(self) -> int | None:
        return None

    max_cells_per_write = max_cells_per_read

    @property
    def raw_value(self) -> Any:
        """Rows of values, of a single cell its value; errors are Excel's numbers."""
        with self.sheet.book.app.office.limit(BLOCK_LIMIT):
            block = read_block(self.api)
        return block[0][0] if self.shape == (1, 1) else block

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        """Text stays text even when it begins with "=": formulas are set through `formula`."""
        block = as_block(value, *self.shape)
        with self.sheet.book.app.office.limit(BLOCK_LIMIT):
            self.api.setDataArray(block)

    @property
    def formula(self) -> str | tuple[tuple[str, ...], ...]:
        block = tuple(tuple(map(to_excel, row)) for row in self.api.getFormulaArray())
        return block[0][0] if self.shape == (1, 1) else block

    @formula.setter
    def formula(self, value: Any) -> None:
        """One formula fills the range, its relative references moving along; rows of formulas are set as they are."""
        rows, columns = self.shape
        if isinstance(value, str) and value.startswith("="):
            value = [[shifted(value, row, column) for column in range(columns)] for row in range(rows)]
        block = as_block(value, rows, columns)
        self.api.setFormulaArray(tuple(tuple(map(to_calc, row)) for row in block))

    formula2 = formula

    @property
    def has_array(self) -> bool:
        return bool(self.api.getArrayFormula())

    def clear_contents(self) -> None:
        self.api.clearContents(CONTENTS)

    def clear_formats(self) -> None:
        self.api.clearContents(FORMATS)

    def clear(self) -> None:
        self.api.clearContents(CONTENTS | FORMATS | NOTES)

    def get_special_cells(self, cell_type: str, value_type: str | None = None) -> list[Range]:
        """Areas of the cells of one kind; "visible" leaves out filtered and hidden rows and columns."""
        found = []
        for area in (self, *self.others):
            for address in area._query(cell_type, value_type):
                found.append(_from_address(area.sheet, address))
        return found

    def _query(self, cell_type: str, value_type: str | None) -> tuple[Any, ...]:
        cells = self.api
        if cell_type in SPECIAL:
            answer = getattr(cells, SPECIAL[cell_type])()
        elif cell_type == "constants":
            answer = cells.queryContentCells(CONSTANT_KINDS[value_type])
        else:
            answer = cells.queryFormulaCells(FORMULA_KINDS[value_type])
        return tuple(answer.RangeAddresses)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        rows, columns = self.shape
        down, right = "$" * row_absolute, "$" * col_absolute
        first = f"{right}{column_letters(self.column)}{down}{self.row}"
        last = f"{right}{column_letters(self.column + columns - 1)}{down}{self.row + rows - 1}"
        address = first if self.shape == (1, 1) else f"{first}:{last}"
        if not external:
            return address
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{address}"

    @property
    def address(self) -> str:
        return ",".join(area.get_address(True, True, False) for area in (self, *self.others))

    @property
    def table(self) -> Table | None:
        """The table in which the first cell lies."""
        return next((table for table in self.sheet.tables if table.holds(self)), None)

    @property
    def current_region(self) -> Range:
        cursor = self.sheet.api.createCursorByRange(self.api)
        cursor.collapseToCurrentRegion()
        return from_uno(self.sheet.book, cursor)

    def end(self, direction: str) -> Range:
        """Where Ctrl + arrow leads from the first cell."""
        step_down, step_right = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}[direction]
        used = self.sheet.used_range
        bottom, right = used.row + used.shape[0], used.column + used.shape[1]
        row, column = self.row, self.column
        full = self.sheet.api.getCellByPosition
        was_full: bool | None = None
        while True:
            next_row, next_column = row + step_down, column + step_right
            if not (1 <= next_row < max(bottom, 2) and 1 <= next_column < max(right, 2)):
                return Range(self.sheet, row, column, 1, 1)
            is_full = full(next_column - 1, next_row - 1).Type.value != "EMPTY"
            if was_full is None:
                was_full = is_full
            if was_full and not is_full:
                return Range(self.sheet, row, column, 1, 1)
            row, column = next_row, next_column
            if not was_full and is_full:
                return Range(self.sheet, row, column, 1, 1)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert cells; rows inserted inside a table get its formulas, formats and checks, as in Excel."""
        tables = [table for table in self.sheet.tables if table.spans(self)]
        wide = self.shape[1] >= self.shape[0]
        mode = {"right": "RIGHT", "down": "DOWN"}.get(shift or "", "DOWN" if wide else "RIGHT")
        self.sheet.api.insertCells(self.api.RangeAddress, bridge.enum("sheet.CellInsertMode", mode))
        if mode == "DOWN":
            for table in tables:
                table.dress(self.row, self.shape[0])

    def delete(self, shift: str | None = None) -> None:
        mode = {"left": "LEFT", "up": "UP"}.get(shift or "", "UP" if self.shape[1] >= self.shape[0] else "LEFT")
        self.sheet.api.removeRange(self.api.RangeAddress, bridge.enum("sheet.CellDeleteMode", mode))

    def copy(self, destination: Any = None) -> None:
        """Copy everything (values, formulas, formats, checks) to the range given; the clipboard is not used."""
        if destination is None:
            raise NotImplementedError("Calc: Range.copy needs a destination")
        target = destination.impl
        if target.sheet.book is not self.sheet.book:
            raise EngineError("Копирование между книгами в Calc не предусмотрено: перенесите значения.")
        corner = target.api.getCellByPosition(0, 0).CellAddress
        self.sheet.api.copyRange(corner, self.api.RangeAddress)

    @property
    def name(self) -> Name | None:
        names = self.sheet.book.names
        wanted = f"={self.get_address(True, True, True)}".replace(f"[{self.sheet.book.name}]", "")
        return next((name for name in names if name.refers_to.replace("'", "") == wanted.replace("'", "")), None)

    @name.setter
    def name(self, value: str) -> None:
        sheet = self.sheet.name.replace("'", "''")
        self.sheet.book.names.add(value, f"='{sheet}'!{self.get_address(True, True, False)}")

    def select(self) -> None:
        """Select, on the sheet in front (Excel refuses other sheets, so we bring it in front)."""
        self.sheet.activate()
        self.sheet.book.api.CurrentController.select(self.api)


def from_uno(book: Book, cells: Any) -> Range:
    """The range of a UNO cell, cell range or cursor."""
    from osago_xl.calc.sheets import Sheet

    return _from_address(Sheet(book, cells.Spreadsheet), cells.RangeAddress)


def _from_address(sheet: Sheet, address: Any) -> Range:
    rows, columns = address.EndRow - address.StartRow + 1, address.EndColumn - address.StartColumn + 1
    return Range(sheet, address.StartRow + 1, address.StartColumn + 1, rows, columns)


def selected_range(book: Book) -> Range | None:
    """What is selected in the book; None when it is no cells (a text box)."""
    selection = book.api.CurrentController.Selection
    if not hasattr(selection, "RangeAddresses") and not hasattr(selection, "RangeAddress"):
        return None
    if hasattr(selection, "RangeAddress"):
        return from_uno(book, selection)
    first, *others = [_from_address(book.sheets(a.Sheet + 1), a) for a in selection.RangeAddresses]
    first.others = tuple(others)
    return first
