"""The number of a policy in a foreign row: the series once, a form only where it is one, anything else as written."""

from __future__ import annotations

import re

from osago_xl.imports.record import Record
from osago_xl.values.identifiers.base import Identifier, cyrillic

_FORM = re.compile(r"([А-ЯЁ]{3})([0-9]{8,10})")
_PARTED = re.compile(r"\d\s*[/\\]\s*\d")
"""«0123456777/2» is a supplement, no number of eleven digits."""


def number_in(record: Record, osago: Identifier | None) -> tuple[str, str]:
    """Series and number; `osago` judges the number where the row speaks of ОСАГО."""
    series, number = record.text("series"), record.text("number")
    number = _without(series, number)
    if osago is None or not (series or number):
        return series, number
    written = f"{series} {number}".strip()
    record.judge("number", osago.check(written))
    form = None if _PARTED.search(number) else _FORM.fullmatch(osago.compact(written))
    return (form[1], form[2]) if form else (series, number)


def _without(series: str, number: str) -> str:
    """The number alone, where its cell repeats the series: «ХХХ 0123456789» after «XXX»."""
    first = cyrillic(series)
    if not first or not cyrillic(number).startswith(first):
        return number
    beginnings = (place for place in range(1, len(number) + 1) if cyrillic(number[:place]) == first)
    return number[next(beginnings, 0) :].lstrip(" -№")
