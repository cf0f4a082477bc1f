"""The premium of the next year: drivers one year older, КБМ moved on, the act of that day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from osago_xl.domain import factors as by
from osago_xl.domain.bonus_malus import class_of, next_class, payouts, recalculations
from osago_xl.domain.premium import Quote, premium
from osago_xl.domain.rates import Tariff, TariffsByDate
from osago_xl.domain.risk import UNLIMITED, Driver, Risk
from osago_xl.values.dates import full_years, policy_end
from osago_xl.values.money import number


@dataclass(frozen=True, slots=True)
class Forecast:
    """`quote` of the renewed contract, `risk` it was made of, `change` in roubles against today's premium."""

    quote: Quote
    risk: Risk
    change: Decimal


def forecast(risk: Risk, tariffs: TariffsByDate, claims: int = 0, starts: date | None = None) -> Forecast:
    """Price the renewal starting on `starts` (the day after the policy's year) after `claims` payouts.

    The insurer's base rate stays; when the new corridor no longer allows it, the nearest bound is taken and said.
    A tariff not yet known cannot be foreseen: the newest one is used.
    """
    now = premium(risk, tariffs)
    renewed = renewal(risk, tariffs, claims, starts)
    quote = premium(renewed, tariffs)
    if renewed.base_rate != risk.base_rate:
        moved = f"ТБ: ставка {_shown(risk.base_rate)} вне нового коридора, взята граница {_shown(renewed.base_rate)}"
        quote = replace(quote, notes=(*quote.notes, moved))
    return Forecast(quote, renewed, quote.premium - now.premium)


def _shown(rate: Decimal | str) -> str:
    return number(Decimal(rate))


def renewal(risk: Risk, tariffs: TariffsByDate, claims: int = 0, starts: date | None = None) -> Risk:
    """The same contract on its next first day: everybody older, every КБМ moved on, the rate within the corridor.

    An unlimited list whose КБМ is not known has no history that could move: it stays where such a list is priced.
    """
    day = starts or policy_end(risk.date) + timedelta(days=1)
    tariff = tariffs.at(day)
    payouts(claims)
    row = by.base_class(risk.category, risk.owner, risk.taxi, risk.max_mass_kg, risk.seats, risk.regular_routes)
    rate = nearest_rate(tariff, row, risk.base_rate)
    steps, years = recalculations(risk.date, day), full_years(risk.date, day)
    own = (risk.kbm, risk.kbm_class) != (None, None)
    renewed = replace(risk, date=day, base_rate=rate)
    if own:
        renewed = replace(renewed, kbm=None, kbm_class=moved_class(tariff, risk.kbm, risk.kbm_class, steps, claims))
    if risk.drivers == UNLIMITED:
        return renewed
    people = [_older(driver, years) for driver in risk.drivers]
    return replace(renewed, drivers=tuple(_with_kbm(driver, tariff, own, steps, claims) for driver in people))


def _older(driver: Driver, years: int) -> Driver:
    return replace(
        driver,
        age=None if driver.age is None else driver.age + years,
        experience=None if driver.experience is None else driver.experience + years,
    )


def _with_kbm(driver: Driver, tariff: Tariff, contract_has_one: bool, steps: int, claims: int) -> Driver:
    """A driver without a КБМ of his own goes on taking the contract's."""
    if (driver.kbm, driver.kbm_class) == (None, None) and contract_has_one:
        return driver
    return replace(driver, kbm=None, kbm_class=moved_class(tariff, driver.kbm, driver.kbm_class, steps, claims))


def moved_class(tariff: Tariff, kbm: Decimal | None, kbm_class: str | None, steps: int, claims: int) -> str:
    """Class after the recalculations in between; the payouts count in the first of them."""
    found = class_of(tariff, by.bonus_malus(tariff, kbm, kbm_class))
    for step in range(steps):
        found = next_class(tariff, found, claims if step == 0 else 0)
    return found


def nearest_rate(tariff: Tariff, row: str, rate: Decimal | Literal["min", "max"]) -> Decimal | Literal["min", "max"]:
    """The rate itself while the corridor of this row of annex 1 allows it, else the nearest bound."""
    corridor = tariff.base.get(row)
    if isinstance(rate, str) or corridor is None or not by.outside(corridor, rate):
        return rate
    bounds = [bound.value for bound in (corridor.low, corridor.high) if bound is not None]
    return min(bounds, key=lambda bound: abs(bound - rate))
