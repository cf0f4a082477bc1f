"""Rows put together by their signs, whatever order they come in.

The strongest sign is asked first. All rows that hang together by a sign become one, or, when any two of them
contradict each other, none of them by this sign. With nothing but a name a row joins the only namesake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from osago_xl.domain.identity.buckets import Buckets
from osago_xl.domain.identity.names import is_whole, may_be_same, name_key
from osago_xl.domain.identity.signs import Identity, Sign
from osago_xl.domain.identity.traits import Values

ONLY_NAMESAKE = "то же имя, другого такого нет"


class Clusters:
    """What of some rows is one, by a declared identity."""

    def __init__(self, identity: Identity, rows: Sequence[Values]) -> None:
        self.identity = identity
        self.rows = rows
        self.why: dict[int, str] = {}
        """Place of a row → the sign that first put it together with another."""
        self._top = list(range(len(rows)))
        self._members = [[place] for place in range(len(rows))]
        buckets = Buckets(identity, rows)
        self.shared, self._values = buckets.shared, buckets.values
        for sign in identity.signs:
            if sign.sure:
                pairs = (pair for places in buckets.of(sign) for pair in buckets.pairs(sign, places))
                for group in self._hanging(pairs):
                    if not self._contradict(group, sign):
                        self._join(group, sign.why)
        if identity.alone:
            self._take_alone()

    def top(self, place: int) -> int:
        """The row that stands for all that are one with this."""
        while self._top[place] != place:
            self._top[place] = self._top[self._top[place]]
            place = self._top[place]
        return place

    def members(self, place: int) -> list[int]:
        """All rows that are one with this, itself among them."""
        return sorted(self._members[self.top(place)])

    def _hanging(self, pairs: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
        """Groups of clusters that hang together by pairs of rows."""
        beside: dict[int, set[int]] = defaultdict(set)
        for one, other in pairs:
            first, second = self.top(one), self.top(other)
            if first != second:
                beside[first].add(second)
                beside[second].add(first)
        seen: set[int] = set()
        for start in beside:
            group = []
            waiting = [] if start in seen else [start]
            seen.add(start)
            while waiting:
                group.append(place := waiting.pop())
                fresh = beside[place] - seen
                seen |= fresh
                waiting.extend(fresh)
            if group:
                yield group

    def _contradict(self, group: Sequence[int], sign: Sign) -> bool:
        """Whether any two of these clusters differ in what speaks against the sign, or in their names."""
        places = [place for top in group for place in self._members[top]]
        for trait in sign.against:
            found = self._values(trait)
            if len({value for place in places for value in found[place]}) > 1:
                return True
        names = [self.rows[place]["name"] for place in places] if sign.name else []
        spelled = {name_key(name): name for name in names}
        return any(not may_be_same(one, other) for one, other in combinations(spelled.values(), 2))

    def _join(self, group: Sequence[int], why: str) -> None:
        head = min(group)
        for top in group:
            for place in self._members[top]:
                self.why.setdefault(place, why)
            if top != head:
                self._top[top] = head
                self._members[head] += self._members[top]

    def _take_alone(self) -> None:
        """A row with nothing but a name, and exactly one other of that name, which it does not contradict."""
        namesakes: dict[str, set[int]] = defaultdict(set)
        for place, row in enumerate(self.rows):
            if is_whole(row.get("name") or ""):
                namesakes[name_key(row["name"])].add(self.top(place))
        sign = Sign(("name",), ONLY_NAMESAKE, against=(*self.identity.alone, *self.identity.against))
        for tops in namesakes.values():
            pair = sorted(tops)
            if len(pair) == 2 and any(map(self._is_bare, pair)) and not self._contradict(pair, sign):
                self._join(pair, sign.why)

    def _is_bare(self, top: int) -> bool:
        return not any(
            (trait, value) not in self.shared
            for place in self._members[top]
            for trait in self.identity.telling
            for value in self._values(trait)[place]
        )
