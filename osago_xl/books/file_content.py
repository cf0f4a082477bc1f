"""What one version of a closed workbook holds."""

from __future__ import annotations

from functools import cached_property

from osago_xl.books.base import Row
from osago_xl.books.cells import Cells
from osago_xl.books.package import DamagedFile, Package
from osago_xl.books.places import Places
from osago_xl.books.read import read_rows
from osago_xl.books.sheet_xml import SheetXml
from osago_xl.schema.tables import Table


class Content:
    """One version of the file: its bytes (decrypted) and where things lie in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.package = Package(data)
        self.places = Places(self.package)

    @cached_property
    def cells(self) -> Cells:
        """What cells show."""
        return Cells.of(self.package)

    def sheet_text(self, title: str) -> bytes:
        """The part of a sheet."""
        if title not in self.places.sheets:
            raise DamagedFile(f"в нём нет листа «{title}»")
        return self.package.read(self.places.sheets[title])

    def rows(self, table: Table) -> list[Row]:
        """The rows of a table as they are stored."""
        place = self.places.tables[table.name]
        return read_rows(self.sheet_text(place.sheet), place, table, self.cells)

    def sheet(self, title: str) -> SheetXml:
        """The cells of a sheet."""
        return SheetXml(self.sheet_text(title))
