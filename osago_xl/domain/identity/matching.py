"""One row looked for among many, sign by sign: for tables whose rows come one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from osago_xl.domain.identity.signs import Identity, Key
from osago_xl.domain.identity.traits import Values

R = TypeVar("R", bound=Values)


class Match(NamedTuple, Generic[R]):
    """The row that is meant, and the sign by which."""

    row: R
    why: str


class Matcher(Generic[R]):
    """Rows by all keys of their sure signs."""

    def __init__(self, identity: Identity, rows: Iterable[R] = ()) -> None:
        self._signs = [sign for sign in identity.signs if sign.sure]
        self._rows: dict[Key, list[R]] = defaultdict(list)
        for row in rows:
            self.add(row)

    def add(self, row: R) -> None:
        """Make a row findable, again after its values have changed."""
        for sign in self._signs:
            for key in sign.keys(row):
                known = self._rows[key]
                if not any(each is row for each in known):
                    known.append(row)

    def find(self, values: Values) -> Match[R] | None:
        """The first row that the strongest sign names and nothing speaks against."""
        for sign in self._signs:
            if not sign.asks(values):
                continue
            for key in sign.keys(values):
                for row in self._rows.get(key, ()):
                    if sign.joins(row, values):
                        return Match(row, sign.why)
        return None
