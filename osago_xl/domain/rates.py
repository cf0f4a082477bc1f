"""Rates in force on one day: what the law says, ready to be looked up, each value with its origin.

The files are read in `osago_xl.tariffs`; the calculation sees only these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from osago_xl.domain.territory import Territories, Territory


class Factor(NamedTuple):
    """One factor of a premium and where it comes from.

    `code` — ТБ, КТ, КБМ, КВС, КО, КМ, КС, КП; `why` — Russian, why this row of the table;
    `act`, `article` — number of the act and its place; `note` — what the agent must know about certainty;
    `confidence` — certain, likely, derived, carried, carried-at-risk; `sources` — ids of data/sources.csv.
    """

    code: str
    value: Decimal
    why: str
    act: str = ""
    article: str = ""
    note: str = ""
    confidence: str = "certain"
    sources: tuple[str, ...] = ()


class Gap(NamedTuple):
    """A value the law has and no source gives; asking for it is an error with this reason."""

    act: str
    note: str


class Band(NamedTuple):
    """`over` < x ≤ `to` for power, `over` ≤ x ≤ `to` elsewhere; None is open."""

    over: Decimal
    to: Decimal | None
    factor: Factor


class Corridor(NamedTuple):
    """Bounds of the base rate in roubles; a bound nobody has found is None."""

    low: Factor | None
    high: Factor | None
    act: str
    text: str  # «1 399…8 665 ₽», a "?" for an unknown bound

    @property
    def known(self) -> bool:
        return self.low is not None or self.high is not None


class Horizon(NamedTuple):
    """How far the acts are known: looked for on `looked`; from `open_from` on a later one may be in force."""

    looked: date
    open_from: date

    def note(self, day: date) -> str:
        """What the agent must know about a contract of that day, else nothing."""
        if day < self.open_from:
            return ""
        return f"Тарифы известны до {self.looked:%d.%m.%Y}: на этот день может выйти новый акт, сверьте ближе к дате"


class Rule(NamedTuple):
    """A constant of the order of application (data/*/rules.csv)."""

    value: str
    act: str
    note: str


@dataclass(frozen=True, slots=True)
class AgeBands:
    """The age–experience table of one family of vehicles."""

    ages: tuple[tuple[int, int], ...]  # (from, to), the last `to` open: 999
    cells: Mapping[int, tuple[tuple[int, int, Factor], ...]]  # by age_from: (experience from, to, factor)

    def find(self, age: int, experience: int) -> Factor | None:
        """The cell, or None where the table has no such cell."""
        for low, high in self.ages:
            if low <= age <= high:
                for first, last, factor in self.cells[low]:
                    if first <= experience <= last:
                        return factor
        return None


@dataclass(frozen=True, slots=True)
class Tariff:
    """All rates in force from `since` to `until` inclusive (None: no end known).

    `edition` is the newest act that restated the tariff; `rank` orders acts by the day they came into force.
    """

    since: date
    until: date | None
    horizon: Horizon
    edition: str
    rank: Mapping[str, int]
    base: Mapping[str, Corridor]
    territories: Territories
    kt: Mapping[Territory, Factor | Gap]
    kt_tractors: Mapping[Territory, Factor | Gap]
    kt_foreign: Mapping[tuple[str, str], Factor | Gap]
    kbm: Mapping[str, Factor]
    kbm_next: Mapping[tuple[str, int], str]
    kvs: Mapping[str, AgeBands]
    ko: Mapping[tuple[str, str], Factor | Gap]
    km: Mapping[str, tuple[Band, ...]]
    ks: Mapping[int, Factor]
    kp: Mapping[tuple[str, int], Factor]
    rules: Mapping[str, Rule]
    kbm_by_value: Mapping[Decimal, Factor]

    @property
    def period(self) -> str:
        """«с 27.01.2025 по 08.12.2025», for messages."""
        start = f"с {self.since:%d.%m.%Y}"
        return f"{start} по {self.until:%d.%m.%Y}" if self.until else start


class TariffsByDate(Protocol):
    """What knows the tariff of any day: `osago_xl.tariffs.Tariffs`."""

    def at(self, day: date) -> Tariff:
        """The tariff of a day; InputError on the field `date` when there is none."""
        ...
