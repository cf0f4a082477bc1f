"""The person a foreign row speaks of, read without a word: who is who is settled before the first row is placed."""

from __future__ import annotations

from datetime import date

from osago_xl.desk.who.people import Person
from osago_xl.domain import names
from osago_xl.domain.identity.traits import numbers_of
from osago_xl.errors import InputError
from osago_xl.imports.record import FIRST_YEAR, Record
from osago_xl.schema.columns import as_text
from osago_xl.values import dates
from osago_xl.values.identifiers import email
from osago_xl.values.text import fold


def person_in(record: Record, today: date) -> Person:
    """What identifies the client of a row; what cannot be read is not known."""
    cells = (record.text("phone"), record.text("phone_2"))
    return Person(
        names.propose(record.text("name")),
        tuple(sorted(numbers_of(*cells))),
        _address(record.text("email")),
        _birth_date(record, today),
        record.text("paper_series"),
        record.text("paper_number"),
        record.text("inn"),
        record.text("city"),
    )


def _address(text: str) -> str:
    found = (part for part in text.replace(";", " ").replace(",", " ").split() if email.is_valid(part))
    return fold(email.compact(next(found, "")))


def _birth_date(record: Record, today: date) -> date | None:
    value = record.cells.get("birth_date")
    if not as_text(value):
        return None
    try:
        day = dates.parse(value)
    except InputError:
        return None
    return day if day.year >= FIRST_YEAR and day <= today else None
