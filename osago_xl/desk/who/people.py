"""Clients found again, or not, with the reason for either; what counts is declared in schema.identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from osago_xl.books.base import Row
from osago_xl.domain.identity.clusters import Clusters
from osago_xl.domain.identity.names import is_whole
from osago_xl.domain.identity.signs import differs
from osago_xl.domain.identity.traits import Values, numbers_of, values_of
from osago_xl.schema.identities import CLIENTS
from osago_xl.values.text import fold

SAME_ROW = "все сведения о человеке те же"
_QUESTIONS = {"phone": "тот же телефон", "email": "тот же e-mail", "paper": "тот же документ", "inn": "тот же ИНН",
              "name": "то же имя"}  # fmt: skip
"""Traits by which somebody else may be meant after all, the most telling first."""


class Person(NamedTuple):
    """What identifies a client, in a row of a file or of the base; numbers are E.164."""

    name: str
    numbers: tuple[str, ...] = ()
    email: str = ""
    birth_date: date | None = None
    paper_series: str = ""
    paper_number: str = ""
    inn: str = ""
    city: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The same as columns of a client."""
        return {**self._asdict(), "phone": "; ".join(self.numbers)}


class Known(NamedTuple):
    """A client who is the one meant, and why."""

    row: Row
    why: str


def person_of(row: Mapping[str, Any]) -> Person:
    """The identity of a client of the base, or of anything with the same columns."""
    texts = {key: str(row.get(key) or "") for key in ("paper_series", "paper_number", "inn", "city")}
    numbers = tuple(sorted(numbers_of(row["phone"] or "", row["phone_2"] or "")))
    return Person(row["name"] or "", numbers, fold(row["email"] or ""), row["birth_date"] or None, **texts)


_TOLD = {"name": "name", "email": "email", "paper": "paper_number", "inn": "inn", "town": "city"}
"""What else tells a person: trait → the cell without which it is not known."""


def _sign(person: Person) -> tuple[Any, ...]:
    """Equal for persons of whom the same is known, however it is spelled."""
    values = person._asdict()
    told = [(trait, values_of(trait, values)) for trait, cell in _TOLD.items() if values[cell]]
    return person.numbers, person.birth_date, *(each for each in told if each[1])


class People:
    """All clients, and all persons a file speaks of: whoever is to be found is made known before the first question."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._values: list[Values] = []
        self._asked: dict[Person, int] = {}
        self._places: dict[tuple[Any, ...], int] = {}
        self._rows: dict[int, list[Row]] = defaultdict(list)
        self._settled: Clusters | None = None
        self._beside: dict[tuple[str, Any], list[int]] = {}
        for row in rows:
            self._rows[self._place(person_of(row))].append(row)

    @classmethod
    def near(cls, rows: Iterable[Row], person: Person) -> People:
        """Those who have anything in common with one person: enough to answer for him alone."""
        wanted = set(_traits(person.values))
        people = cls(row for row in rows if wanted & set(_traits(person_of(row).values)))
        people.expect([person])
        return people

    def expect(self, persons: Iterable[Person]) -> None:
        """Make persons known who will be asked for: whom each is depends on all of them."""
        for person in persons:
            self._place(person)

    def find(self, person: Person) -> Known | None:
        """The client meant and why; None when nobody is for certain."""
        place = self._place(person)
        if place in self._rows:
            return Known(self._rows[place][0], _same_row(self._values[place]))
        members = (member for member in self._clusters.members(place) if member in self._rows)
        row = next((self._rows[member][0] for member in members), None)
        return Known(row, self._clusters.why[place]) if row is not None else None

    def add(self, row: Row, person: Person) -> None:
        """A client entered for a person who was not found."""
        self._rows[self._place(person)].append(row)

    def alike(self, person: Person) -> tuple[Row, str] | None:
        """A client who shares a trait with somebody not found, what it is, and what speaks against him."""
        own = self._place(person)
        values, shared = self._values[own], self._clusters.shared
        for trait, said in _QUESTIONS.items():
            for value in values_of(trait, values):
                for place in self._index.get((trait, value), ()):
                    if place != own and place in self._rows and (trait, value) not in shared:
                        other = differs((*CLIENTS.against, *CLIENTS.alone), values, self._values[place])
                        return self._rows[place][0], f"{said}, {CLIENTS.words[other]}" if other else said
        return None

    def _place(self, person: Person) -> int:
        if person in self._asked:
            return self._asked[person]
        place = self._asked[person] = self._places.setdefault(_sign(person), len(self._values))
        if place == len(self._values):
            self._values.append(person.values)
            self._settled = None
        return place

    @property
    def _clusters(self) -> Clusters:
        if self._settled is None:
            self._settled = Clusters(CLIENTS, self._values)
            self._beside = {}
        return self._settled

    @property
    def _index(self) -> dict[tuple[str, Any], list[int]]:
        """Places by what may make the agent ask."""
        if not self._beside:
            found: dict[tuple[str, Any], list[int]] = defaultdict(list)
            for place, values in enumerate(self._values):
                for key in _traits(values):
                    found[key].append(place)
            self._beside = found
        return self._beside


def _same_row(values: Values) -> str:
    """Why two rows are one of which the same is known: the strongest sign they have, if any."""
    signs = (sign for sign in CLIENTS.signs if sign.sure and any(sign.keys(values)))
    return next((sign.why for sign in signs if is_whole(values["name"])), SAME_ROW)


def _traits(values: Values) -> Iterator[tuple[str, Any]]:
    for trait in _QUESTIONS:
        for value in values_of(trait, values):
            yield trait, value
