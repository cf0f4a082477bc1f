"""The premium of a contract: ТБ × КТ × КБМ × КВС × КО × КМ × КС × КП, rounded once to kopecks.

Order of application: annex 4 of directive 6007-У as later amended; which factor applies to whom is in
`osago_xl.tariffs.data`. Sources disagree in places; what is done then is written beside the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from osago_xl.domain import factors as by
from osago_xl.domain.money import product, to_kopecks
from osago_xl.domain.rates import Factor, Tariff, TariffsByDate
from osago_xl.domain.reading import refuse
from osago_xl.domain.risk import UNLIMITED, Driver, Risk
from osago_xl.domain.terms import foreign_term, short_contract
from osago_xl.errors import InputError

CODES = ("ТБ", "КТ", "КБМ", "КВС", "КО", "КМ", "КС", "КП")
TRAILER_NOTE = "Прицеп: коэффициент прицепа не применяется с 05.09.2020"


class Choice(NamedTuple):
    """The factors of one contract in the order of the formula."""

    base: Factor
    territory: Factor
    kbm: Factor
    kvs: Factor
    limit: Factor
    power: Factor
    season: Factor
    term: Factor


@dataclass(frozen=True, slots=True)
class Quote:
    """A premium in roubles with its reasons.

    `act` — the newest act behind this premium; `factors` — all eight in the order of the formula;
    `notes` — Russian sentences the agent should read (certainty of rates, assumptions made).
    """

    premium: Decimal
    act: str
    factors: tuple[Factor, ...]
    notes: tuple[str, ...]

    def value(self, code: str) -> Decimal:
        """Value of a factor by its code: ТБ, КТ, КБМ, КВС, КО, КМ, КС, КП."""
        return self.factors[CODES.index(code)].value


def premium(risk: Risk, tariffs: TariffsByDate) -> Quote:
    """Price a contract by the tariff of its first day. InputError names the field that cannot be used."""
    tariff = tariffs.at(risk.date)
    return quote(tariff, choose(tariff, risk), extra_notes(risk.foreign_registered, risk.owner, risk.trailer))


def choose(tariff: Tariff, risk: Risk) -> Choice:
    """Look every factor up."""
    row = by.base_class(
        risk.category, risk.owner, risk.taxi, risk.max_mass_kg, risk.seats, risk.regular_routes
    )
    unlimited = risk.drivers == UNLIMITED
    return Choice(
        by.base_rate(tariff, row, risk.base_rate),
        _territory(tariff, risk),
        foreign_kbm(tariff) if risk.foreign_registered else _kbm(tariff, risk),
        unlimited_kvs(tariff) if unlimited else _kvs(tariff, risk, risk.drivers),
        by.drivers_limit(tariff, unlimited, risk.owner),
        by.power(tariff, risk.category, risk.power_hp) or no_power(tariff),
        foreign_season(tariff) if risk.foreign_registered else by.season(tariff, risk.months_of_use),
        term(tariff, risk.foreign_registered, risk.term, risk.short_term_factor, risk.months_of_use),
    )


def quote(tariff: Tariff, choice: Choice, notes: tuple[str, ...]) -> Quote:
    """Multiply and round once; collect what the agent must know."""
    exact = product(factor.value for factor in choice)
    own = tuple(factor.note for factor in choice if factor.note)
    high = high_note(tariff, choice.base.value, choice.territory.value, exact)
    return Quote(to_kopecks(exact), newest_act(tariff, choice), choice, own + notes + high)


def newest_act(tariff: Tariff, choice: Sequence[Factor]) -> str:
    """The edition of the tariff in force, or a later act that a factor of this contract comes from."""
    rank = tariff.rank
    newest = tariff.edition
    for factor in choice:
        if rank.get(factor.act, -1) > rank[newest]:
            newest = factor.act
    return newest


def high_note(tariff: Tariff, base: Decimal, territory: Decimal, exact: Decimal) -> tuple[str, ...]:
    """The old ceiling 3 × ТБ × КТ is not applied (real policies and offers exceed it); exceeding it is said."""
    times = Decimal(tariff.rules["high_premium_multiple"].value)
    if exact <= times * base * territory:
        return ()
    return (f"Премия больше {times} × ТБ × КТ = {to_kopecks(times * base * territory)} ₽; прежний предел не применяется",)


def extra_notes(foreign: bool, owner: str, trailer: bool) -> tuple[str, ...]:
    """Notes that no single factor carries."""
    notes: tuple[str, ...] = ()
    if trailer:
        notes += (TRAILER_NOTE,)
    if foreign and owner == "legal":
        notes += ("КВС: множитель юридического лица к иностранным ТС не применён (единственный источник так считает)",)
    return notes


def _territory(tariff: Tariff, risk: Risk) -> Factor:
    if risk.kt is not None:
        return by.own_territory_factor(risk.kt)
    if risk.foreign_registered:
        return by.foreign_territory(tariff, risk.category, risk.unfriendly)
    row = tariff.territories.find(risk.region, risk.place, risk.territory)
    return by.territory(tariff, row, risk.category == "tractor")


def _kbm(tariff: Tariff, risk: Risk) -> Factor:
    """One КБМ for an unlimited list or a legal entity, else the highest among the drivers."""
    own = risk.kbm is not None or risk.kbm_class is not None
    if risk.drivers == UNLIMITED or (own and risk.owner == "legal"):
        return by.bonus_malus(tariff, risk.kbm, risk.kbm_class, "владелец")
    return worst([_driver_kbm(tariff, driver, n, risk) for n, driver in enumerate(risk.drivers, start=1)])


def _driver_kbm(tariff: Tariff, driver: Driver, number: int, risk: Risk) -> Factor:
    """A driver without a КБМ of his own takes the one given for the contract."""
    if driver.kbm is None and driver.kbm_class is None:
        return by.bonus_malus(tariff, risk.kbm, risk.kbm_class, f"водитель {number}")
    return by.bonus_malus(tariff, driver.kbm, driver.kbm_class, f"водитель {number}")


def _kvs(tariff: Tariff, risk: Risk, drivers: Sequence[Driver]) -> Factor:
    legal = risk.owner == "legal" and not risk.foreign_registered
    return worst(
        [
            by.age_experience(
                tariff, risk.category, driver.age_on(risk.date), driver.experience_on(risk.date), legal
            )
            for driver in drivers
        ]
    )


def worst(found: Sequence[Factor]) -> Factor:
    """The highest value among the drivers (annex 4, par. 11), with the driver's number when there are several."""
    if len(found) == 1:
        return found[0]
    place = max(range(len(found)), key=lambda n: found[n].value)
    factor = found[place]
    return factor._replace(why=f"{factor.why}; наибольший, водитель {place + 1} из {len(found)}")


