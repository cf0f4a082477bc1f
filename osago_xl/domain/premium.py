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
from osago_xl.domain.rates import Factor, Tariff, TariffsByDate
from osago_xl.domain.risk import NO_DRIVERS, UNLIMITED, Risk
from osago_xl.domain.terms import foreign_term, short_contract
from osago_xl.errors import InputError
from osago_xl.values.money import product, to_kopecks
from osago_xl.values.reading import missing, refuse

CODES = ("ТБ", "КТ", "КБМ", "КВС", "КО", "КМ", "КС", "КП")
HIGH_NOTE = "Премия больше 3 × ТБ × КТ: прежний предел не применяется"
FOREIGN_LEGAL_NOTE = "КВС: множитель юридического лица к иностранным ТС не применён (единственный источник так считает)"
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
    far = tariff.horizon.note(risk.date)
    return quote(tariff, choose(tariff, risk), extra_notes(risk.foreign_registered, risk.owner, risk.trailer, far))


def choose(tariff: Tariff, risk: Risk) -> Choice:
    """Look every factor up."""
    row = by.base_class(risk.category, risk.owner, risk.taxi, risk.max_mass_kg, risk.seats, risk.regular_routes)
    unlimited = risk.drivers == UNLIMITED
    foreign = risk.foreign_registered
    return Choice(
        by.base_rate(tariff, row, risk.base_rate),
        territory_factor(
            tariff, risk.category, risk.kt, foreign, risk.unfriendly, risk.region, risk.place, risk.territory
        ),
        worst([kbm_factor(tariff, foreign, risk.owner, risk.kbm, risk.kbm_class, *own) for own in _own(risk)]),
        worst([kvs_factor(tariff, unlimited, foreign, risk.owner, risk.category, *who) for who in _people(risk)]),
        by.drivers_limit(tariff, unlimited, risk.owner),
        power_factor(tariff, risk.category, risk.power_hp),
        season_factor(tariff, foreign, risk.months_of_use),
        term_factor(tariff, foreign, risk.term, risk.short_term_factor, risk.months_of_use),
    )


def _own(risk: Risk) -> Sequence[tuple[Decimal | None, str | None]]:
    """КБМ of each named driver; an unlimited list has nobody's own."""
    if risk.drivers == UNLIMITED:
        return [(None, None)]
    return [(driver.kbm, driver.kbm_class) for driver in risk.drivers]


def _people(risk: Risk) -> Sequence[tuple[int | None, int | None]]:
    if risk.drivers == UNLIMITED:
        return [(None, None)]
    return [(driver.age_on(risk.date), driver.experience_on(risk.date)) for driver in risk.drivers]


def quote(tariff: Tariff, choice: Choice, notes: tuple[str, ...]) -> Quote:
    """Multiply and round once; collect what the agent must know."""
    exact = product(factor.value for factor in choice)
    own = tuple(factor.note for factor in choice if factor.note)
    high = high_note(tariff, choice.base.value, choice.territory.value, exact)
    return Quote(to_kopecks(exact), newest_act(tariff, choice), choice, own + notes + high)


def newest_act(tariff: Tariff, choice: Sequence[Factor]) -> str:
    """The edition of the tariff in force, or a later act that a factor of this contract comes from."""
    return max((tariff.edition, *(factor.act for factor in choice if factor.act)), key=tariff.rank.__getitem__)


def high_note(tariff: Tariff, base: Decimal, territory: Decimal, exact: Decimal) -> tuple[str, ...]:
    """The old ceiling 3 × ТБ × КТ is not applied (real policies and offers exceed it); exceeding it is said."""
    times = Decimal(tariff.rules["high_premium_multiple"].value)
    return () if exact <= product((times, base, territory)) else (HIGH_NOTE,)


def extra_notes(foreign: bool, owner: str, trailer: bool, far: str) -> tuple[str, ...]:
    """Notes that no single factor carries; `far` is that of a day beyond the known acts."""
    said = ((trailer, TRAILER_NOTE), (foreign and owner == "legal", FOREIGN_LEGAL_NOTE), (bool(far), far))
    return tuple(note for applies, note in said if applies)


def territory_factor(
    tariff: Tariff, category: str, kt: Decimal | None, foreign: bool, unfriendly: bool,
    region: str | None, place: str | None, territory: str | None,
) -> Factor:  # fmt: skip
    """КТ: given by hand, of a vehicle registered abroad, or of the territory."""
    if kt is not None:
        return by.own_territory_factor(kt)
    if foreign:
        return by.foreign_territory(tariff, category, unfriendly)
    return by.place(tariff, tariff.territories.look(region, place, territory), category == "tractor")


def kbm_factor(
    tariff: Tariff, foreign: bool, owner: str, contract_kbm: Decimal | None,
    contract_class: str | None, kbm: Decimal | None, kbm_class: str | None,
) -> Factor:  # fmt: skip
    """КБМ of one driver, or the one КБМ of an unlimited list, a legal entity, a vehicle registered abroad.

    A driver without a КБМ of his own takes the contract's; without either he has no history.
    """
    if foreign:
        factor = by.bonus_malus(tariff, None, tariff.rules["foreign_class"].value)
        return factor._replace(why=f"{factor.why}: ТС иностранной регистрации")
    for_all = owner == "legal" and (contract_kbm, contract_class) != (None, None)
    if for_all or (kbm is None and kbm_class is None):
        return by.bonus_malus(tariff, contract_kbm, contract_class)
    return by.bonus_malus(tariff, kbm, kbm_class)


def kvs_factor(
    tariff: Tariff, unlimited: bool, foreign: bool, owner: str, category: str, age: int | None, experience: int | None
) -> Factor:
    """КВС of one driver; not applied to an unlimited list (annex 4, par. 10)."""
    if unlimited:
        return _neutral("КВС", "список без ограничений: КВС не применяется", tariff, "приложение 4, пункт 10")
    if age is None and experience is None:
        raise missing("drivers", NO_DRIVERS)
    if age is None or experience is None:
        raise missing("age" if age is None else "experience", "нужны полные годы или дата")
    return by.age_experience(tariff, category, age, experience, owner == "legal" and not foreign)


def worst(found: Sequence[Factor]) -> Factor:
    """The highest value among the drivers (annex 4, par. 11), with the driver's number when there are several."""
    if len(found) == 1:
        return found[0]
    place = max(range(len(found)), key=lambda n: found[n].value)
    factor = found[place]
    return factor._replace(why=f"{factor.why}; наибольший, водитель {place + 1} из {len(found)}")


def power_factor(tariff: Tariff, category: str, hp: Decimal | None) -> Factor:
    """КМ, 1 for a category it does not apply to."""
    return by.power(tariff, category, hp) or _neutral("КМ", "к этой категории КМ не применяется", tariff)


def season_factor(tariff: Tariff, foreign: bool, months: int | None) -> Factor:
    """КС by months of use; not applied to vehicles registered abroad."""
    if foreign:
        return _neutral("КС", "ТС иностранной регистрации: вместо КС применяется КП", tariff)
    return by.season(tariff, months)


def term_factor(tariff: Tariff, foreign: bool, text: str | None, factor: Decimal | None, months: int | None) -> Factor:
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
