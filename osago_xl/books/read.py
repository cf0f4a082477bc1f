"""Rows of a table of a closed workbook: one pass over the text of its sheet, every different cell converted once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any

from osago_xl.books.base import Row, lacking
from osago_xl.books.cells import Cells
from osago_xl.books.columns import Pieces
from osago_xl.books.package import DamagedFile
from osago_xl.books.places import TablePart
from osago_xl.books.sheet_index import Page
from osago_xl.books.sheet_xml import RowText, SheetXml, cells_of
from osago_xl.errors import Unread
from osago_xl.schema.addresses import letters
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import ErrorText

BLOCK = 1_000
"""Rows taken apart at once: their pieces are gone before the next ones are made."""

Block = tuple[Sequence[int], Sequence[Pieces]]
"""Numbers of some rows of a sheet, and their cells column by column."""


def blocks_of_xml(xml: bytes, wanted: Container[int], letters: Sequence[bytes]) -> Iterator[Block]:
    """These columns of the wanted rows of a sheet part."""
    rows = SheetXml(xml).rows
    numbers = sorted(number for number in rows if number in wanted)
    empty: dict[bytes, bytes | None] = dict.fromkeys(letters)
    for start in range(0, len(numbers), BLOCK):
        block = numbers[start : start + BLOCK]
        pieces = [tuple((empty | cells_of(_text(rows.pop(number)), number)).values())[: len(empty)] for number in block]
        yield block, list(zip(*pieces, strict=True))


def blocks_of_pages(pages: Iterable[Page], wanted: Container[int], letters: Sequence[bytes]) -> Iterator[Block]:
    """The same of a sheet with an index, whose text is not looked at."""
    for page in pages:
        chosen = [at for at, number in enumerate(page.numbers) if number in wanted]
        if not chosen:
            continue
        try:
            columns = [page.column(each) for each in letters]
        except ValueError:
            raise DamagedFile("данные листа повреждены") from None
        if len(chosen) < len(page.numbers):
            columns = [[column[at] for at in chosen] for column in columns]
        yield [page.numbers[at] for at in chosen], columns


def read_rows(sheet: Sheet, place: TablePart, columns: Sequence[Values], wanted: Container[int]) -> list[Row]:
    """The wanted rows in which the agent typed something."""
    rows: list[Row] = []
    for numbers, pieces in sheet(wanted, [column.place for column in columns]):
        rows += _rows(columns, pieces, [number - place.first for number in numbers])
    return rows


def read_column(sheet: Sheet, place: TablePart, values: Values) -> list[Any]:
    """The values of one column from the first row of the table to the last, empty rows too."""
    found = [values[None]] * place.height
    for numbers, (pieces,) in sheet(place.rows, [values.place]):
        for number, piece in zip(numbers, pieces, strict=True):
            found[number - place.first] = values[piece]
    return found


def columns_of(place: TablePart, table: Table) -> dict[str, int]:
    """Key → index of the sheet column (from 0) of every declared column; BookError when one is missing."""
    missing = [c.header for c in table.columns if c.header not in place.position]
    if missing:
        raise lacking(f"Лист «{place.sheet}»: нет столбца «{missing[0]}»")
    return {c.key: place.position[c.header] - 1 for c in table.columns}


Sheet = Callable[[Container[int], Sequence[bytes]], Iterable[Block]]
"""What gives columns of the wanted rows of a sheet, however it is read."""


class Values(dict[bytes | None, Any]):
    """Cell as the file has it → value in our types."""

    def __init__(self, column: Column, position: int, cells: Cells) -> None:
        super().__init__({None: column.from_cell(None)})
        self.key, self.place, self.typed = column.key, letters(position + 1).encode(), not column.formula
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


def _rows(columns: Sequence[Values], pieces: Sequence[Pieces], places: Sequence[int]) -> Iterator[Row]:
    """Rows by way of columns: most cells were seen before, and looking them up is all there is to do."""
    values = [list(map(column.__getitem__, cells)) for column, cells in zip(columns, pieces, strict=True)]
    typed = [cells for column, cells in zip(columns, pieces, strict=True) if column.typed]
    blanks = [column.blank for column in columns if column.typed]
    keys = [column.key for column in columns]
    for place, cells, record in zip(places, zip(*typed, strict=True), zip(*values, strict=True), strict=True):
        if all(map(_contains, blanks, cells)):
            continue
        yield Row(zip(keys, record, strict=True), place)


_contains = set.__contains__


def _text(row: RowText) -> bytes:
    assert isinstance(row, bytes)
    return row
