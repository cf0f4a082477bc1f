"""Sheet parts with their indexes: opened by the index where there is a true one, written together with a new one."""

from __future__ import annotations

from osago_xl.books import sheet_index
from osago_xl.books.deflate import SLOW, bound
from osago_xl.books.package import Package
from osago_xl.books.paged_rows import pages_of, sheet_of_pages
from osago_xl.books.parts import announce_kind
from osago_xl.books.sheet_index import Page, part_of_index
from osago_xl.books.sheet_xml import SheetXml

_KIND = "application/octet-stream"


def pages_in(package: Package, part: str) -> list[Page] | None:
    """The pages of a sheet by its index; None where it has no index, or one of another content."""
    index, sheet = part_of_index(part), package.packed(part) if part in package else None
    if sheet is None or index not in package:
        return None
    return sheet_index.read(package.read(index), sheet)


def open_sheet(package: Package, part: str) -> SheetXml:
    """The cells of a sheet part."""
    pages = pages_in(package, part)
    return sheet_of_pages(pages) if pages else SheetXml(package.read(part))


def write_sheet(package: Package, part: str, sheet: SheetXml) -> None:
    """Give a sheet part new content, and with it an index where it is large."""
    index = part_of_index(part)
    pages = None if SLOW else pages_of(sheet)
    if pages is None:
        package.write(part, sheet.chunks())
        return
    packed = bound([page.text for page in pages])
    package.put(part, packed)
    announce_kind(package, "pages", _KIND)
    package.write(index, [sheet_index.written(packed, pages)])
