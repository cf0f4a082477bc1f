"""Our policies against the insurer's file: matched, different, theirs only, ours only.

First by policy number, then what is left by plate or VIN together with the date of conclusion. Letters of
both alphabets compare equal. A premium given back is a row of its own, and finds only another such row. Every row of
both sides ends in exactly one line of the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from osago_xl.domain.identity.traits import plate_of, policy_of, vin_of


class Row(NamedTuple):
    """A policy as one side knows it. `ref` finds it again (our key, their row number).

    None or an empty text is «not in the file» and is not compared. `commission` is both lines together.
    """

    ref: str
    number: str
    day: date | None = None
    plate: str = ""
    vin: str = ""
    premium: Decimal | None = None
    bordereau: Decimal | None = None
    services: Decimal | None = None
    commission: Decimal | None = None

    @property
    def is_refund(self) -> bool:
        """Whether the row takes a premium back; where it names none, the commission on it."""
        sums = (self.premium, self.bordereau, self.services, self.commission)
        return next((amount < 0 for amount in sums if amount is not None), False)


FEES = ("bordereau", "services", "commission")
"""Fields of the commission."""


class Outcome(StrEnum):
    MATCHED = "совпало"
    DIFFERENT = "суммы или дата расходятся"
    THEIRS_ONLY = "есть только у компании"
    OURS_ONLY = "есть только у нас"


class Difference(NamedTuple):
    """A field in which the two sides disagree, its name in Russian."""

    field: str
    ours: object
    theirs: object


class Pair(NamedTuple):
    """One line of the comparison; `by` says how the rows found each other, `note` what is odd."""

    outcome: Outcome
    ours: Row | None
    theirs: Row | None
    by: str = ""
    differences: tuple[Difference, ...] = ()
    note: str = ""


Key = Callable[[Row], Hashable]


def reconcile(ours: Iterable[Row], theirs: Iterable[Row]) -> list[Pair]:
    """All rows of both sides, matched ones first. A repeated number is matched once and noted."""
    left, right = list(ours), list(theirs)
    pairs: list[Pair] = []
    numbers: set[Hashable] = set()
    for by, key in _KEYS:
        found, left, right, signs = _match(left, right, by, key)
        pairs += found
        numbers |= signs if by == _BY_NUMBER else set()
    pairs += [Pair(Outcome.THEIRS_ONLY, None, row, note=_repeated(row, numbers)) for row in right]
    pairs += [Pair(Outcome.OURS_ONLY, row, None, note=_repeated(row, numbers)) for row in left]
    return pairs


def join_halves(tables: Iterable[Sequence[Row]]) -> list[Row]:
    """Rows of several tables as one list: a policy with its бордеро in one and its ДВОУ in another is one row.

    Rows that repeat each other, or disagree in what both say, stay two.
    """
    first, *others = tables or [()]
    joined = list(first)
    for table in others:
        earlier = {key: at for at, row in enumerate(joined) if (key := _number(row))}
        for row in table:
            at = earlier.pop(_number(row), None)
            if at is not None and _are_halves(joined[at], row):
                joined[at] = _whole(joined[at], row)
            else:
                joined.append(row)
    return joined


def _are_halves(one: Row, other: Row) -> bool:
    alike = all(None in pair or pair[0] == pair[1] for pair in ((one.day, other.day), (one.premium, other.premium)))
    fees = [(getattr(one, of), getattr(other, of)) for of in FEES]
    return alike and any(pair != (None, None) for pair in fees) and all(None in pair for pair in fees)


def _whole(one: Row, other: Row) -> Row:
    missing = {name: getattr(other, name) for name in Row._fields if getattr(one, name) in (None, "")}
    return one._replace(**missing, ref=f"{one.ref}; {other.ref}")


def _match(
    left: Sequence[Row], right: Sequence[Row], by: str, key: Key
) -> tuple[list[Pair], list[Row], list[Row], set[Hashable]]:
    """Pair rows with an equal key, in order; the rest of both sides comes back, and the keys that found a pair."""
    waiting: dict[Hashable, list[Row]] = defaultdict(list)
    rest: list[Row] = []
    for row in left:
        if sign := key(row):
            waiting[sign].append(row)
        else:
            rest.append(row)
    pairs, strangers, signs = [], [], set()
    for row in right:
        sign = key(row)
        candidates = waiting.get(sign) if sign else None
        if candidates:
            pairs.append(_compare(candidates.pop(0), row, by))
            signs.add(sign)
        else:
            strangers.append(row)
    return pairs, rest + [row for rows in waiting.values() for row in rows], strangers, signs


def _number(row: Row) -> Hashable:
    number = policy_of("", row.number)
    return (number, row.is_refund) if number else None


def _plate_and_day(row: Row) -> Hashable:
    value = plate_of(row.plate)
    return (value, row.day, row.is_refund) if value and row.day else None


def _vin_and_day(row: Row) -> Hashable:
    value = vin_of(row.vin)
    return (value, row.day, row.is_refund) if value and row.day else None


_BY_NUMBER = "номер полиса"
_KEYS: tuple[tuple[str, Key], ...] = (
    (_BY_NUMBER, _number),
    ("госномер и дата", _plate_and_day),
    ("VIN и дата", _vin_and_day),
)


def _compare(ours: Row, theirs: Row, by: str) -> Pair:
    """What differs. Insurers date a refund by its termination, its act or its contract: that is not compared."""
    fields: list[tuple[str, object, object]] = [
        ("Дата", ours.day, None if theirs.is_refund else theirs.day),
        ("Премия", ours.premium, theirs.premium),
        *_commission(ours, theirs),
    ]
    if by != _BY_NUMBER:
        fields.insert(0, ("Номер", policy_of("", ours.number), policy_of("", theirs.number)))
    differences = tuple(
        Difference(name, left, right)
        for name, left, right in fields
        if left not in (None, "") and right not in (None, "") and left != right
    )
    return Pair(Outcome.DIFFERENT if differences else Outcome.MATCHED, ours, theirs, by, differences)


def _commission(ours: Row, theirs: Row) -> tuple[tuple[str, Decimal | None, Decimal | None], ...]:
    """The lines that their file names; both together only where it names no line, or where one tells the other."""
    lines = (("Бордеро", ours.bordereau, theirs.bordereau), ("ДВОУ", ours.services, theirs.services))
    named = sum(line is not None for _, _, line in lines)
    return lines if named == 2 else (*lines, ("КВ", ours.commission, theirs.commission))


def _repeated(row: Row, numbers: set[Hashable]) -> str:
    return "номер повторяется" if _number(row) in numbers else ""
