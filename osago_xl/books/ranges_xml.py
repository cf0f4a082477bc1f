"""Ranges written around the cells: formats, checks, links and names that follow when the rows of a table move."""

from __future__ import annotations

import html
import re
from xml.sax.saxutils import escape

from osago_xl.books.areas import Area, Moves
from osago_xl.books.formulas import shifted

_RANGED = re.compile(
    rb"<((?:\w+:)?(?:conditionalFormatting|dataValidation|hyperlink|ignoredError|protectedRange))(?=[\s>])[^>]*?"
    rb"(?:/>|>.*?</\1>)",
    re.DOTALL,
)
_RANGE = re.compile(rb'(\s(?:sqref|ref)="|<xm:sqref>)([^"<]*)')
_FORMULA = re.compile(rb"(<(?:\w+:)?formula[12]?>|<xm:f>)([^<]+)")
_EMPTY = re.compile(rb"<((?:\w+:)?(?:conditionalFormattings|dataValidations|hyperlinks|ignoredErrors|protectedRanges))"
                    rb"(?:\s[^>]*)?>\s*</\1>")  # fmt: skip
_CHECKS = re.compile(rb"<dataValidations\b.*?</dataValidations>", re.DOTALL)
_NAME = re.compile(rb"(<definedName\s[^>]*>)([^<]*)(?=</definedName>)")
_DIMENSION = re.compile(rb'(<dimension\s+ref=")([^"]+)')
_REF = re.compile(rb'(\sref=")([^"]+)')


def move_ranges(tail: bytes, moves: Moves) -> bytes:
    """What follows the cells of a sheet, after the rows of a table on it have moved."""

    def moved(match: re.Match[bytes]) -> bytes:
        element = match[0]
        found = _RANGE.search(element)
        if not found:
            return element
        old = found[2].decode()
        new = moves.sqref(old)
        if new == old or not new:
            return element if new else b""
        element = element[: found.start(2)] + new.encode() + element[found.end(2) :]
        return _move_formulas(element, _top(old), _top(new))

    tail = _EMPTY.sub(b"", _RANGED.sub(moved, tail))
    return _CHECKS.sub(_recount, tail)


def move_names(workbook: bytes, title: str, moves: Moves) -> bytes:
    """The workbook part with its defined names (print areas too) that lie on this sheet moved along."""
    quoted = title.replace("'", "''")
    on_sheet = re.compile(
        rf"((?:'{re.escape(quoted)}'|{re.escape(title)})!)(\$?[A-Z]{{1,3}}\$?\d+(?::\$?[A-Z]{{1,3}}\$?\d+)?)"
    )

    def moved(match: re.Match[str]) -> str:
        old = Area.parse(match[2])
        new = moves.area(old)
        return match[0] if new == old else match[1] + new.absolute if new else "#REF!"

    def renamed(match: re.Match[bytes]) -> bytes:
        text = html.unescape(match[2].decode())
        new = on_sheet.sub(moved, text)
        return match[0] if new == text else match[1] + escape(new).encode()

    return _NAME.sub(renamed, workbook)


def move_table(part: bytes, moves: Moves) -> bytes:
    """The part of the table itself: its range, its filter, its sorting."""
    return _REF.sub(lambda m: m[1] + moves.sqref(m[2].decode()).encode(), part)


def set_bottom(head: bytes, bottom: int) -> bytes:
    """The head of a sheet part, its dimension ending in this row."""

    def ending(match: re.Match[bytes]) -> bytes:
        old = Area.parse(match[2].decode())
        return match[1] + str(Area(old.top, old.left, max(bottom, old.top), old.right)).encode()

    return _DIMENSION.sub(ending, head, count=1)


def _move_formulas(element: bytes, old: Area, new: Area) -> bytes:
    """Rules are written for the first cell of their range; lists of values and names mean the same everywhere."""

    def moved(match: re.Match[bytes]) -> bytes:
        formula = shifted(html.unescape(match[2].decode()), (old.top, old.left), (new.top, new.left))
        return match[1] + escape(formula).encode()

    return element if old.top == new.top else _FORMULA.sub(moved, element)


def _top(sqref: str) -> Area:
    return Area.parse(sqref.split()[0])


def _recount(match: re.Match[bytes]) -> bytes:
    number = len(re.findall(rb"<dataValidation\s", match[0]))
    return re.sub(rb'(<dataValidations\b[^>]*?\scount=")\d+', b"\\g<1>%d" % number, match[0], count=1)
