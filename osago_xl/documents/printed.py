"""How a value of a context looks on paper, and which characters never reach the XML.

One function, `printer`, makes the `finalize` of the Jinja environment: every `{{ expression }}` of
every template passes through it, so cleaning cannot be forgotten for a field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from markupsafe import Markup, escape

from osago_xl.domain import words
from osago_xl.values import dates
from osago_xl.values.money import money, number

T = TypeVar("T")

TICKED, UNTICKED = "☑", "☐"

# XML 1.0, production Char. Lone surrogates are outside; one of them made a recovering parser drop half
# a document without a word.
FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\v\f]")
BREAKS = {
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}


def clean(text: str) -> str:
    """The text without characters XML forbids; every kind of line end becomes `\\n`."""
    return FORBIDDEN.sub("", LINE_ENDS.sub("\n", text))


def day(value: date | None) -> str:
    """`01.12.2026`; nothing for None."""
    return "" if value is None else dates.numeric(value)


def _optional(convert: Callable[[T], str]) -> Callable[[T | None], str]:
    """A filter that prints nothing for None."""
    return lambda value: "" if value is None else convert(value)


FILTERS: dict[str, Callable[..., str]] = {
    "money": money,
    "in_words": _optional(words.amount_in_words),
    "count_in_words": _optional(words.in_words),
    "day_in_words": _optional(dates.in_words),
}


def text_of(value: object) -> str:
    """A plain Python value as it is printed: dates, numbers and ticks in the Russian way."""
    match value:
        case None:
            return ""
        case bool():
            return TICKED if value else UNTICKED
        case date():
            return day(value)
        case Decimal() | int():
            return number(value)
        case _:
            return clean(str(value))


def printer(empty: str) -> Callable[[object], str]:
    """The `finalize` of an environment; `empty` stands where a form must not be left blank."""

    def printed(value: object) -> str:
        text = text_of(value)
        if not text.strip():
            return empty
        if "\n" not in text and "\t" not in text:
            return text
        marked = str(escape(text))
        for character, element in BREAKS.items():
            marked = marked.replace(character, element)
        return Markup(marked)  # escaped one line above

    return printed
