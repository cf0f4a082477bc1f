"""An insertion of columns carried through the parts of a workbook: cells, tables, names, formulas, charts, notes."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from xml.sax.saxutils import escape, quoteattr

from osago_xl.books.areas import Area
from osago_xl.books.notes import move_notes
from osago_xl.books.package import Package
from osago_xl.books.places import WORKBOOK, Places, relations
from osago_xl.books.row_moves import unshare
from osago_xl.books.sheet_xml import RowXml, SheetXml, letters_of
from osago_xl.upgrading.insertion import Insertion

_NAMES_OF_FORMULAS = rb"f|formula[12]?|calculatedColumnFormula|totalsRowFormula|definedName"
_FORMULA = re.compile(rb"(<(?:\w+:)?(?:%s)(?:\s[^>]*)?>)([^<]+)" % _NAMES_OF_FORMULAS)
_REF = re.compile(rb'(\s(?:sqref|ref|activeCell)="|<xm:sqref>)([^"<]+)')
_CELL_REF = re.compile(rb'(<f\s[^>]*?\sref=")([^"]+)')
_SPANS = re.compile(rb'\s?\bspans="[^"]*"')
_COLS = re.compile(rb"<cols>(.*?)</cols>", re.DOTALL)
_COL = re.compile(rb"<col\s[^>]*?/>")
_LIMIT = re.compile(rb'\b(min|max)="(\d+)"')
_FILTERED = re.compile(rb'<autoFilter\s[^>]*?ref="([^"]+)".*?</autoFilter>', re.DOTALL)
_COLUMN_ID = re.compile(rb'(\scolId=")(\d+)')
_BREAKS = re.compile(rb"<colBreaks\b.*?</colBreaks>", re.DOTALL)
_BREAK = re.compile(rb'(<brk\s[^>]*?\bid=")(\d+)')
_ANCHOR_COLUMN = re.compile(rb"(<(?:\w+:)?col>)(\d+)(?=</(?:\w+:)?col>)")
_LINKED = re.compile(rb'(\s(?:textlink|fmlaLink|fmlaRange|fmlaGroup)=)("[^"]+")')
_SOURCE = re.compile(rb"<worksheetSource\s[^>]*?/?>")

_LONGEST = 400
"""Bytes a title can take before the «!» that ends it: 31 letters, some of them escaped."""

Change = Callable[[bytes], bytes]


class Naming:
    """Which sheets are named in the parts of sheets: those are large, and are not read again for every insertion."""

    def __init__(self, package: Package, places: Places) -> None:
        self._package, self._titles = package, {title: _written(title) for title in places.sheets}
        self._found: dict[str, set[str]] = {}
        for part in places.sheets.values():
            self.look(part)

    def look(self, part: str) -> None:
        """Look into a part, again when it has got formulas."""
        before_marks = [piece[-_LONGEST:] for piece in self._package.read(part).split(b"!")[:-1]]
        self._found[part] = {
            title for title, written in self._titles.items() if any(written in each for each in before_marks)
        }

    def parts(self, title: str) -> set[str]:
        """Those in which a sheet is named."""
        return {part for part, titles in self._found.items() if title in titles}


def insert_columns(package: Package, places: Places, insertion: Insertion, sheet: SheetXml, naming: Naming) -> None:
    """Make room; the new columns are empty, and our tables are as wide as the insertion says.

    `sheet` is the one that gets them: it is changed and not yet written.
    """
    own, others = places.sheets[insertion.title], naming.parts(insertion.title)
    _move_sheet(sheet, insertion)
    move_notes(package, own, insertion)
    _move_drawings(package, own, insertion)
    for title, part in places.sheets.items():
        if part != own and part in others:
            _rewrite(package, part, partial(_formulas, insertion=insertion, title=title))
    for table in places.tables.values():
        change = _table if table.sheet == insertion.title else _formulas
        _rewrite(package, table.part, partial(change, insertion=insertion, title=table.sheet))
    _rewrite(package, WORKBOOK, partial(_formulas, insertion=insertion, title=""))
    for part in package.names:
        folder = posixpath.dirname(part)
        if folder in ("xl/charts", "xl/chartEx", "xl/drawings", "xl/ctrlProps"):
            _rewrite(package, part, lambda data: _linked(_formulas(data, insertion, ""), insertion))
        elif folder == "xl/pivotCache":
            _rewrite(package, part, lambda data: _pivot_source(data, insertion))


def _rewrite(package: Package, part: str, change: Change) -> None:
    if part in package:
        old = package.read(part)
        new = change(old)
        if new != old:
            package.write(part, [new])


def _move_sheet(sheet: SheetXml, insertion: Insertion) -> None:
    unshare(sheet)
    columns = _Moved(insertion)
    for number in sheet.rows:
        _move_row(sheet.row(number), number, insertion, columns)
    sheet.head = _COLS.sub(lambda found: b"<cols>%s</cols>" % _moved_widths(found[1], insertion), sheet.head)
    sheet.head = _refs(sheet.head, insertion)
    tail = _BREAKS.sub(lambda found: _moved_breaks(found[0], insertion), sheet.tail)
    sheet.tail = _formulas(_refs(_filters(tail, insertion), insertion), insertion, insertion.title)


class _Moved(dict[int, int]):
    """Column → where it is afterwards."""

    def __init__(self, insertion: Insertion) -> None:
        super().__init__()
        self._insertion = insertion

    def __missing__(self, column: int) -> int:
        self[column] = self._insertion.column(column)
        return self[column]


def _move_row(row: RowXml, number: int, insertion: Insertion, columns: Mapping[int, int]) -> None:
    row.attributes = _SPANS.sub(b"", row.attributes)
    cells: dict[int, bytes] = {}
    for column, piece in row.cells.items():
        new = columns[column]
        if new != column:
            piece = _moved_cell(piece, column, new, number)
        if b"<f" in piece:
            if b" ref=" in piece:
                piece = _CELL_REF.sub(lambda found: found[1] + insertion.sqref(found[2].decode()).encode(), piece)
            piece = _formulas(piece, insertion, insertion.title)
        cells[new] = piece
    row.cells = cells


def _moved_cell(piece: bytes, old: int, new: int, row: int) -> bytes:
    """A cell under its new address; every program writes the address first."""
    start = _start(old)
    if piece.startswith(start):
        return _start(new) + piece[len(start) :]
    return piece.replace(b'%s%d"' % (start, row), b'%s%d"' % (_start(new), row), 1)


@cache
def _start(column: int) -> bytes:
    return b'r="%s' % letters_of(column).encode()


def _moved_widths(columns: bytes, insertion: Insertion) -> bytes:
    """A group of equal columns in which one comes is cut in two; the new column has a width of its own."""
    moved = []
    for element in _COL.findall(columns):
        limits = {name.decode(): int(number) for name, number in _LIMIT.findall(element)}
        first = None
        for old in [*range(limits["min"], limits["max"] + 1)] if _is_cut(limits, insertion) else [limits["min"]]:
            first = old if first is None else first
            last = old if _is_cut(limits, insertion) else limits["max"]
            moved.append(_limited(element, insertion.column(old), insertion.column(last)))
    return b"".join(moved)


def _is_cut(limits: dict[str, int], insertion: Insertion) -> bool:
    return any(limits["min"] < point <= limits["max"] for point in insertion.points)


def _limited(element: bytes, first: int, last: int) -> bytes:
    new = {b"min": first, b"max": min(last, 16_384)}
    return _LIMIT.sub(lambda found: b'%s="%d"' % (found[1], new[found[1]]), element)


def _filters(data: bytes, insertion: Insertion) -> bytes:
    """Conditions of a filter name their columns by distance from its left edge."""

    def moved(found: re.Match[bytes]) -> bytes:
        old = Area.parse(found[1].decode())
        new = insertion.area(old)
        return _COLUMN_ID.sub(
            lambda column: column[1] + b"%d" % (insertion.column(old.left + int(column[2])) - new.left), found[0]
        )

    return _FILTERED.sub(moved, data)


def _refs(data: bytes, insertion: Insertion) -> bytes:
    return _REF.sub(lambda found: found[1] + insertion.sqref(found[2].decode()).encode(), data)


def _moved_breaks(data: bytes, insertion: Insertion) -> bytes:
    """A page ends right of this column."""
    return _BREAK.sub(lambda found: found[1] + b"%d" % insertion.column(int(found[2])), data)


def _formulas(data: bytes, insertion: Insertion, title: str) -> bytes:
    """All formulas of a part that stands on a sheet; "" for one that stands on none."""

    if title != insertion.title and _written(insertion.title) not in data:
        return data
    return _FORMULA.sub(lambda found: found[1] + insertion.formula_xml(found[2], title), data)


def _written(title: str) -> bytes:
    """A title as formulas have it."""
    return escape(title.replace("'", "''")).encode()


def _table(data: bytes, insertion: Insertion, title: str) -> bytes:
    return _formulas(_refs(_filters(data, insertion), insertion), insertion, title)


def _linked(data: bytes, insertion: Insertion) -> bytes:
    """Texts of shapes and values of controls that come from cells."""

    def moved(found: re.Match[bytes]) -> bytes:
        old = html.unescape(found[2][1:-1].decode())
        new = insertion.formula(old, "")
        return found[0] if new == old else found[1] + quoteattr(new).encode()

    return _LINKED.sub(moved, data)


def _move_drawings(package: Package, sheet_part: str, insertion: Insertion) -> None:
    """Charts and pictures stand over columns counted from 0."""
    for kind, part in relations(package, sheet_part).values():
        if kind.endswith("/drawing"):
            _rewrite(
                package,
                part,
                lambda data: _ANCHOR_COLUMN.sub(
                    lambda found: found[1] + b"%d" % (insertion.column(int(found[2]) + 1) - 1), data
                ),
            )


def _pivot_source(data: bytes, insertion: Insertion) -> bytes:
    source = _SOURCE.search(data)
    title = f"sheet={quoteattr(insertion.title)}".encode()
    if source is None or title not in source[0]:
        return data
    return data[: source.start()] + _refs(source[0], insertion) + data[source.end() :]
