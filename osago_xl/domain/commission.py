"""Commission (КВ): which rule of the table applies, what it gives, and who transfers what to whom.

Two lines: бордеро by the register of contracts, ДВОУ by a contract for services. All sums are in roubles,
rates in percent of the premium after the official discount.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import NamedTuple

from osago_xl.errors import InputError
from osago_xl.findings import Finding, error, warning
from osago_xl.values.money import EXACT, KOPECK
from osago_xl.values.text import fold

ZERO = Decimal(0)
ANY = ("", "все", "любой", "любая")


class Hold(IntEnum):
    """Удержание КВ: what the agent keeps back when the premium goes through him."""

    NONE = 0
    FULL = 1
    PARTIAL = 2


def read_hold(text: str) -> Hold | None:
    """The digit of a cell «Удержание»; None for an empty cell or an unknown word."""
    return Hold(int(text)) if text in {str(int(hold)) for hold in Hold} else None


class Report(StrEnum):
    BORDEREAU = "бордеро"
    SERVICES = "ДВОУ"


class Conditions(NamedTuple):
    """What a rule may ask of a contract, in order of weight; «все» or an empty cell fits everything.

    `form` is the class of the policy's form, paper or electronic: insurers settle the two differently.
    """

    insurer: str = ""
    product: str = ""
    agent: str = ""
    contract: str = ""
    owner: str = ""
    category: str = ""
    region: str = ""
    form: str = ""


class Rule(NamedTuple):
    """One row of «Правила КВ», valid from `start` to `end` inclusive; `kbm_to` fits a КБМ not above it.

    A rule without a hold leaves it to the insurer's.
    """

    conditions: Conditions
    start: date
    bordereau: Decimal
    services: Decimal = ZERO
    end: date | None = None
    kbm_to: Decimal | None = None
    hold: Hold | None = None


class Sale(NamedTuple):
    """What is known of a contract when its commission is computed; a refund has a negative premium.

    `discount` is official (the insurer gets less), `own_discount` comes out of the agent's commission.
    `acquiring` is in percent.
    """

    facts: Conditions
    day: date
    premium: Decimal
    kbm: Decimal | None = None
    discount: Decimal = ZERO
    own_discount: Decimal = ZERO
    acquiring: Decimal = ZERO


class Commission(NamedTuple):
    """`base` is the premium that the rates refer to and that the insurer is due."""

    base: Decimal
    bordereau: Decimal
    services: Decimal
    own_discount: Decimal = ZERO
    acquiring: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.bordereau + self.services

    @property
    def margin(self) -> Decimal:
        """What stays with the agent after his own discount and the bank's fee."""
        return self.total - self.own_discount - self.acquiring


class Transfer(NamedTuple):
    """Of one payment in one report: what goes to the insurer, what comes back to the agent."""

    to_insurer: Decimal
    to_agent: Decimal


def choose(rules: Iterable[Rule], sale: Sale) -> Rule | None:
    """The most specific rule that fits, the newest of equals, the upper of twins; None when none fits."""
    fitting = [rule for rule in rules if _fits(rule, sale)]
    return max(fitting, key=_specificity, default=None)


def _fits(rule: Rule, sale: Sale) -> bool:
    in_time = rule.start <= sale.day and (rule.end is None or sale.day <= rule.end)
    in_class = rule.kbm_to is None or (sale.kbm is not None and sale.kbm <= rule.kbm_to)
    return in_time and in_class and all(map(_matches, rule.conditions, sale.facts))


def _matches(wanted: str, fact: str) -> bool:
    return fold(wanted) in ANY or fold(wanted) == fold(fact)


def _specificity(rule: Rule) -> tuple[int, tuple[bool, ...], Decimal, date]:
    """More conditions first, then the weightier ones, the tighter КБМ, the later start."""
    asked = (*(fold(value) not in ANY for value in rule.conditions), rule.kbm_to is not None)
    return sum(asked), asked, -(rule.kbm_to or ZERO), rule.start


def compute(rule: Rule, sale: Sale, unit: Decimal = KOPECK) -> Commission:
    """The two lines of a contract by a rule, each rounded to `unit`, halves away from zero."""
    base = sale.premium - sale.discount
    return Commission(
        base,
        percent(base, rule.bordereau, unit),
        percent(base, rule.services, unit),
        sale.own_discount,
        percent(base, sale.acquiring, unit),
    )


def percent(amount: Decimal, rate: Decimal, unit: Decimal = KOPECK) -> Decimal:
    """`rate` percent of an amount, rounded once to a multiple of `unit` (0.01 kopeck, 1 rouble, 10)."""
    units = EXACT.divide(EXACT.multiply(amount, rate), unit * 100)
    return units.quantize(Decimal(1), context=EXACT) * unit


def split_share(total: Decimal, share: Decimal) -> tuple[Decimal, Decimal]:
    """The sub-agent's part of a commission (share in percent) and what remains; together the total."""
    if not 0 <= share <= 100:
        raise InputError("Доля КВ %", share, "Доля субагента — от 0 до 100 процентов. Исправьте её в Агентах.")
    part = percent(total, share)
    return part, total - part


def transfer(commission: Commission, hold: Hold, report: Report, *, paid_to_insurer: bool) -> Transfer:
    """Who owes whom for a payment in a report.

    ДВОУ already settled in бордеро (partial hold) is zero in the other report: it is never counted twice.
    """
    kept_back = hold is not Hold.NONE and not paid_to_insurer
    if report is Report.SERVICES:
        settled = kept_back and hold is Hold.PARTIAL
        return Transfer(ZERO, ZERO if settled else commission.services)
    if paid_to_insurer:
        return Transfer(ZERO, commission.bordereau)
    if not kept_back:
        return Transfer(commission.base, commission.bordereau)
    returned = commission.services if hold is Hold.PARTIAL else ZERO
    return Transfer(commission.base - commission.bordereau, returned)


def check_rules(rules: Sequence[Rule]) -> Iterator[tuple[int, Finding]]:
    """Rows of the table that cannot work, by index: ends before start, impossible rates, exact twins."""
    seen: dict[tuple[Conditions, Decimal | None, date], int] = {}
    for index, rule in enumerate(rules):
        if rule.end is not None and rule.end < rule.start:
            yield index, error("commission.dates", "правило кончается раньше начала", "Исправьте даты.")
        if not (0 <= rule.bordereau <= 100 and 0 <= rule.services <= 100):
            yield index, error("commission.rate", "ставка КВ вне 0–100 %", "Исправьте процент.")
        conditions = Conditions(*map(fold, rule.conditions))
        twin = seen.setdefault((conditions, rule.kbm_to, rule.start), index)
        if twin != index:
            message = f"те же условия и дата, что в строке {twin + 1}: действует верхняя"
            yield index, warning("commission.twin", message, "Удалите лишнюю строку.")
