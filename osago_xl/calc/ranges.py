"""Ranges: place, values and formulas in blocks, insertion, deletion, copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from osago_xl.calc import bridge
from osago_xl.calc.formats import FormattedCells
from osago_xl.calc.formulas import cell_address, shifted, to_calc, to_excel
from osago_xl.calc.guard import guarded
from osago_xl.calc.values import as_block, edge, read_block
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
        return self.shape[0] * self.shape[1] + sum(map(len, self.others))

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
        query, argument = {
            "blanks": ("queryEmptyCells", None),
            "visible": ("queryVisibleCells", None),
            "constants": ("queryContentCells", CONSTANT_KINDS[value_type]),
            "formulas": ("queryFormulaCells", FORMULA_KINDS[value_type]),
        }[cell_type]
        found = []
        for area in (self, *self.others):
            cells = getattr(area.api, query)(*([] if argument is None else [argument]))
            found += [_from_address(area.sheet, address) for address in cells.RangeAddresses]
        return found

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        last = (self.row + self.shape[0] - 1, self.column + self.shape[1] - 1)
        corners = dict.fromkeys([(self.row, self.column), last])
        address = ":".join(cell_address(*corner, row_absolute, col_absolute) for corner in corners)
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
        """Where Ctrl + arrow leads from the first cell; at most to the edge of the used range."""
        across, step = direction in ("left", "right"), 1 if direction in ("right", "down") else -1
        used = self.sheet.used_range
        if across:
            last = max(used.column + used.shape[1] - 1, self.column)
            line = Range(self.sheet, self.row, 1, 1, last).api.getDataArray()[0]
            return Range(self.sheet, self.row, edge(line, self.column - 1, step) + 1, 1, 1)
        last = max(used.row + used.shape[0] - 1, self.row)
        line = [row[0] for row in Range(self.sheet, 1, self.column, last, 1).api.getDataArray()]
        return Range(self.sheet, edge(line, self.row - 1, step) + 1, self.column, 1, 1)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert cells; rows inserted inside a table get its formulas, formats and checks, as in Excel."""
        tables = [table for table in self.sheet.tables if table.spans(self)]
        if shift == "right" or (shift is None and self.shape[0] > self.shape[1]):
            self._insert("RIGHT")
            return
        self._insert("DOWN")
        for table in tables:
            table.dress(self.row, self.shape[0])

    def shift_down(self) -> None:
        """Insert empty cells and nothing more."""
        self._insert("DOWN")

    def _insert(self, mode: str) -> None:
        self.sheet.api.insertCells(self.api.RangeAddress, bridge.enum("sheet.CellInsertMode", mode))

    def delete(self, shift: str | None = None) -> None:
        mode = {"left": "LEFT", "up": "UP"}.get(shift or "", "UP" if self.shape[1] >= self.shape[0] else "LEFT")
        self.sheet.api.removeRange(self.api.RangeAddress, bridge.enum("sheet.CellDeleteMode", mode))

    def copy(self, destination: Any = None) -> None:
        """Copy everything (values, formulas, formats, checks) to the range given; the clipboard is not used."""
        if destination is None:
            raise NotImplementedError("Calc: Range.copy needs a destination")
        if destination.impl.sheet.book is not self.sheet.book:
            raise EngineError("Копирование между книгами в Calc не предусмотрено: перенесите значения.")
        self.copy_to(destination.impl)

    def copy_to(self, target: Range) -> None:
        """The same for a range of the engine; formulas move their relative references."""
        self.sheet.api.copyRange(target.corner, self.api.RangeAddress)

    def move_to(self, target: Range) -> None:
        """Cut and paste: formulas that name these cells follow them."""
        self.sheet.api.moveRange(target.corner, self.api.RangeAddress)

    @property
    def corner(self) -> Any:
        """UNO address of the first cell."""
        sheet = self.sheet.index - 1
        return bridge.struct("table.CellAddress", Sheet=sheet, Column=self.column - 1, Row=self.row - 1)

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
