"""Values as a sheet part holds them: text by its number in the shared strings, dates as serials, everything escaped."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from osago_xl.books.strings import SharedStrings, stored_text
from osago_xl.errors import BookError
from osago_xl.schema.columns import EPOCH, ERRORS, Cell
from osago_xl.values.misfit import ErrorText

FIRST_SERIAL_DAY = date(1900, 3, 1)
"""Excel's calendar has a 29 February 1900; earlier days are stored as text."""

_SECONDS = 86_400


def typed(value: Cell, strings: SharedStrings) -> str:
    """What follows address and style in the XML of a cell with a constant: type, value, end of the element."""
    if value is None or value == "":
        return "/>"
    if value.__class__ is str:  # most cells are
        return f' t="s"><v>{strings.number(value)}</v></c>'
    if isinstance(value, date) and value < _first(value):
        value = value.strftime("%d.%m.%Y")
    if isinstance(value, ErrorText):
        return f' t="e"><v>{escape(value)}</v></c>'
    if isinstance(value, str):
        return f' t="s"><v>{strings.number(value)}</v></c>'
    if isinstance(value, bool):
        return f' t="b"><v>{value:d}</v></c>'
    return f"><v>{number(value)}</v></c>"


def computed(formula: str, value: object) -> str:
    """The same for a formula (escaped, with its element) and what it shows; a text like «#N/A» is that error."""
    if value is None or isinstance(value, str):
        text = value or ""
        kind = "e" if text in ERRORS else "str"
        return f' t="{kind}">{formula}<v>{escape(stored_text(text))}</v></c>'
    if isinstance(value, bool):
        return f' t="b">{formula}<v>{value:d}</v></c>'
    return f">{formula}<v>{number(value)}</v></c>"


def number(value: object) -> str:
    """Digits of a number or the serial of a date."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (float, Decimal)) and math.isfinite(value):
        return repr(float(value)).removesuffix(".0")
    if isinstance(value, datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return repr((value.date() - EPOCH).days + seconds / _SECONDS).removesuffix(".0")
    if isinstance(value, date):
        return str((value - EPOCH).days)
    raise BookError(f"В ячейку нельзя записать {value!r}.")


def formula_xml(text: str, *, always: bool = False) -> str:
    """The element of a formula; `always` makes Excel compute it on opening (we have no value for it)."""
    mark = ' ca="1"' if always else ""
    return f"<f{mark}>{escape(text)}</f>"


def _first(value: date) -> date:
    return datetime(1900, 3, 1) if isinstance(value, datetime) else FIRST_SERIAL_DAY
