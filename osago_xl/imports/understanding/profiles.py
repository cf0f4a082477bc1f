"""What the values of a column look like together, and beside the other columns of their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from osago_xl.imports.model import Raw
from osago_xl.imports.understanding.fields import Field
from osago_xl.imports.understanding.traits import Known, day_of, number_of, traits
from osago_xl.schema.columns import as_text
from osago_xl.values import dates
from osago_xl.values.placeholders import says_nothing

SAMPLE = 120
"""Rows looked at, spread over the table."""
_MOST = 0.7
"""Share of rows in which a relation between two columns must hold."""
_TERMS = frozenset([*range(360, 370), *range(85, 96), *range(175, 190)])
"""Days from the start to the end of a policy: a year, three months, six."""
_BEFORE_START = range(61)
_FEE = (Decimal("0.005"), Decimal("0.6"))
"""A commission in roubles is such a part of its premium."""

STRONG = frozenset(
    {"phone", "email", "vin", "plate", "date", "period", "month", "inn", "address", "passport", "policy"}
)
"""Traits that speak against a field which cannot hold them."""


@dataclass(frozen=True)
class Profile:
    """Trait sets of the filled values of the sample, and what is seen only beside other columns."""

    values: tuple[frozenset[str], ...] = ()
    beside: frozenset[str] = frozenset()

    def fit(self, field: Field) -> float:
        """From -1, no value can be this field, to 1, all values look like it; 0 for an empty column."""
        return sum(self._one(field, self.beside | each) for each in self.values) / (len(self.values) or 1)

    @staticmethod
    def _one(field: Field, of: frozenset[str]) -> float:
        if of & field.values:
            return 1.0
        if of & field.never:
            return -1.0
        if of & field.weak:
            return 0.5
        free = "text" in field.values
        return (-0.5 if free else -1.0) if of & STRONG else 0.5 if free else 0.0


def profiles(columns: Sequence[Sequence[Raw]], today: date, known: Known, premium: int | None) -> list[Profile]:
    """A profile of each column; all columns have the same rows. `premium` is the column of premiums, when known."""
    chosen = _spread(max(map(len, columns), default=0))
    samples = [[column[n] if n < len(column) else None for n in chosen] for column in columns]
    found = [[_traits(value, today, known) for value in sample] for sample in samples]
    beside: dict[int, set[str]] = {}
    for place, marks in (*_dated(samples, found).items(), *_paid(samples, premium).items()):
        beside.setdefault(place, set()).update(marks)
    for place, column in enumerate(columns):
        if _counts_up([as_text(value) for value in column[:SAMPLE]]):
            beside.setdefault(place, set()).add("sequence")
    return [Profile(tuple(filter(None, each)), frozenset(beside.get(n, ()))) for n, each in enumerate(found)]


def _traits(value: Raw, today: date, known: Known) -> frozenset[str]:
    """What a value may be; «нет» and «б/н» may be anything."""
    return frozenset() if says_nothing(as_text(value), zero=False) else traits(value, today, known)


def _spread(count: int) -> list[int]:
    """Rows from the whole table: old bases begin with other habits than they end with."""
    return list(range(count)) if count <= SAMPLE else [n * count // SAMPLE for n in range(SAMPLE)]


def _dated(samples: Sequence[Sequence[Raw]], found: Sequence[Sequence[frozenset[str]]]) -> Mapping[int, set[str]]:
    """Starts and ends a term apart, and the days of signing shortly before a start."""
    days = {n: [day_of(v) for v in s] for n, s in enumerate(samples) if sum("date" in t for t in found[n])}
    marks: dict[int, set[str]] = {}
    for end in days:
        start = max((n for n in days if n != end), key=lambda n: _whole_terms(days[n], days[end]), default=end)
        if start != end and max(_whole_terms(days[start], days[end]), _share(days[start], days[end], _TERMS)) >= _MOST:
            marks.setdefault(start, set()).add("starting")
            marks.setdefault(end, set()).add("ending")
    for start in [n for n, of in marks.items() if of == {"starting"}]:
        for other in days.keys() - {start}:
            if not marks.get(other) and _share(days[other], days[start], _BEFORE_START) >= _MOST:
                marks.setdefault(other, set()).add("signing")
    return marks


def _whole_terms(starts: Sequence[date | None], ends: Sequence[date | None]) -> float:
    """Share of rows whose end is the last day of a year from the start."""
    both = [(a, b) for a, b in zip(starts, ends, strict=True) if a and b]
    return sum(dates.policy_end(a) == b for a, b in both) / (len(both) or 1)


def _share(one: Sequence[date | None], other: Sequence[date | None], apart: Collection[int]) -> float:
    both = [(b - a).days for a, b in zip(one, other, strict=True) if a and b]
    return sum(days in apart for days in both) / (len(both) or 1)


def _paid(samples: Sequence[Sequence[Raw]], premium: int | None) -> Mapping[int, set[str]]:
    """Columns that are a part of the premium: commission in roubles."""
    if premium is None:
        return {}
    whole = [number_of(value) for value in samples[premium]]
    marks: dict[int, set[str]] = {}
    for place, sample in enumerate(samples):
        parts = [abs(part) / all_ for v, all_ in zip(sample, whole, strict=True) if all_ and (part := number_of(v))]
        low, high = _FEE
        if place != premium and parts and sum(low <= part <= high for part in parts) >= _MOST * len(parts):
            marks[place] = {"fee"}
    return marks


def _counts_up(texts: Sequence[str]) -> bool:
    """1, 2, 3 … with gaps, as rows are numbered."""
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 7]
    filled = sum(map(bool, texts))
    steps = Counter(b - a for a, b in pairwise(numbers))
    return filled > 0 and len(numbers) == filled and numbers[0] < 2 and steps[1] >= _MOST * (len(numbers) - 1)
