"""Clients of the base that may be one person, by the signs declared for clients; whom evidence parts is no twin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from osago_xl.domain.identity.buckets import Buckets
from osago_xl.domain.identity.signs import Sign
from osago_xl.domain.identity.traits import Values, plate_of, vin_of
from osago_xl.schema.identities import CLIENTS

_MANY = 30
"""Of more clients with one sign only neighbours are compared."""


class Twins(NamedTuple):
    """Keys of clients that look like one person, in the order of the base, and what they share."""

    keys: tuple[str, ...]
    traits: tuple[str, ...]


def find(clients: Iterable[Values], cars: Iterable[Values] = ()) -> list[Twins]:
    """Groups of likely twins. A shared phone, e-mail or car alone is a family: the names must go together too."""
    owned = _cars_of(cars)
    rows = [{**client, "car": owned.get(client["key"], ())} for client in clients]
    buckets = Buckets(CLIENTS, rows)
    found: dict[tuple[int, int], str] = {}
    for sign in CLIENTS.signs:
        for pair in _pairs(buckets, sign):
            found.setdefault(pair, sign.why)
    return _joined([str(row["key"]) for row in rows], found)


def _cars_of(cars: Iterable[Values]) -> Mapping[str, tuple[str, ...]]:
    """VIN and plate of the cars of every owner."""
    owned: dict[str, list[str]] = defaultdict(list)
    for car in cars:
        owned[car["owner"]] += filter(None, [vin_of(car["vin"] or ""), plate_of(car["plate"] or "")])
    return {owner: tuple(numbers) for owner, numbers in owned.items()}


def _pairs(buckets: Buckets, sign: Sign) -> Iterator[tuple[int, int]]:
    for places in buckets.of(sign):
        pairs = combinations(places, 2) if len(places) <= _MANY else buckets.pairs(sign, places)
        for one, other in pairs:
            if sign.joins(buckets.rows[one], buckets.rows[other]):
                yield one, other


def _joined(keys: list[str], found: Mapping[tuple[int, int], str]) -> list[Twins]:
    """Clients that hang together by any signs become one group."""
    leader: dict[int, int] = {}

    def top(place: int) -> int:
        while leader.setdefault(place, place) != place:
            place = leader[place]
        return place

    for one, other in found:
        leader[top(other)] = top(one)
    members: dict[int, set[str]] = defaultdict(set)
    traits: dict[int, set[str]] = defaultdict(set)
    for (one, other), why in found.items():
        members[top(one)] |= {keys[one], keys[other]}
        traits[top(one)].add(why)
    return sorted(Twins(tuple(sorted(group)), tuple(sorted(traits[head]))) for head, group in members.items())
