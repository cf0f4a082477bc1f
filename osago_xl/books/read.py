"""Rows of a table of a closed workbook: one fast pass by calamine, error cells found beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from osago_xl.books.base import Row
from osago_xl.books.package import DamagedFile
from osago_xl.books.places import TablePart
from osago_xl.books.sheet_xml import error_cells
from osago_xl.errors import BookError
from osago_xl.schema.addresses import letters, place
from osago_xl.schema.columns import Column, Misfit
from osago_xl.schema.tables import Table

MAX_CELLS = 30_000_000
"""calamine holds the whole rectangle from A1 to the farthest cell in memory; a far cell of a hostile file fills it."""

_FAR = re.compile(rb'r="(?:[A-Z]{1,3}\d{6,}|[E-Z][A-Z]\d|[A-Z]{3}\d)')
_ADDRESS = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,3}\d+)"')
_MISFIT: Any = object()


class Reader:
    """Reads tables of one version of a file."""

    def __init__(self, data: bytes, part: Callable[[str], bytes]) -> None:
        self._data, self._part = data, part
        self._workbook: CalamineWorkbook | None = None

    def rows(self, place: TablePart, sheet_part: str, table: Table) -> list[Row]:
        """All rows in which the agent typed something; BookError when a column of ours is missing."""
        positions = columns_of(place, table)
        xml = self._part(sheet_part)
        refuse_far_cells(xml, place.sheet)
        block = self._block(place)
        errors = _errors(xml, place, positions)
        del xml
        typed = [positions[c.key] for c in table.columns if not c.formula]
        used = [at for at, cells in enumerate(block) if any(cells[n] != "" for n in typed) or at in errors]
        return _convert(block, used, [(c, positions[c.key]) for c in table.columns], errors)

    def _block(self, place: TablePart) -> list[list[Any]]:
        """The data cells of a table, padded where the sheet ends earlier."""
        try:
            if self._workbook is None:
                self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(self._data))
            cells = self._workbook.get_sheet_by_name(place.sheet)
            block: list[list[Any]] = cells.to_python(skip_empty_area=False, nrows=place.area.bottom)
        except (CalamineError, OSError, ValueError) as error:
            raise DamagedFile(f"лист «{place.sheet}» повреждён") from error
        width = place.area.right
        block = block[place.area.top :]
        if block and len(block[0]) < width:
            block = [row + [""] * (width - len(row)) for row in block]
        return block + [[""] * width for _ in range(place.height - len(block))]


def columns_of(place: TablePart, table: Table) -> dict[str, int]:
    """Key → index of the sheet column (from 0) of every declared column."""
    missing = [c.header for c in table.columns if c.header not in place.position]
    if missing:
        raise BookError(
            f"Лист «{place.sheet}»: нет столбца «{missing[0]}». Верните столбец или его название: "
            "по названиям программа находит данные."
        )
    return {c.key: place.position[c.header] - 1 for c in table.columns}


def refuse_far_cells(xml: bytes, sheet: str) -> None:
    """BookError when a sheet spans more cells than memory should be given for."""
    if not _FAR.search(xml):
        return
    places = [place(address.decode()) for address in _ADDRESS.findall(xml)]
    bottom, right = max(row for row, _ in places), max(column for _, column in places)
    if bottom * right > MAX_CELLS:
        raise BookError(
            f"Лист «{sheet}»: данные стоят очень далеко от таблицы, в строке {bottom} или столбце {letters(right)}. "
            "Удалите их и сохраните книгу."
        )


def _errors(xml: bytes, place: TablePart, positions: dict[str, int]) -> dict[int, dict[str, str]]:
    """Place of the row → key → error."""
    keys = {letters(position + 1): key for key, position in positions.items()}
    found: dict[int, dict[str, str]] = {}
    for (row, column), error in error_cells(xml).items():
        if place.first <= row <= place.area.bottom and column in keys:
            found.setdefault(row - place.first, {})[keys[column]] = error
    return found


def _convert(
    block: Sequence[Sequence[Any]],
    used: Sequence[int],
    columns: Sequence[tuple[Column, int]],
    errors: dict[int, dict[str, str]],
) -> list[Row]:
    """Rows by way of columns: the cells of a column repeat, and each different one is converted once."""
    if not used:
        return []
    cells = list(zip(*(block[at] for at in used), strict=True))
    misfits = {column.key: _Misfits(column) for column, _ in columns}
    converted = [misfits[column.key].convert(cells[n]) for column, n in columns]
    keys = tuple(misfits)
    records = zip(*converted, strict=True)
    rows = [Row(dict(zip(keys, record, strict=True)), at) for at, record in zip(used, records, strict=True)]
    for column, n in columns:
        for index in misfits[column.key].found:
            rows[index].misfits[column.key] = cells[n][index]
    for row in rows if errors else ():
        for key, error in errors.get(row.at, {}).items():
            row[key] = None
            row.misfits[key] = error
    return rows


class _Misfits:
    """Converts the cells of one column and remembers which of them did not fit."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self.found: list[int] = []

    def convert(self, cells: Sequence[Any]) -> list[Any]:
        """Values in the order of the cells; None for a misfit."""
        if bool in set(map(type, cells)):  # True is equal to 1, and either would be taken for the other
            values = [self._value(cell) for cell in cells]
        else:
            values = list(map(self._known(set(cells)).__getitem__, cells))
        if not self.found:
            return values
        self.found = [n for n, value in enumerate(values) if value is _MISFIT]
        return [None if value is _MISFIT else value for value in values]

    def _known(self, cells: set[Any]) -> dict[Any, Any]:
        """Cell → value. Nearly always all of them fit, which is twice as fast to find out."""
        convert = self._column.from_cell
        cells.discard("")
        try:
            known = {cell: convert(cell) for cell in cells}
        except Misfit:
            known = {cell: self._value(cell) for cell in cells}
        known[""] = convert(None)
        return known

    def _value(self, cell: Any) -> Any:
        try:
            return self._column.from_cell(None if cell == "" else cell)
        except Misfit:
            self.found.append(-1)
            return _MISFIT
