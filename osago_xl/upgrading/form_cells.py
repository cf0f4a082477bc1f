"""What the agent has in the cells of a form, read by the names of the file, to be written into a form drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from osago_xl.books.areas import Area
from osago_xl.books.cells import Cells
from osago_xl.books.sheet_xml import SheetXml, has_content, has_formula, read_cell
from osago_xl.books.strings import SharedStrings, shown_text
from osago_xl.errors import Unread
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Form, Grid

Places = Mapping[str, Area]
"""Key of a field or a grid → where it stands in the file."""


class OldForm:
    """A form of the file as it stands, which may lack cells of this version or have them elsewhere."""

    def __init__(self, form: Form, sheet: SheetXml, places: Places, strings: SharedStrings) -> None:
        self._form, self._sheet, self._places, self._strings = form, sheet, places, strings
        self.lost: list[str] = []

    def values(self) -> dict[str, Any]:
        """Fields and grids by key, those the file has."""
        found: dict[str, Any] = {}
        for key, field in self._form.by_key.items():
            if key in self._places:
                at = self._places[key]
                value = self._value(field.column, at.top, at.left, open=not field.locked)
                if not field.column.formula:
                    found[key] = value
        for key, grid in self._form.grid.items():
            if key in self._places:
                found[key] = list(self._rows(grid, self._places[key]))
        return found

    def _rows(self, grid: Grid, area: Area) -> Iterator[dict[str, Any]]:
        columns = list(self._columns(grid, area))
        for number in range(area.top, min(area.bottom, area.top + grid.rows - 1) + 1):
            yield {
                column.key: self._value(column, number, at, open=not grid.locked)
                for column, at in columns
                if not column.formula
            }
        for number in range(area.top + grid.rows, area.bottom + 1):
            row = self._sheet.peek(number)
            kept = [row.cells[at] for _, at in columns if at in row.cells] if row else []
            if any(has_content(piece) and not has_formula(piece) for piece in kept):
                self.lost.append(f"строка {number} не поместилась, она осталась в копии")

    def _columns(self, grid: Grid, area: Area) -> Iterator[tuple[Column, int]]:
        """Columns of the grid with the sheet column they have in the file: by header, or else by place."""
        if not grid.header:
            yield from ((column, area.left + shift) for column, shift in grid.placed if area.left + shift <= area.right)
            return
        row = self._sheet.peek(area.top - 1)
        pieces = row.cells.items() if row else ()
        headers = {self.text(piece): at for at, piece in pieces if area.left <= at <= area.right}
        yield from ((column, headers[column.header]) for column in grid.columns if column.header in headers)

    def _value(self, column: Column, row: int, at: int, *, open: bool) -> Any:
        piece = (found.cells.get(at) if (found := self._sheet.peek(row)) else None) or b""
        if has_formula(piece) or not has_content(piece):
            return column.from_cell(None)
        if column.formula:
            if open:
                self.lost.append(f"«{column.header}»: ваше значение «{self.text(piece)}» заменила формула")
            return None
        try:
            return column.from_cell(Cells(self._strings).value(piece))
        except Unread:
            self.lost.append(f"«{column.header}»: «{self.text(piece)}» сюда не подходит")
            return column.from_cell(None)

    def text(self, piece: bytes) -> str:
        """The text of a cell."""
        cell = read_cell(piece)
        return self._strings.text(int(cell.value)) if cell.kind == "s" else shown_text(cell.value)