def foreign_kbm(tariff: Tariff) -> Factor:
    """A vehicle registered abroad has no history here."""
    factor = by.bonus_malus(tariff, None, tariff.rules["foreign_class"].value, "")
    return factor._replace(why=f"{factor.why}: ТС иностранной регистрации")


def unlimited_kvs(tariff: Tariff) -> Factor:
    """КВС is not applied to an unlimited list (annex 4, par. 10)."""
    return _neutral("КВС", "список без ограничений: КВС не применяется", tariff, "приложение 4, пункт 10")


def no_power(tariff: Tariff) -> Factor:
    """КМ of a category it does not apply to."""
    return _neutral("КМ", "к этой категории КМ не применяется", tariff)


def foreign_season(tariff: Tariff) -> Factor:
    """КС is not applied to vehicles registered abroad."""
    return _neutral("КС", "ТС иностранной регистрации: вместо КС применяется КП", tariff)


def term(tariff: Tariff, foreign: bool, text: str | None, factor: Decimal | None, months: int | None) -> Factor:
    """КП: a foreign vehicle's term, an insurer's factor for a short contract, or 1."""
    if foreign:
        return foreign_term(tariff, text)
    if text is not None:
        raise refuse("term", text, "срок указывают только для ТС иностранной регистрации")
    if factor is None:
        return _neutral("КП", "договор на год", tariff)
    if months is not None and months < 10:
        raise InputError("short_term_factor", factor, "Краткосрочный договор не сочетается с периодом использования.")
    return short_contract(tariff, factor)


def _neutral(code: str, why: str, tariff: Tariff, article: str = "приложение 2") -> Factor:
    return Factor(code, by.ONE, why, tariff.edition, article)
