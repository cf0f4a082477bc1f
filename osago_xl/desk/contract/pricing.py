"""From rows and forms to premiums: the risk as the engine takes it, every insurer's price, the commission."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from osago_xl.books.base import FormValues, Row
from osago_xl.domain import commission
from osago_xl.domain.bonus_malus import asked_for, found_anew, without_claims
from osago_xl.domain.entry.rule import Known
from osago_xl.domain.insurers import InsurerRate, Offer, quotes
from osago_xl.domain.premium import Quote, premium
from osago_xl.domain.risk import UNLIMITED, Driver, Risk
from osago_xl.domain.terms import months_of_use
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.lists import SERIES
from osago_xl.schema.sheets.policies import ADMITTED
from osago_xl.schema.sheets.reference import BASE_RATES, COMMISSION_RULES, INSURERS
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.tariffs.own import tariffs as tariffs
from osago_xl.values.dates import numeric
from osago_xl.values.identifiers.base import cyrillic
from osago_xl.values.misfit import exact, known, whole
from osago_xl.values.money import KOPECK, number
from osago_xl.work.unit import Work

MIN_RATE, MAX_RATE = "минимум коридора", "максимум коридора"


class Priced(NamedTuple):
    """One insurer's offer; `line` is the commission rule that applies and what it gives, `reason` why no price."""

    insurer: str
    quote: Quote | None
    line: tuple[commission.Rule, commission.Commission] | None = None
    reason: str = ""

    @property
    def commission(self) -> Decimal | None:
        """Both lines of the commission in roubles; None without a rule."""
        return self.line[1].total if self.line else None


def known_on(today: date) -> Known:
    """What the rules of entry know on a day."""
    return Known(today, tariffs().at(today).territories, _kbm_of)


def _kbm_of(day: date) -> Collection[Decimal]:
    """КБМ of the table in force on a day; empty where no table is known, so that nothing is refused by it."""
    try:
        return tariffs().at(day).kbm_by_value
    except InputError:
        return ()


def risk_of_form(form: FormValues) -> Risk:
    """What stands in Оформление, as a risk; the base rate is that typed by hand, else the corridor's upper bound."""
    same = form["owner_same"] != "нет"
    unlimited = form["unlimited"] == "да"
    legal = (form["holder_kind"] if same else form["owner_kind"]) == "юрлицо"
    typed = [row for row in form["drivers"] if row.get("birth_date") or row.get("licensed") or row.get("name")]
    return Risk(
        date=form["starts"],
        category=form["category"],
        owner="legal" if legal else "individual",
        taxi=form["purpose"] == "такси",
        regular_routes=form["purpose"] == "регулярные перевозки",
        region=form["region"] or None,
        place=form["place"] or None,
        power_hp=form["power_hp"],
        max_mass_kg=form["mass"],
        seats=form["seats"],
        trailer=form["trailer"] == "да",
        drivers=UNLIMITED if unlimited else tuple(_driver(row) for row in typed),
        kbm=form["kbm"] if unlimited or legal else None,
        months_of_use=months_of_use([(form[f"use_{n}_from"], form[f"use_{n}_to"]) for n in (1, 2, 3)]),
        short_term_factor=form["short_factor"],
        base_rate=form["base_rate"] or "max",
    )


def _driver(row: Mapping[str, Any]) -> Driver:
    name = row.get("name") or "без имени"
    for key, word in (("birth_date", "даты рождения"), ("licensed", "даты начала стажа")):
        if row.get(key) is None:
            raise InputError(key, None, f"Водитель {name}: нет {word}. Впишите её в список водителей.")
    return Driver(birth_date=row["birth_date"], licence_date=row["licensed"], kbm=row.get("kbm"))


def risk_of_policy(work: Work, policy: Row, drivers: tuple[Driver, ...] | None = None) -> Risk:
    """A stored policy as a risk on its first day, at the base rate it was sold for; `drivers` replace those on file."""
    car = work.get(CARS, policy["car"])
    owner = work.find(CLIENTS, policy["owner"] or policy["client"])
    legal = bool(owner) and owner is not None and owner["kind"] == "юрлицо"
    unlimited = policy["unlimited"] == "да"
    return Risk(
        date=policy["starts"],
        category=car["category"] or "B",
        owner="legal" if legal else "individual",
        taxi=(policy["purpose"] or car["purpose"]) == "такси",
        regular_routes=(policy["purpose"] or car["purpose"]) == "регулярные перевозки",
        region=car["region"] or None,
        place=car["place"] or None,
        power_hp=exact(car["power_hp"]),
        max_mass_kg=exact(car["mass"]),
        seats=whole(car["seats"]),
        trailer=policy["trailer"] == "да",
        drivers=drivers or (UNLIMITED if unlimited else _admitted(work, policy["key"])),
        kbm=policy["kbm"] if legal else _asked(policy) if unlimited else None,
        months_of_use=months_of_use([(policy[f"use_{n}_from"], policy[f"use_{n}_to"]) for n in (1, 2, 3)]),
        base_rate=policy["tb"] or "max",
    )


def _asked(policy: Row) -> Decimal | None:
    return asked_for(tariffs().at(policy["starts"]), policy["kbm"], policy["kbm_request"])


