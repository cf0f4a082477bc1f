"""The person a foreign row speaks of, read without a word: who is who is settled before the first row is placed."""

from __future__ import annotations

from datetime import date

from osago_xl.desk.who.people import Person
from osago_xl.domain import names
from osago_xl.domain.identity.traits import numbers_of
from osago_xl.errors import Unread
from osago_xl.imports.record import FIRST_YEAR, Record
from osago_xl.values import dates
from osago_xl.values.identifiers import email
from osago_xl.values.text import fold


def person_in(record: Record, today: date) -> Person:
    """What identifies the client of a row; what cannot be read is not known. It is read once."""
    if record.person is None:
        record.person = _read(record, today)
    return record.person


def _read(record: Record, today: date) -> Person:
    return Person(
        names.propose(record.text("name")),
        tuple(sorted(numbers_of(record.text("phone"), record.text("phone_2")))),
        _address(record.text("email")),
        _birth_date(record, today),
        record.text("paper_series"),
        record.text("paper_number"),
        record.text("inn"),
        record.text("city"),
    )


def _address(text: str) -> str:
    if not text:
        return ""
    found = (part for part in text.replace(";", " ").replace(",", " ").split() if email.is_valid(part))
    return fold(email.compact(next(found, "")))


def _birth_date(record: Record, today: date) -> date | None:
    try:
        day = dates.read(record.cells.get("birth_date"))
    except Unread:
        return None
    return day if day and day.year >= FIRST_YEAR and day <= today else None
