"""Dated notes of the agent: «25.12 спросить про дачу; 05.06 годовщина» are reminders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from osago_xl.errors import InputError
from osago_xl.values import dates
from osago_xl.values.text import fold

_DAY = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?(?:\s*г(?:\.|ода)?(?!\w))?(?!\.?\d|%)")
_LEAP_YEAR = 2000
PLAIN = "напомнить"


class Note(NamedTuple):
    """What to do on a day."""

    day: date
    what: str


def dated(text: str, today: date) -> Iterator[Note]:
    """Notes of a cell, parted by «;» or lines; a day without a year is the next such day, a passed one is left out."""
    for part in re.split(r"[;\n]", text):
        match = _DAY.search(part)
        day = _day(match, today) if match else None
        if match and day and day >= today:
            words = f"{part[: match.start()]} {part[match.end() :]}"
            yield Note(day, " ".join(words.split()).strip(" ,.:–—-") or PLAIN)


def event_in(text: str, events: Iterable[str]) -> str | None:
    """The event of Справочники that a text speaks of in whatever case: «ребёнок родился», «купил квартиру».

    Words of one root differ in their last two letters at most; an event of several words is found word by word.
    """
    words = fold(text).split()
    named = (event for event in events if event)
    return next((event for event in named if all(_is_among(part, words) for part in fold(event).split())), None)


def _is_among(part: str, words: Iterable[str]) -> bool:
    root = part[: max(len(part) - 2, 3)]
    return any(word.strip(".,;:!?»«").startswith(root) and len(word) <= len(part) + 2 for word in words)


def _day(match: re.Match[str], today: date) -> date | None:
    day, month, year = match.groups()
    try:
        if year is None:
            return dates.next_birthday(date(_LEAP_YEAR, int(month), int(day)), today)
        return dates.parse(f"{day}.{month}.{year}")
    except (ValueError, InputError):
        return None
