"""All columns of a table understood at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from osago_xl.imports.model import Raw
from osago_xl.imports.understanding import assignment
from osago_xl.imports.understanding.fields import Field, fields
from osago_xl.imports.understanding.lexicon import scores
from osago_xl.imports.understanding.profiles import Profile, profiles
from osago_xl.imports.understanding.traits import Known
from osago_xl.imports.understanding.words import Heading, read
from osago_xl.values.text import SEEN

By = Literal["words", "values", "both", "asked", "remembered", "none"]
_TIE = 1e-6
"""Of equal columns the left one takes the earlier field: «Телефон», «Телефон»."""
_MOST_COLUMNS = 200
"""Wider tables are no client lists; what stands further right goes to the comment as it is."""
_NAMED = 0.6
"""From this wording on a heading names a field, for those that go with it."""
_TELLING = frozenset({"phone", "email", "vin", "plate"})
"""Values that can be nothing else need no heading."""


@dataclass(frozen=True)
class Column:
    """What a column was taken for: `field` is "" for nothing; `rivals` are all fields it might be, the best first."""

    place: int
    heading: str
    field: str = ""
    by: By = "none"
    confidence: float = 0.0
    rivals: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether only the agent can tell."""
        return bool(self.rivals)


@lru_cache(SEEN)
def wording(text: str) -> Mapping[str, float]:
    """What a heading alone may say: field → how well; empty for words that say nothing, as those of values are."""
    heading = read(text)
    if not heading.words:
        return {}
    return {name: score for name, field in fields().items() if (score := field.wording(heading)) > 0}


def understand(
    headings: Mapping[int, str],
    columns: Mapping[int, Sequence[Raw]],
    today: date,
    known: Known | None = None,
    taken: frozenset[str] = frozenset(),
) -> list[Column]:
    """The columns of a table by place; those without a heading are left to the comment.

    Values of all columns stand in the same rows. `taken` are fields the agent has given to other columns.
    """
    places = [place for place in headings if headings[place].strip()][:_MOST_COLUMNS]
    words = [read(headings[place]) for place in places]
    ours = [field for field in fields().values() if field.name not in taken]
    said = [[field.wording(heading) for field in ours] for heading in words]
    _alone(said, ours)
    seen = profiles([columns[place] for place in places], today, known or Known.of(), _premium(said, ours))
    table = [
        [_score(field, one, heading, profile) for field, one in zip(ours, row, strict=True)]
        for row, heading, profile in zip(said, words, seen, strict=True)
    ]
    chosen = assignment.best([_tied(row, n, len(table)) for n, row in enumerate(table)])
    found = []
    for n, (place, row) in enumerate(zip(places, table, strict=True)):
        column = Column(place, headings[place])
        if (at := chosen[n]) >= 0:
            confidence = round(min(row[at], 1.0), 2)
            column = replace(column, field=ours[at].name, by=_by(said[n][at], seen[n], ours[at]), confidence=confidence)
            column = replace(column, rivals=_rivals(ours, row, at, chosen))
        found.append(column)
    return found


def _alone(said: Sequence[list[float]], ours: Sequence[Field]) -> None:
    """Fields that go with others count less in a table that names none of them."""
    named = {field.name for row in said for field, one in zip(ours, row, strict=True) if one >= _NAMED}
    for place, field in enumerate(ours):
        if field.beside and not field.beside & named:
            for row in said:
                row[place] *= scores().alone if row[place] > 0 else 1.0


def _premium(said: Sequence[Sequence[float]], ours: Sequence[Field]) -> int | None:
    """The column that is the premium by its words: commissions are compared with it."""
    at = next((n for n, field in enumerate(ours) if field.name == "premium"), None)
    best = max(range(len(said)), key=lambda n: said[n][at], default=None) if at is not None else None
    return best if best is not None and at is not None and said[best][at] > 0 else None


def _score(field: Field, said: float, heading: Heading, profile: Profile) -> float:
    """From 0 to 1; 0 for what it cannot be."""
    weights = scores()
    if said < 0:
        return 0.0
    fit = profile.fit(field)
    if said == 0:
        alone = not heading.words and fit >= weights.sure_values and field.values <= _TELLING
        return weights.values_alone * fit if alone else 0.0
    score = weights.words * said + weights.values * fit
    believed = said >= weights.sure_words or fit > 0
    return score if believed and score >= weights.least else 0.0


def _tied(row: Sequence[float], number: int, count: int) -> list[float]:
    return [score and score + _TIE * (count - number) * (len(row) - place) for place, score in enumerate(row)]


def _by(said: float, profile: Profile, field: Field) -> By:
    if said <= 0:
        return "values"
    return "both" if profile.fit(field) > 0 else "words"


def _rivals(ours: Sequence[Field], row: Sequence[float], at: int, chosen: Sequence[int]) -> tuple[str, ...]:
    """Free fields that a column may be nearly as well, itself first; none where nothing is left to ask."""
    near = [
        n
        for n, score in enumerate(row)
        if score and n not in chosen and row[at] - score < scores().margin and not _same_place(ours[at], ours[n])
    ]
    return (ours[at].name, *(ours[n].name for n in sorted(near, key=lambda n: -row[n]))) if near else ()


def _same_place(one: Field, other: Field) -> bool:
    """Fields whose values end in one cell, or in one after the other, leave nothing to ask."""
    return (one.into and one.into == other.into) or {one.name, other.name} == {"phone", "phone_2"}
