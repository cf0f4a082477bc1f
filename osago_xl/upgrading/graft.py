"""Pieces of a fresh workbook made to fit the agent's: looks, texts and names of sheets become those of his book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from osago_xl.books.file_content import Content
from osago_xl.books.package import Package
from osago_xl.books.parts import add_strings, announce, relate, unused
from osago_xl.books.places import Places, parse, relations
from osago_xl.books.sheet_parts import open_sheet, write_sheet
from osago_xl.books.sheet_xml import RowXml, SheetXml, letters_of, style_of
from osago_xl.books.strings import PART as STRINGS
from osago_xl.books.strings import SharedStrings
from osago_xl.upgrading.styles import Styles

_SHARED_TEXT = re.compile(rb'(\st="s"[^>]*><v>)(\d+)(?=</v>)')
_ADDRESS = re.compile(rb'(?:^|(?<=\s))r="[A-Z]+\d+"')
_TABLE_ID = re.compile(rb'(<table\s[^>]*?\bid=")\d+')
_SELECTED = re.compile(rb'\stabSelected="[^"]*"')


class Graft:
    """`package` is the agent's, `fresh` a workbook of this version, `titles` fresh titles of the sheets he renamed."""

    def __init__(self, package: Package, fresh: Content, titles: Mapping[str, str]) -> None:
        self.package, self.fresh, self._titles = package, fresh, titles
        self.places = Places(package)
        self.styles = Styles(package, fresh.package)
        self.strings = SharedStrings(package.read(STRINGS) if STRINGS in package else None)

    def look_again(self) -> None:
        """The map of the file after its sheets or tables have changed."""
        self.places = Places(self.package)

    def open(self, title: str) -> SheetXml:
        """A sheet of the agent's book."""
        return open_sheet(self.package, self.places.sheets[title])

    def close(self, title: str, sheet: SheetXml) -> None:
        """Write it back."""
        write_sheet(self.package, self.places.sheets[title], sheet)

    def cell(self, piece: bytes, column: int, row: int) -> bytes:
        """A cell of a fresh sheet for this place of the agent's."""
        piece = _ADDRESS.sub(b'r="%s%d"' % (letters_of(column).encode(), row), piece, count=1)
        return self._texts(self.styles.restyled(self.renamed(piece)))

    def sheet(self, title: str) -> SheetXml:
        """A whole fresh sheet; nobody has selected its tab."""
        sheet = self.fresh.sheet(title)
        sheet.head = _SELECTED.sub(b"", self.styles.restyled(sheet.head))
        sheet.tail = self.styles.restyled(self.renamed(sheet.tail))
        for number in sheet.rows:
            row = sheet.row(number)
            cells = {column: self.cell(piece, column, number) for column, piece in row.cells.items()}
            sheet.rows[number] = RowXml(self.styles.restyled(row.attributes), cells)
        return sheet

    def looks(self, *rows: RowXml) -> set[str]:
        """Numbers, in the agent's book, of the looks that cells of fresh rows have."""
        fresh = {style_of(piece) for row in rows for piece in row.cells.values()} - {"", "0"}
        return {str(self.styles.number(int(number))) for number in fresh}

    def renamed(self, data: bytes) -> bytes:
        """References to sheets as the agent calls them."""
        for fresh, own in self._titles.items():
            data = data.replace(_quoted(fresh), _quoted(own))
        return data

    def part(self, source: str, *, like: str = "") -> str:
        """A part of the fresh book, and all that it leads to, under a free name; the name."""
        target = unused(self.package, like or source)
        data = self.renamed(self.fresh.package.read(source))
        self.package.write(target, [data])
        announce(self.package, target, self.content_type(source))
        for id, (kind, part) in relations(self.fresh.package, source).items():
            self.relink(target, id, relate(self.package, target, kind, self.part(part)))
        return target

    def table(self, source: str) -> str:
        """The same for a table, whose number must be its own."""
        ids = [int(parse(self.package, place.part).get("id")) for place in self.places.tables.values()]
        target = self.part(source)
        self.package.write(target, [_TABLE_ID.sub(b"\\g<1>%d" % (max(ids, default=0) + 1), self.package.read(target))])
        return target

    def relink(self, part: str, old: str, new: str) -> None:
        """Let a part name its relation anew."""
        data = self.package.read(part)
        self.package.write(part, [re.sub(rb'(\br:\w+=")%s(?=")' % old.encode(), rb"\g<1>" + new.encode(), data)])

    def content_type(self, fresh_part: str) -> str:
        """What the fresh book says a part is."""
        types = parse(self.fresh.package, "[Content_Types].xml")
        return str(next(each.get("ContentType") for each in types if each.get("PartName") == f"/{fresh_part}"))

    def finish(self) -> None:
        """Store what was appended to texts and looks."""
        self.styles.write(self.package)
        if self.strings.changed:
            if STRINGS not in self.package:
                add_strings(self.package)
            self.package.write(STRINGS, self.strings.chunks())

    def _texts(self, piece: bytes) -> bytes:
        return _SHARED_TEXT.sub(
            lambda found: found[1] + b"%d" % self.strings.number(self.fresh.cells.strings.text(int(found[2]))), piece
        )


def _quoted(title: str) -> bytes:
    return escape(f"'{title.replace(chr(39), chr(39) * 2)}'!").encode()
