"""КБМ over the years: class after n payouts, the path ahead, and the date rule of 1 April.

A КБМ is found once a year on 1 April from the payouts of the twelve months before and holds to 31 March.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.domain.rates import Factor, Tariff
from osago_xl.errors import InputError
from osago_xl.values.reading import refuse

MORE_THAN_THREE = 4  # column of the table for every larger number of payouts
MAX_CLAIMS = 50


class Step(NamedTuple):
    """A class and its КБМ."""

    kbm_class: str
    factor: Factor


def class_of(tariff: Tariff, factor: Factor) -> str:
    """The class a КБМ stands for."""
    return next(name for name, other in tariff.kbm.items() if other.value == factor.value)


def next_class(tariff: Tariff, kbm_class: str, claims: int) -> str:
    """Class of the next year after `claims` payouts by policies of this driver."""
    if kbm_class not in tariff.kbm:
        known = ", ".join(tariff.kbm)
        if not known:
            reason = f"Класс КБМ: таблица КБМ для договоров {tariff.period} не найдена в источниках."
            raise InputError("kbm_class", kbm_class, reason)
        raise refuse("kbm_class", kbm_class, f"допустимо: {known}")
    return tariff.kbm_next[kbm_class, min(payouts(claims), MORE_THAN_THREE)]


def payouts(claims: int) -> int:
    """The number itself; InputError for one that no year has."""
    if not 0 <= claims <= MAX_CLAIMS:
        raise refuse("claims", claims, f"число выплат за год от 0 до {MAX_CLAIMS}")
    return claims


def path(tariff: Tariff, kbm_class: str, claims_by_year: Iterable[int]) -> list[Step]:
    """Classes of the coming years, one for each number of payouts given."""
    steps = []
    for claims in claims_by_year:
        kbm_class = next_class(tariff, kbm_class, claims)
        steps.append(Step(kbm_class, tariff.kbm[kbm_class]))
    return steps


def asked_for(tariff: Tariff, kbm: Decimal | None, request: object) -> Decimal | None:
    """The КБМ of an unlimited list if somebody was asked for it: the value of one without history is none."""
    nobody = tariff.kbm.get(tariff.rules["class_without_history"].value)
    return None if nobody is not None and kbm == nobody.value and not request else kbm


def year_of(day: date) -> tuple[date, date]:
    """First and last day of the КБМ year a day belongs to: 1 April to 31 March."""
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return date(first, 4, 1), date(first + 1, 3, 31)


def recalculations(after: date, until: date) -> int:
    """How many times a КБМ is found anew after one day and up to another (1 April itself counts)."""
    return max(year_of(until)[0].year - year_of(after)[0].year, 0)


def found_anew(known: date, starts: date) -> date | None:
    """The 1 April between the day a КБМ is known on and the start of a contract; None when the КБМ still holds then."""
    first = year_of(starts)[0]
    return first if known < first else None


def without_claims(tariff: Tariff, factor: Decimal) -> Decimal:
    """The КБМ after one more year without payouts."""
    worn = tariff.kbm_by_value.get(factor)
    return tariff.kbm[next_class(tariff, class_of(tariff, worn), 0)].value if worn else factor
