"""What a cell of a closed workbook shows: its number, date, text or error, whatever way the file stores it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

from osago_xl.books.package import DamagedFile, Package
from osago_xl.books.places import MAIN, parse
from osago_xl.books.sheet_xml import style_of
from osago_xl.books.strings import PART as STRINGS
from osago_xl.books.strings import SharedStrings, item_text, shown_text
from osago_xl.schema.columns import EPOCH
from osago_xl.values.misfit import ErrorText

STYLES = "xl/styles.xml"

_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Number formats of Excel's own that show a date or a time (ECMA-376, 18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_LETTER = re.compile("[dmyhs]", re.IGNORECASE)
_TYPE = re.compile(rb'\st="(\w+)"')
_MARKED = re.compile(rb"<v\s[^>]*>([^<]*)</v>")
_EPOCH = datetime(EPOCH.year, EPOCH.month, EPOCH.day)
_MILLISECONDS = 86_400_000
_AFTER_LAST_DAY = 2_958_466


class Cells:
    """Cells of one file; `dated`: numbers of the cell formats that show a date."""

    def __init__(self, strings: SharedStrings, dated: frozenset[str] = frozenset()) -> None:
        self.strings, self._dated = strings, dated
        self._kinds: dict[bytes, Callable[[bytes], object]] = {}

    @classmethod
    def of(cls, package: Package) -> Cells:
        """The cells of a workbook as it is now; strings can be added."""
        strings = SharedStrings(package.read(STRINGS) if STRINGS in package else None)
        return cls(strings, _dated(package))

    def value(self, piece: bytes) -> object:
        """A float, a datetime or time where the format is one, a text, a truth value; None for an empty cell."""
        start, _, rest = piece.partition(b"><v>")
        text = rest.partition(b"<")[0]
        try:
            if text:
                return (self._kinds.get(start) or self._kind(start))(text)
            return self._seldom(piece)
        except ValueError:
            raise DamagedFile("в числовой ячейке стоит не число") from None

    def _kind(self, start: bytes) -> Callable[[bytes], object]:
        """What makes a value of the text of cells that begin like this one; there are few such beginnings."""
        attributes = start.partition(b">")[0]
        mark = _TYPE.search(attributes)
        kind = mark[1] if mark else b"n"
        numbers = _moment if style_of(attributes) in self._dated else _number
        made = {b"n": numbers, b"s": self._shared, b"b": _truth, b"e": _error}.get(kind, _result)
        self._kinds[start] = made
        return made

    def _seldom(self, piece: bytes) -> object:
        """A cell with a text of its own or a marked value, as other programs write them; most are empty."""
        start, _, rest = piece.partition(b">")
        if b"<is" in rest:
            return item_text(rest.decode()) or None
        found = _MARKED.search(rest)
        return self.value(start + b"><v>" + found[1]) if found else None

    def _shared(self, text: bytes) -> str | None:
        return self.strings.text(int(text)) or None


def _dated(package: Package) -> frozenset[str]:
    """Numbers of the cell formats of a workbook that show a date or a time."""
    if STYLES not in package:
        return frozenset()
    root = parse(package, STYLES)
    codes = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    dates = {str(number) for number in _DATES} - codes.keys()
    dates |= {number for number, code in codes.items() if _DATE_LETTER.search(_LITERAL.sub("", code))}
    formats = root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    return frozenset(str(number) for number, each in enumerate(formats) if each.get("numFmtId") in dates)


def _number(text: bytes) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _moment(text: bytes) -> datetime | time | float:
    """Excel counts a 29 February 1900: days before it lie one further from the epoch. Below one there is no day."""
    serial = _number(text)
    if not 0 < serial < _AFTER_LAST_DAY:
        return serial
    shifted = serial + 1 if 1 <= serial < 60 else serial
    moment = _EPOCH + timedelta(milliseconds=round(shifted * _MILLISECONDS))
    return moment if serial >= 1 else moment.time()


def _truth(text: bytes) -> bool:
    return text == b"1"


def _error(text: bytes) -> ErrorText:
    return ErrorText(text.decode())


def _result(text: bytes) -> str:
    """A text that stands in the cell itself, as results of formulas do."""
    return shown_text(text.decode())
