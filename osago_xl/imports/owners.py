"""The owner of a car who is not the policyholder: a client of his own, found by his name or added."""

from __future__ import annotations

from osago_xl.books.base import Row
from osago_xl.desk.who.people import People, Person
from osago_xl.domain import names
from osago_xl.domain.identity.names import is_whole, may_be_same, name_key
from osago_xl.imports.clients import kind_of
from osago_xl.imports.record import Record
from osago_xl.imports.target import Target
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.values.text import fold

_HOLDER_HIMSELF = frozenset({"он же", "она же", "тот же", "та же", "он", "она", "сам", "сама", "страхователь", "да"})


def owner_in(record: Record) -> Person | None:
    """Whom a row names as owner; None for nobody, for «он же», and for a word that names nobody for certain."""
    text = record.text("owner")
    name = names.propose(text) if text and fold(text) not in _HOLDER_HIMSELF else ""
    return Person(name) if name and is_whole(name) else None


def place_owner(record: Record, target: Target, people: People, holder: Row) -> str:
    """The key of the owner; the holder's own when the row names no other."""
    person, text = owner_in(record), record.text("owner")
    if person is None or may_be_same(person.name, holder["name"]):
        if text and fold(text) not in _HOLDER_HIMSELF and name_key(text) != name_key(holder["name"]):
            record.leftovers.append(f"{record.header('owner')}: {text}")
        return str(holder["key"])
    if known := people.find(person):
        return str(known.row["key"])
    row = target.work.add(
        CLIENTS,
        name=person.name,
        kind=kind_of(text),
        status="активный",
        agent=target.agent,
        added=target.today,
        source=target.report.file,
    )
    people.add(row, person)
    target.derived(CLIENTS.name, "added")
    return str(row["key"])
