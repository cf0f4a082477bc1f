"""A sheet part taken apart into rows: a row that nobody touches is copied byte for byte.

The text of rows and cells is cut at «<row » and «<c », which cannot occur inside them (XML escapes «<»): ten times
faster than a parser, and what is not understood cannot be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from functools import cache
from typing import NamedTuple

from osago_xl.books.package import DamagedFile
from osago_xl.books.values import computed
from osago_xl.schema.addresses import letters

_DATA = re.compile(rb"<sheetData\s*(/?)>")
_NUMBER = re.compile(rb'(?:^|\s)r="(\d+)"')
_COLUMN = re.compile(rb'(?:^|\s)r="([A-Z]{1,3})\d+"')
_LETTERS = re.compile(rb"[A-Z]{1,3}")
_DIGITS = b"0123456789"
_STYLE = re.compile(rb'\ss="(\d+)"')
_FORMULA = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_LOOKS = re.compile(rb'<c r="([A-Z]+)\d+"(?: s="(\d+)")?')
_TYPE = re.compile(rb'\st="(\w+)"')
_SHARED_CELL = re.compile(rb"""\st\s*=\s*["']s["'](?:(?!<c\b|</c>).)*?<(?:\w+:)?v[^>]*>\s*(\d+)\s*</""", re.DOTALL)
"""However a program may have spaced and quoted it: a string that is not seen here would be lost."""
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f[\s/>]')


class RowXml:
    """One row: `attributes` as written, cells by column number, each without its «<c »."""

    def __init__(self, attributes: bytes, cells: dict[int, bytes]) -> None:
        self.attributes, self.cells = attributes, cells

    @classmethod
    def parse(cls, text: bytes) -> RowXml:
        attributes, _, inner = text.partition(b">")
        if attributes.endswith(b"/"):
            return cls(attributes[:-1], {})
        pieces = inner[: inner.rfind(b"</row>")].replace(b"<c>", b"<c >").split(b"<c ")
        return cls(attributes, {_column_of(piece): piece for piece in pieces[1:]})

    def text(self) -> bytes:
        """The row without its «<row »."""
        if not self.cells:
            return self.attributes.rstrip() + b"/>"
        cells = b"".join(b"<c " + piece for _, piece in sorted(self.cells.items()))
        return b"%s>%s</row>" % (self.attributes, cells)

    def show(self) -> None:
        """Take away what a filter hides the row with."""
        self.attributes = unhidden(self.attributes)

    def put(self, column: int, row: int, ending: str, style: str = "") -> None:
        """Give a cell new content (as `values` makes it); it keeps its own style when it has one."""
        old = self.cells.get(column)
        mark = style_of(old) if old else style
        self.cells[column] = cell_start(letters_of(column), row, mark)[3:].encode() + ending.encode()


RowText = bytes | RowXml
"""A row as text without its «<row », or taken apart to be changed."""


class SheetXml:
    """A whole sheet part. `rows` holds the rows as text, those that were asked for as `RowXml`."""

    def __init__(self, xml: bytes) -> None:
        start = _DATA.search(xml)
        if not start:
            raise DamagedFile("в листе нет данных")
        end = start.end() if start[1] else xml.rfind(b"</sheetData>")
        if end < start.end() or b"<row>" in xml:
            raise DamagedFile("данные листа обрываются или стоят без номера строки")
        self.head, self.tail = xml[: start.start()], xml[end:].removeprefix(b"</sheetData>")
        self.rows: MutableMapping[int, RowText] = dict(rows_of(xml[start.end() : end]))
        self._seen: dict[bytes, RowXml] = {}

    def row(self, number: int) -> RowXml:
        """A row to be changed; made when missing."""
        row = self.rows.get(number)
        if not isinstance(row, RowXml):
            row = RowXml.parse(row) if row else RowXml(b'r="%d"' % number, {})
            self.rows[number] = row
        return row

    def peek(self, number: int) -> RowXml | None:
        """A row to be looked at only: whoever asks for its next cell gets the same object."""
        row = self.rows.get(number)
        if not isinstance(row, bytes):
            return row
        if row not in self._seen:
            self._seen[row] = RowXml.parse(row)
        return self._seen[row]

    def take(self, number: int) -> bytes:
        """The text of a row nobody has touched; it is not kept."""
        row = self.rows.pop(number)
        assert isinstance(row, bytes)
        return row

    def move(self, old: int, new: int, row: RowXml) -> None:
        """Put a row in another place; addresses inside follow."""
        attributes = _NUMBER.sub(b' r="%d"' % new, b" " + row.attributes, count=1).lstrip()
        cells = {column: readdressed(piece, column, old, new) for column, piece in row.cells.items()}
        self.rows[new] = RowXml(attributes, cells)

    def chunks(self) -> Iterator[bytes]:
        """The part as it is now."""
        yield self.before
        for number in sorted(self.rows):
            row = self.rows[number]
            yield b"<row " + (row if isinstance(row, bytes) else row.text())
        yield self.after

    @property
    def before(self) -> bytes:
        """The text before the rows."""
        return self.head + b"<sheetData>"

    @property
    def after(self) -> bytes:
        """The text after the rows."""
        return b"</sheetData>" + self.tail


class CellXml(NamedTuple):
    """What a cell holds: type mark ("n" when none), formula ("" when none), value as text."""

    kind: str
    formula: str
    value: str


def rows_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and text of each row."""
    return ((_row_number(piece), piece) for piece in data.split(b"<row ")[1:])


def cells_of(row: bytes, number: int) -> dict[bytes, bytes]:
    """Column letters → cell without its address. The row is text as `SheetXml.rows` holds it."""
    pieces = row.removesuffix(b"</row>").split(b'<c r="')
    if len(pieces) <= row.count(b"<c"):  # written by a program that puts something else before the address
        return {letters_of(column).encode(): piece for column, piece in RowXml.parse(row).cells.items()}
    digits = -len(str(number))
    cells = {}
    for piece in pieces[1:]:
        address, _, rest = piece.partition(b'"')
        cells[address[:digits]] = rest
    return cells


def read_cell(piece: bytes) -> CellXml:
    """Take a cell apart; the text of a shared string is its number."""
    start = piece.partition(b">")[0]
    kind, formula, value = _TYPE.search(start), _FORMULA.search(piece), _VALUE.search(piece)
    return CellXml(
        kind[1].decode() if kind else "n",
        (formula[1] or b"").decode() if formula else "",
        value[1].decode() if value else "",
    )


def looks_of(row: bytes) -> list[tuple[bytes, bytes]]:
    """Column letters and style number (empty for the default) of each cell of a row that is still text."""
    return _LOOKS.findall(row)


def unhidden(attributes: bytes) -> bytes:
    """The attributes of a row without what a filter hides it with."""
    return attributes.replace(b' hidden="1"', b"").replace(b' hidden="true"', b"")


def formula_cells(xml: bytes) -> set[tuple[int, str]]:
    """(row, column letters) of all cells with a formula."""
    return {(int(row), column.decode()) for column, row in _FORMULA_CELL.findall(xml)}


def used_strings(xml: bytes) -> set[int]:
    """Numbers of the shared strings a sheet shows."""
    return {int(number) for number in _SHARED_CELL.findall(xml)}


def has_content(piece: bytes) -> bool:
    return b"<v" in piece or b"<f" in piece or b"<is" in piece


def style_of(piece: bytes) -> str:
    """The style number of a cell, "" for the default."""
    found = _STYLE.search(piece.partition(b">")[0])
    return found[1].decode() if found else ""


def has_formula(piece: bytes) -> bool:
    return b"<f>" in piece or b"<f " in piece or b"<f/" in piece


def recomputed(piece: bytes, value: object) -> bytes:
    """A formula cell with another result; address, style and formula are kept as they stand."""
    start, _, rest = piece.partition(b">")
    formula = _FORMULA.search(rest)
    assert formula, "only a cell with a formula has a result"
    return (_TYPE.sub(b"", start).decode() + computed(formula[0].decode(), value)).encode()


def cell_start(column: str, row: int | str, style: str) -> str:
    """The beginning of a cell up to its type."""
    return f'<c r="{column}{row}" s="{style}"' if style else f'<c r="{column}{row}"'


def readdressed(piece: bytes, column: int, old: int, new: int) -> bytes:
    """A cell moved to another row; the text of its formula is not touched (an array formula names its own cell)."""
    letter = letters_of(column).encode()
    here, there = b'="%s%d"' % (letter, old), b'="%s%d"' % (letter, new)
    return piece.replace(b"r" + here, b"r" + there, 1).replace(b" ref" + here, b" ref" + there, 1)


@cache
def letters_of(column: int) -> str:
    """`letters`, remembered."""
    return letters(column)


@cache
def _number_of(column: bytes) -> int:
    if not _LETTERS.fullmatch(column):
        raise DamagedFile("в листе есть ячейка с неверным адресом")
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _row_number(piece: bytes) -> int:
    found = _NUMBER.search(piece.partition(b">")[0])
    if not found:
        raise DamagedFile("в листе есть строка без номера")
    return int(found[1])


def _column_of(piece: bytes) -> int:
    if piece.startswith(b'r="'):  # as every program writes it
        return _number_of(piece[3 : piece.find(b'"', 3)].rstrip(_DIGITS))
    found = _COLUMN.search(piece.partition(b">")[0])
    if not found:
        raise DamagedFile("в листе есть ячейка без адреса")
    return _number_of(found[1])
