"""What one version of a closed workbook holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property, partial
from typing import Any

from osago_xl.books.base import Row
from osago_xl.books.cells import Cells
from osago_xl.books.package import DamagedFile, Package
from osago_xl.books.places import Places
from osago_xl.books.read import Sheet, Values, blocks_of_pages, blocks_of_xml, columns_of, read_column, read_rows
from osago_xl.books.sheet_index import Page
from osago_xl.books.sheet_parts import open_sheet, pages_in
from osago_xl.books.sheet_xml import SheetXml, formula_cells, has_formula
from osago_xl.schema.addresses import letters
from osago_xl.schema.tables import Table


class Content:
    """One version of the file: its bytes (decrypted) and where things lie in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.package = Package(data)
        self.places = Places(self.package)
        self._indexes: dict[str, list[Page] | None] = {}
        self._columns: dict[tuple[str, str], list[Any]] = {}
        self._converted: dict[tuple[str, str], Values] = {}

    @cached_property
    def cells(self) -> Cells:
        """What cells show."""
        return Cells.of(self.package)

    def sheet_text(self, title: str) -> bytes:
        """The part of a sheet."""
        return self.package.read(self._part(title))

    def rows(self, table: Table) -> list[Row]:
        """The rows of a table as they are stored."""
        return self.rows_at(table, range(self.places.tables[table.name].height))

    def rows_at(self, table: Table, places: Collection[int]) -> list[Row]:
        """Rows by their places as they are stored; wholly empty ones are left out."""
        place = self.places.tables[table.name]
        wanted = place.rows if len(places) == place.height else {place.first + at for at in places}
        return read_rows(self._reader(place.sheet), place, self._values(table), wanted)

    def column(self, table: Table, key: str) -> list[Any]:
        """The values of one column from the first row of the table to the last, empty rows too."""
        known = self._columns.get((table.name, key))
        if known is None:
            place = self.places.tables[table.name]
            values = next(each for each in self._values(table) if each.key == key)
            known = read_column(self._reader(place.sheet), place, values)
            self._converted[table.name, key] = values
            self._columns[table.name, key] = known
        return known

    def with_formula(self, table: Table, keys: Iterable[str]) -> dict[str, set[int]]:
        """Column → places of the rows in which a formula stands there, whatever it is."""
        place = self.places.tables[table.name]
        positions = columns_of(place, table)
        columns = {key: letters(positions[key] + 1) for key in keys}
        pages = self._pages(place.sheet)
        if pages is None:
            whole = formula_cells(self.sheet_text(place.sheet))
            return {
                key: {row - place.first for row in place.rows if (row, column) in whole}
                for key, column in columns.items()
            }
        found: dict[str, set[int]] = {key: set() for key in columns}
        for rows, pieces in blocks_of_pages(pages, place.rows, [column.encode() for column in columns.values()]):
            for own, cells in zip(found.values(), pieces, strict=True):
                formulas = {each for each in set(cells) if each and has_formula(each)}
                own |= {row - place.first for row, cell in zip(rows, cells, strict=True) if cell in formulas}
        return found

    def sheet(self, title: str) -> SheetXml:
        """The cells of a sheet."""
        return open_sheet(self.package, self._part(title))

    def _values(self, table: Table) -> list[Values]:
        """What turns cells into values, column by column; that of a column read by itself is kept for its rows."""
        positions = columns_of(self.places.tables[table.name], table)
        return [
            self._converted.get((table.name, column.key)) or Values(column, positions[column.key], self.cells)
            for column in table.columns
        ]

    def _reader(self, title: str) -> Sheet:
        pages = self._pages(title)
        if pages is not None:
            return partial(blocks_of_pages, pages)
        return partial(blocks_of_xml, self.sheet_text(title))

    def _pages(self, title: str) -> list[Page] | None:
        if title not in self._indexes:
            self._indexes[title] = pages_in(self.package, self._part(title))
        return self._indexes[title]

    def _part(self, title: str) -> str:
        if title not in self.places.sheets:
            raise DamagedFile(f"в нём нет листа «{title}»")
        return self.places.sheets[title]
