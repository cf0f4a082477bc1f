"""Forms of a closed workbook: cells found by their defined names, so that the agent may rename and move sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from osago_xl.books.areas import Area
from osago_xl.books.base import FormValues, lacking
from osago_xl.books.cells import Cells
from osago_xl.books.contents import fitting
from osago_xl.books.sheet_xml import SheetXml, has_formula, recomputed
from osago_xl.books.values import typed
from osago_xl.schema.addresses import address
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Form, Grid

Names = Mapping[str, tuple[str, Area]]


class FormCells:
    """A form on its sheet. `names`: all defined names of the workbook."""

    def __init__(self, form: Form, names: Names, cells: Cells) -> None:
        self._form, self._names, self._cells = form, names, cells

    @property
    def title(self) -> str:
        """The sheet the form stands on."""
        return self._at(next(iter((*self._form.by_key, *self._form.grid))))[0]

    @property
    def complete(self) -> bool:
        """Whether the workbook has all cells of the form."""
        return all(self._form.prefix + key in self._names for key in (*self._form.by_key, *self._form.grid))

    def read(self, sheet: SheetXml) -> FormValues:
        """All fields and grids; what does not fit a field counts as empty (the form's own checks stop it)."""
        values: FormValues = {
            key: fitting(field.column, self._cell(sheet, *self._corner(key)))
            for key, field in self._form.by_key.items()
        }
        for key, grid in self._form.grid.items():
            values[key] = [
                {column.key: fitting(column, self._cell(sheet, row, place)) for column, place in cells}
                for row, cells in self._rows(grid)
            ]
        return values

    def write(self, sheet: SheetXml, values: Mapping[str, Any]) -> None:
        """Fields and grids by key; rows of a grid beyond those given are emptied. Formulas stay."""
        for key, value in values.items():
            if key in self._form.by_key:
                self._put(sheet, *self._corner(key), self._form.by_key[key].column, value)
                continue
            given = iter(value)
            for row, cells in self._rows(self._form.grid[key]):
                new: Mapping[str, Any] = next(given, {})
                for column, place in cells:
                    self._put(sheet, row, place, column, new.get(column.key))

    def refresh(self, sheet: SheetXml, values: FormValues, keys: Collection[str]) -> None:
        """New results under the formulas of these fields and grids."""
        for key in self._form.by_key.keys() & keys:
            self._recompute(sheet, *self._corner(key), self._form.by_key[key].column, values[key])
        for key in self._form.grid.keys() & keys:
            grid = self._form.grid[key]
            for (row, cells), new in zip(self._rows(grid), values[key], strict=True):
                for column, place in cells:
                    self._recompute(sheet, row, place, column, new[column.key])

    def leads(self) -> dict[str, str]:
        """Address → title of the sheet that a cell of a grid leads to."""
        return {
            address(row, place): grid.leads[column.key]
            for grid in self._form.grids
            if grid.leads
            for row, cells in self._rows(grid)
            for column, place in cells
            if column.key in grid.leads
        }

    def _rows(self, grid: Grid) -> Iterator[tuple[int, list[tuple[Column, int]]]]:
        """(row of the sheet, columns with the sheet columns they stand in) of a grid."""
        top, left = self._corner(grid.key)
        for row in range(top, top + grid.rows):
            yield row, [(column, left + shift) for column, shift in grid.placed]

    def _at(self, key: str) -> tuple[str, Area]:
        name = self._form.prefix + key
        if name not in self._names:
            raise lacking(f"В книге нет имени {name} (Формулы → Диспетчер имён)")
        return self._names[name]

    def _corner(self, key: str) -> tuple[int, int]:
        area = self._at(key)[1]
        return area.top, area.left

    def _cell(self, sheet: SheetXml, row: int, column: int) -> object:
        found = sheet.peek(row)
        piece = found.cells.get(column) if found else None
        return self._cells.value(piece) if piece else None

    def _put(self, sheet: SheetXml, row: int, place: int, column: Column, value: Any) -> None:
        if not column.formula:
            sheet.row(row).put(place, row, typed(column.to_cell(value), self._cells.strings))

    def _recompute(self, sheet: SheetXml, row: int, place: int, column: Column, value: Any) -> None:
        if not (column.formula and column.compute):
            return
        xml = sheet.row(row)
        piece = xml.cells.get(place, b"")
        if has_formula(piece):
            xml.cells[place] = recomputed(piece, column.to_cell(value))
