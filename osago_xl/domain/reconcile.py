"""Our policies against the insurer's file: matched, different, theirs only, ours only.

First by policy number, then what is left by plate or VIN together with the date of conclusion. Letters of
both alphabets compare equal. Every row of both sides ends in exactly one line of the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from osago_xl.domain.identifiers import plate, policy_number, vin


class Row(NamedTuple):
    """A policy as one side knows it. `ref` finds it again (our key, their row number).

    None or an empty text is «not in the file» and is not compared.
    """

    ref: str
    number: str
    day: date | None = None
    plate: str = ""
    vin: str = ""
    premium: Decimal | None = None
    commission: Decimal | None = None


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
    numbers = {_number(row) for row in right} & {_number(row) for row in left}
    pairs: list[Pair] = []
    for by, key in _KEYS:
        found, left, right = _match(left, right, by, key)
        pairs += found
    pairs += [Pair(Outcome.THEIRS_ONLY, None, row, note=_repeated(row, numbers)) for row in right]
    pairs += [Pair(Outcome.OURS_ONLY, row, None, note=_repeated(row, numbers)) for row in left]
    return pairs


def _match(left: Sequence[Row], right: Sequence[Row], by: str, key: Key) -> tuple[list[Pair], list[Row], list[Row]]:
    """Pair rows with an equal key, in order; the rest of both sides comes back."""
    waiting: dict[Hashable, list[Row]] = defaultdict(list)
    rest: list[Row] = []
    for row in left:
        if key(row):
            waiting[key(row)].append(row)
        else:
            rest.append(row)
    pairs, strangers = [], []
    for row in right:
        candidates = waiting.get(key(row)) if key(row) else None
        if candidates:
            pairs.append(_compare(candidates.pop(0), row, by))
        else:
            strangers.append(row)
    return pairs, rest + [row for rows in waiting.values() for row in rows], strangers


def _number(row: Row) -> Hashable:
    return policy_number.compact(row.number)


def _plate_and_day(row: Row) -> Hashable:
    value = plate.compact(row.plate)
    return (value, row.day) if value and row.day else None


def _vin_and_day(row: Row) -> Hashable:
    value = vin.compact(row.vin)
    return (value, row.day) if value not in ("", vin.ABSENT) and row.day else None


_KEYS: tuple[tuple[str, Key], ...] = (
    ("номер полиса", _number),
    ("госномер и дата", _plate_and_day),
    ("VIN и дата", _vin_and_day),
)


def _compare(ours: Row, theirs: Row, by: str) -> Pair:
    fields = (
        ("Номер", _number(ours), _number(theirs)),
        ("Дата", ours.day, theirs.day),
        ("Премия", ours.premium, theirs.premium),
        ("КВ", ours.commission, theirs.commission),
    )
    differences = tuple(
        Difference(name, left, right)
        for name, left, right in fields
        if left not in (None, "") and right not in (None, "") and left != right
    )
    return Pair(Outcome.DIFFERENT if differences else Outcome.MATCHED, ours, theirs, by, differences)


def _repeated(row: Row, numbers: set[Hashable]) -> str:
    return "номер повторяется" if _number(row) and _number(row) in numbers else ""
