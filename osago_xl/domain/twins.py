"""Clients that may be one person: the traits they share, strongest first."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from osago_xl.domain import phones
from osago_xl.domain.names import name_key
from osago_xl.domain.text import fold
from osago_xl.errors import InputError

Values = Mapping[str, Any]


class Twins(NamedTuple):
    """Keys of clients that look like one person, in the order of the base, and the traits they share."""

    keys: tuple[str, ...]
    traits: tuple[str, ...]


def find(clients: Iterable[Values], cars: Iterable[Values] = ()) -> list[Twins]:
    """Groups of likely twins. A shared phone or car alone is a family: a second trait or the same name must join it.

    Names are compared without ё, case, order of words and look-alike letters.
    """
    by_key = {client["key"]: client for client in clients}
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for trait, values in _traits(by_key.values(), cars):
        for group in values.values():
            for one, other in _neighbours(sorted(set(group))):
                pairs[one, other].add(trait)
    likely = {pair: traits for pair, traits in pairs.items() if _same_person(traits)}
    return _joined(likely)


def _traits(clients: Iterable[Values], cars: Iterable[Values]) -> Iterator[tuple[str, dict[Any, list[str]]]]:
    names: dict[Any, list[str]] = defaultdict(list)
    numbers: dict[Any, list[str]] = defaultdict(list)
    emails: dict[Any, list[str]] = defaultdict(list)
    births: dict[Any, list[str]] = defaultdict(list)
    papers: dict[Any, list[str]] = defaultdict(list)
    for client in clients:
        key, name = client["key"], name_key(client["name"])
        if name:
            names[name].append(key)
        for number in _numbers(client):
            numbers[number].append(key)
        if client["email"]:
            emails[fold(client["email"])].append(key)
        if name and client["birth_date"]:
            births[name, client["birth_date"]].append(key)
        if client["paper_number"]:
            papers[client["paper_series"], client["paper_number"]].append(key)
    owners: dict[Any, list[str]] = defaultdict(list)
    for car in cars:
        for sign in (car["vin"] if len(car["vin"]) == 17 else "", car["plate"]):
            if sign and car["owner"]:
                owners[sign].append(car["owner"])
    yield "имя", names
    yield "телефон", numbers
    yield "e-mail", emails
    yield "имя и дата рождения", births
    yield "документ", papers
    yield "машина", owners


def _numbers(client: Values) -> list[str]:
    found = []
    for cell in (client["phone"], client["phone_2"]):
        try:
            found += [phone.number for phone in phones.parse(cell)] if cell else []
        except InputError:
            continue
    return found


def _neighbours(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each key with the next: enough to join a group, and never quadratic."""
    return itertools.pairwise(keys)


def _same_person(traits: set[str]) -> bool:
    strong = {"имя и дата рождения", "документ"}
    return bool(traits & strong) or (len(traits) >= 2 and "имя" in traits)


def _joined(pairs: Mapping[tuple[str, str], set[str]]) -> list[Twins]:
    """Pairs that hang together become one group."""
    leader: dict[str, str] = {}

    def top(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for one, other in pairs:
        leader[top(other)] = top(one)
    members: dict[str, set[str]] = defaultdict(set)
    traits: dict[str, set[str]] = defaultdict(set)
    for (one, other), shared in pairs.items():
        members[top(one)] |= {one, other}
        traits[top(one)] |= shared
    return [Twins(tuple(sorted(keys)), tuple(sorted(traits[head]))) for head, keys in sorted(members.items())]
