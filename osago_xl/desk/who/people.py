"""Clients found again: by phone, e-mail, or name and birth date. A shared phone alone joins nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.domain import names
from osago_xl.errors import InputError
from osago_xl.values import phones
from osago_xl.values.text import fold

name_key = lru_cache(maxsize=100_000)(names.name_key)
"""The same names are compared again and again."""


class Person(NamedTuple):
    """What identifies a client in a foreign row; numbers are E.164."""

    name: str
    numbers: Sequence[str] = ()
    email: str = ""
    birth_date: date | None = None

    @property
    def bare(self) -> bool:
        """Nothing but a name."""
        return not (self.numbers or self.email or self.birth_date)


def numbers_of(*cells: str) -> list[str]:
    """E.164 numbers in the cells of a row; what is no phone counts for nothing here."""
    return [number for cell in cells for number in _numbers(cell)]


@lru_cache(maxsize=100_000)
def _numbers(cell: str) -> tuple[str, ...]:
    try:
        return tuple(phone.number for phone in phones.parse(cell)) if cell else ()
    except InputError:
        return ()


def person_of(row: Row) -> Person:
    """The identity of a client of the base."""
    return Person(row["name"], numbers_of(row["phone"], row["phone_2"]), fold(row["email"]), row["birth_date"])


class People:
    """All clients by what may identify them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._people: list[tuple[Person, Row]] = []
        self._by_number: dict[str, list[int]] = defaultdict(list)
        self._by_email: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Make a row findable, again after its phones or e-mail have changed."""
        person, place = person_of(row), len(self._people)
        self._people.append((person, row))
        for number in person.numbers:
            self._by_number[number].append(place)
        if person.email:
            self._by_email[person.email].append(place)
        self._by_name[name_key(person.name)].append(place)

    def find(self, person: Person) -> Row | None:
        """The client meant, None when nobody is for certain.

        The same name joins with a common phone, e-mail or birth date, or when one of the two is a bare name.
        """
        near = [*self._named(self._by_number, person.numbers), *self._named(self._by_email, [fold(person.email)])]
        for place in near:
            if same_name(person.name, self._people[place][0].name):
                return self._people[place][1]
        for place in self._by_name.get(name_key(person.name), ()):
            other, row = self._people[place]
            if person.bare or other.bare or (person.birth_date and person.birth_date == other.birth_date):
                return row
        return None

    def alike(self, person: Person) -> tuple[Row, str] | None:
        """A client who shares one trait with somebody not found, and which: perhaps a twin."""
        for place in self._named(self._by_number, person.numbers):
            return self._people[place][1], "тот же телефон"
        for place in self._by_name.get(name_key(person.name), ()):
            return self._people[place][1], "то же имя"
        return None

    @staticmethod
    def _named(index: dict[str, list[int]], values: Iterable[str]) -> list[int]:
        return [place for value in values if value for place in index.get(value, ())]


def same_name(one: str, other: str) -> bool:
    """Equal names, or the shorter one is part of the other and has at least two words."""
    short, long = sorted((set(name_key(one).split()), set(name_key(other).split())), key=len)
    return short == long or (len(short) > 1 and short < long)
