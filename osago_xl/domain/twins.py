"""Clients that may be one person: the same name with one more trait, or the same document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from osago_xl.domain.names import name_key
from osago_xl.errors import InputError
from osago_xl.values import phones
from osago_xl.values.text import fold

Values = Mapping[str, Any]
Sign = tuple[str, Hashable]
"""A trait and its value: clients with an equal sign are one person."""


class Twins(NamedTuple):
    """Keys of clients that look like one person, in the order of the base, and the traits they share."""

    keys: tuple[str, ...]
    traits: tuple[str, ...]


def find(clients: Iterable[Values], cars: Iterable[Values] = ()) -> list[Twins]:
    """Groups of likely twins. A shared phone, e-mail or car alone is a family: the name must be the same too.

    Names are compared without ё, case, order of words and look-alike letters.
    """
    owned = _cars_of(cars)
    holders: dict[Sign, list[str]] = defaultdict(list)
    for client in clients:
        for sign in set(_signs(client, owned.get(client["key"], ()))):
            holders[sign].append(client["key"])
    return _joined({sign: keys for sign, keys in holders.items() if len(keys) > 1})


def _cars_of(cars: Iterable[Values]) -> Mapping[str, list[str]]:
    """VIN and plate of the cars of every owner."""
    owned: dict[str, list[str]] = defaultdict(list)
    for car in cars:
        owned[car["owner"]] += [
            number for number in (car["vin"] if len(car["vin"]) == 17 else "", car["plate"]) if number
        ]
    return owned


def _signs(client: Values, cars: Iterable[str]) -> Iterator[Sign]:
    name = name_key(client["name"])
    if client["paper_number"]:
        yield "документ", (client["paper_series"], client["paper_number"])
    if not name:
        return
    if client["birth_date"]:
        yield "имя и дата рождения", (name, client["birth_date"])
    if client["email"]:
        yield "имя и e-mail", (name, fold(client["email"]))
    for number in _numbers(client):
        yield "имя и телефон", (name, number)
    for car in cars:
        yield "имя и машина", (name, car)


def _numbers(client: Values) -> Iterator[str]:
    for cell in (client["phone"], client["phone_2"]):
        try:
            yield from (phone.number for phone in phones.parse(cell)) if cell else ()
        except InputError:
            continue


def _joined(holders: Mapping[Sign, list[str]]) -> list[Twins]:
    """Clients that hang together by any signs become one group."""
    leader: dict[str, str] = {}

    def top(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for keys in holders.values():
        for one, other in pairwise(keys):
            leader[top(other)] = top(one)
    members: dict[str, set[str]] = defaultdict(set)
    traits: dict[str, set[str]] = defaultdict(set)
    for (trait, _), keys in holders.items():
        members[top(keys[0])].update(keys)
        traits[top(keys[0])].add(trait)
    groups = (Twins(tuple(sorted(keys)), tuple(sorted(traits[head]))) for head, keys in members.items())
    return sorted(groups)
