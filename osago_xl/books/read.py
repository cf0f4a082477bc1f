"""Rows of a table of a closed workbook: one pass over the text of its sheet, every different cell converted once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from osago_xl.books.base import Row, lacking
from osago_xl.books.cells import Cells
from osago_xl.books.places import TablePart
from osago_xl.books.sheet_xml import SheetXml, cells_of
from osago_xl.errors import Unread
from osago_xl.schema.addresses import letters
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import ErrorText

BLOCK = 1_000
"""Rows taken apart at once: their pieces are gone before the next ones are made."""


def read_rows(xml: bytes, place: TablePart, table: Table, cells: Cells) -> list[Row]:
    """All rows in which the agent typed something; `xml` is the sheet. BookError when a column of ours is missing."""
    positions = columns_of(place, table)
    columns = [_Column(column, letters(positions[column.key] + 1), cells) for column in table.columns]
    empty = dict.fromkeys(column.place for column in columns)
    sheet = SheetXml(xml)
    numbers = sorted(number for number in sheet.rows if place.first <= number <= place.area.bottom)
    rows: list[Row] = []
    for start in range(0, len(numbers), BLOCK):
        block = numbers[start : start + BLOCK]
        pieces = [tuple((empty | cells_of(sheet.take(number), number)).values())[: len(empty)] for number in block]
        rows += _rows(columns, pieces, [number - place.first for number in block])
    return rows


def columns_of(place: TablePart, table: Table) -> dict[str, int]:
    """Key → index of the sheet column (from 0) of every declared column."""
    missing = [c.header for c in table.columns if c.header not in place.position]
    if missing:
        raise lacking(f"Лист «{place.sheet}»: нет столбца «{missing[0]}»")
    return {c.key: place.position[c.header] - 1 for c in table.columns}


Pieces = tuple[bytes | None, ...]
"""The cells of a row in the order of the columns, None for those the file does not have."""


class _Column(dict[bytes | None, Any]):
    """Cell as the file has it → value in our types."""

    def __init__(self, column: Column, place: str, cells: Cells) -> None:
        super().__init__({None: column.from_cell(None)})
        self.key, self.place, self.typed = column.key, place.encode(), not column.formula
        self.blank: set[bytes | None] = {None}
        self._column, self._from_cell, self._shown = column, column.from_cell, cells.value

    def __missing__(self, piece: bytes) -> Any:
        shown = self._shown(piece)
        if shown is None:
            self.blank.add(piece)
        try:
            value = self._column.misfit(shown) if shown.__class__ is ErrorText else self._from_cell(shown)
        except Unread:
            value = self._column.misfit(shown)
        self[piece] = value
        return value


def _rows(columns: Sequence[_Column], pieces: Sequence[Pieces], places: Sequence[int]) -> Iterator[Row]:
    """Rows by way of columns: most cells were seen before, and looking them up is all there is to do."""
    found = zip(*pieces, strict=True)
    values = [list(map(column.__getitem__, cells)) for column, cells in zip(columns, found, strict=True)]
    typed = [(n, column.blank) for n, column in enumerate(columns) if column.typed]
    keys = [column.key for column in columns]
    for place, cells, record in zip(places, pieces, zip(*values, strict=True), strict=True):
        if all(cells[n] in blank for n, blank in typed):
            continue
        yield Row(zip(keys, record, strict=True), place)