def _admitted(work: Work, policy: str) -> tuple[Driver, ...]:
    drivers = []
    for row in work.rows(ADMITTED):
        person = work.find(DRIVERS, row["driver"]) if row["policy"] == policy else None
        if person:
            born, since, kbm = known(person["birth_date"]), known(person["licensed"]), row["kbm"] or person["kbm"]
            drivers.append(Driver(birth_date=born, licence_date=since, kbm=known(kbm)))
    return tuple(drivers)


def insurer_rates(work: Work, day: date) -> tuple[list[InsurerRate], list[str]]:
    """The sheet Базовые ставки for active insurers, and a sentence for every row that cannot be used."""
    active = {row["insurer"] for row in work.rows(INSURERS) if row["active"] != "нет"}
    territories = tariffs().at(day).territories
    rates, troubles = [], []
    for row in work.rows(BASE_RATES):
        try:
            rate = InsurerRate.parse(row, territories)
        except InputError as error:
            troubles.append(f"Базовые ставки, {row['insurer'] or 'строка без компании'}: {error.message}")
            continue
        if rate.insurer in active:
            rates.append(rate)
    return rates, troubles


def offers(
    work: Work, risk: Risk, facts: commission.Conditions, concluded: date | None = None
) -> tuple[list[Priced], list[str]]:
    """Every active insurer's price, cheapest first, with commission; without any rate the bounds of the corridor.

    Commission is that of the day the contract or its change is concluded, today where none is named.
    """
    rates, troubles = insurer_rates(work, risk.date)
    found = quotes(risk, rates, tariffs())
    missing = [row["insurer"] for row in work.rows(INSURERS) if row["active"] != "нет"]
    known = {offer.insurer for offer in found}
    why = f"нет ставки на {risk.date:%d.%m.%Y}: впишите её на лист «Базовые ставки»"
    found += [Offer(name, None, None, why) for name in missing if name not in known]
    rules, unit = commission_rules(work), commission_unit(work)
    priced = [_priced(offer, rules, facts, concluded or work.today, unit) for offer in found]
    if not any(offer.quote for offer in priced):
        priced = [*_corridor(risk), *priced]
    return priced, troubles


def _corridor(risk: Risk) -> list[Priced]:
    lowest = premium(replace(risk, base_rate="min"), tariffs())
    highest = premium(replace(risk, base_rate="max"), tariffs())
    return [Priced(MIN_RATE, lowest), Priced(MAX_RATE, highest)]


def _priced(
    offer: Offer, rules: Sequence[commission.Rule], facts: commission.Conditions, day: date, unit: Decimal
) -> Priced:
    if offer.quote is None:
        return Priced(offer.insurer, None, reason=offer.reason)
    line = commission_line(rules, facts._replace(insurer=offer.insurer), day, offer.quote, unit)
    return Priced(offer.insurer, offer.quote, line)


def commission_line(
    rules: Sequence[commission.Rule], facts: commission.Conditions, day: date, quote: Quote, unit: Decimal
) -> tuple[commission.Rule, commission.Commission] | None:
    """The rule that applies to a price on a day, and what it gives; None where none fits."""
    sale = commission.Sale(facts, day, quote.premium, kbm=quote.value("КБМ"))
    rule = commission.choose(rules, sale)
    return (rule, commission.compute(rule, sale, unit)) if rule else None


def commission_unit(work: Work) -> Decimal:
    """To what commission is rounded, in roubles."""
    unit = work.settings["cfg_commission_round"]
    return Decimal(str(unit)) if isinstance(unit, (int, Decimal)) and unit > 0 else KOPECK


def notes_of(risk: Risk, today: date) -> list[str]:
    """What today's price of a contract that begins later cannot know."""
    return [note for note in (_kbm_note(risk, today), tariffs().horizon.note(risk.date)) if note]


def _kbm_note(risk: Risk, today: date) -> str:
    """That the КБМ typed will no longer hold when the contract begins; "" while it does or none has been typed."""
    day = found_anew(today, risk.date)
    typed = (risk.kbm,) if risk.drivers == UNLIMITED or risk.kbm is not None else [each.kbm for each in risk.drivers]
    known = dict.fromkeys(kbm for kbm in typed if kbm is not None)
    if day is None or not known:
        return ""
    tariff = tariffs().at(risk.date)
    moved = ", ".join(f"{number(kbm)} → {number(without_claims(tariff, kbm))}" for kbm in known)
    return (
        f"КБМ взят на сегодня, а {numeric(day)} его определят заново (без убытков {moved}): запросите после этого дня."
    )


def form_class(work: Work, series: str) -> str:
    """Paper or electronic, by the table of series; "" while the series is not known."""
    found = work.find(SERIES, cyrillic(series)) if series else None
    return str(found["kind"]) if found else ""


def commission_rules(work: Work) -> list[commission.Rule]:
    """The sheet Правила КВ; rows without a date or a rate are left to «Проверить базу»."""
    return [
        commission.Rule(
            commission.Conditions(
                row["insurer"], row["product"], row["agent"], row["contract_kind"], row["owner"], row["category"],
                row["region"], row["form"],
            ),
            row["since"],
            row["bordereau"],
            row["services"] or Decimal(0),
            row["until"],
            row["kbm_max"],
            commission.read_hold(row["hold"]),
        )
        for row in work.seen(COMMISSION_RULES)
        if row["since"] and row["bordereau"] is not None
    ]  # fmt: skip
