"""The next change of КВС: the birthday or anniversary of the licence on which a driver moves to another cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.domain.factors import age_experience
from osago_xl.domain.rates import Tariff
from osago_xl.values.dates import add_years, full_years

_LOOK_AHEAD = 15  # years; the widest bands end within it


class BandChange(NamedTuple):
    """From `day` on the factor is `after` instead of `before`."""

    day: date
    before: Decimal
    after: Decimal


def next_change(tariff: Tariff, category: str, birth: date, licence: date, day: date) -> BandChange | None:
    """The first change of КВС after a day by the table of that day; None when nothing changes any more."""
    before = age_experience(tariff, category, full_years(birth, day), full_years(licence, day), legal=False).value
    turns = sorted(
        turn
        for since in (birth, licence)
        for years in range(1, _LOOK_AHEAD + 1)
        if (turn := add_years(since, full_years(since, day) + years)) > day
    )
    for turn in turns:
        if full_years(birth, turn) > 110:
            return None
        after = age_experience(tariff, category, full_years(birth, turn), full_years(licence, turn), legal=False).value
        if after != before:
            return BandChange(turn, before, after)
    return None
