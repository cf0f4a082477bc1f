"""Rows that have a sign in common, before it is asked what else speaks for or against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, pairwise

from osago_xl.domain.identity.names import family, is_whole, name_key
from osago_xl.domain.identity.signs import Identity, Key, Sign
from osago_xl.domain.identity.traits import Found, Values, values_of

_UNRELATED = 3
"""A phone that so many families have is the phone of an office."""
_MANY_NAMES = 30
"""More spellings of names beside one value are no person's."""


class Buckets:
    """Rows by the values of their signs."""

    def __init__(self, identity: Identity, rows: Sequence[Values]) -> None:
        self.rows = rows
        self._found: dict[str, list[Found]] = {}
        self.shared = self._shared(identity)
        """Trait and value that prove nothing."""

    def values(self, trait: str) -> list[Found]:
        """The values of a trait in all rows: every sign asks for them."""
        if trait not in self._found:
            self._found[trait] = [values_of(trait, row) for row in self.rows]
        return self._found[trait]

    def _shared(self, identity: Identity) -> set[tuple[str, Hashable]]:
        holders: dict[tuple[str, Hashable], set[str]] = defaultdict(set)
        for trait in identity.shared:
            for row, found in zip(self.rows, self.values(trait), strict=True):
                for value in found:
                    holders[trait, value].add(family(row.get("name") or ""))
        return {each for each, families in holders.items() if len(families) >= _UNRELATED}

    def of(self, sign: Sign) -> Iterator[list[int]]:
        """Places of rows with an equal key, two at least."""
        found: dict[Key, list[int]] = defaultdict(list)
        for place, values in enumerate(zip(*map(self.values, sign.traits), strict=True)):
            if sign.blanks or all(values):
                for key in sign.keys_of(values):
                    found[key].append(place)
        for key, places in found.items():
            if len(places) > 1 and not self.shared.intersection(zip(sign.traits, key[1:], strict=True)):
                yield places

    def pairs(self, sign: Sign, places: list[int]) -> Iterator[tuple[int, int]]:
        """Places whose names go together: those of one name in a chain, other spellings each with each."""
        if not sign.name:
            yield from pairwise(places)
            return
        spelled: dict[str, list[int]] = defaultdict(list)
        for place in places:
            spelled[name_key(self.rows[place]["name"])].append(place)
        spelled.pop("", None)
        for same in spelled.values():
            if sign.name != "same" or is_whole(self.rows[same[0]]["name"]):
                yield from pairwise(same)
        if len(spelled) <= _MANY_NAMES:
            for one, other in combinations([same[0] for same in spelled.values()], 2):
                if sign.names_fit(self.rows[one], self.rows[other]):
                    yield one, other
