"""The chain of a contract: what its first conditions cost, what every change adds, and whose money each rouble is.

A change costs the difference between the full premiums of the new and of the former conditions for the days that are
left; cheaper conditions give nothing back. Conditions of one day replace each other: the last ones entered hold. All
sums are in roubles, rates in percent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from osago_xl.domain.commission import ZERO, Commission, percent
from osago_xl.domain.refund import WITHHELD, Refund, surcharge, term_days
from osago_xl.values.money import EXACT, KOPECK, to_kopecks
from osago_xl.values.reading import refuse


class Terms(NamedTuple):
    """Conditions in force from `day` on: their premium for the whole term, and the rates of commission agreed then."""

    day: date
    full_premium: Decimal
    bordereau_rate: Decimal = ZERO
    services_rate: Decimal = ZERO


class Link(NamedTuple):
    """What one step adds to the contract from `day` on: the commission with its base, and what the client pays."""

    day: date | None
    commission: Commission
    days: int = 0

    @property
    def price(self) -> Decimal:
        """What the client pays for it: the agent's own discount is no money of the company."""
        return self.commission.base - self.commission.own_discount

    def share(self, amount: Decimal, taken: Decimal) -> Fraction:
        """The part of an amount of this link that `taken` roubles of its price hold, exactly."""
        return Fraction(amount) * Fraction(taken) / Fraction(self.price) if self.price else Fraction(0)


@dataclass(frozen=True)
class Chain:
    """A contract's links in the order of their days. `full_premium` is that of the conditions in force in the end.

    The days are unknown of a contract without its term: then nothing can be changed or given back, and all else holds.
    """

    links: tuple[Link, ...]
    full_premium: Decimal
    ends: date | None = None

    @property
    def total(self) -> Commission:
        """All links together."""
        parts = [link.commission for link in self.links]
        columns = [(each.base, each.bordereau, each.services, each.own_discount) for each in parts]
        return Commission(*(sum(column, ZERO) for column in zip(*columns, strict=True)))

    @property
    def price(self) -> Decimal:
        """What the client pays for the whole contract."""
        return sum((link.price for link in self.links), ZERO)

    def of(self, received: Decimal) -> Commission:
        """Premium and commission in the first `received` roubles of the contract: they fill one link after the other.

        Each sum is rounded once, so the differences between two amounts add up to the whole.
        """
        base = bordereau = services = Fraction(0)
        rest = received
        for link in self.links:
            taken = min(max(rest, ZERO), link.price)
            rest -= taken
            base += link.share(link.commission.base, taken)
            bordereau += link.share(link.commission.bordereau, taken)
            services += link.share(link.commission.services, taken)
        return Commission(_kopecks(base), _kopecks(bordereau), _kopecks(services))

    def part(self, before: Decimal, amount: Decimal) -> Commission:
        """What a payment of `amount` holds when `before` was received already; a payment back holds it with a minus."""
        old, new = self.of(before), self.of(before + amount)
        return Commission(new.base - old.base, new.bordereau - old.bordereau, new.services - old.services)

    def given_back(self, amount: Decimal, unit: Decimal = KOPECK) -> Commission:
        """The commission in a part of the premium that goes back, with a minus, at the rates of the contract."""
        whole = self.total
        if not whole.base:
            return Commission(-amount, ZERO, ZERO)
        rates = (EXACT.divide(line * 100, whole.base) for line in (whole.bordereau, whole.services))
        return Commission(-amount, *(percent(-amount, rate, unit) for rate in rates))

    def refund(
        self, paid: Decimal, ended: date, *, withheld: Decimal = WITHHELD, count_last_day: bool = False
    ) -> Refund:
        """What may come back of the money received when the contract ends early; never more than was received.

        Of every link the share of its own days that are left, less what the company withholds.
        """
        first = self.links[0].day
        if first is None or self.ends is None:
            raise refuse("ends", "", "у полиса нет начала или окончания")
        if ended > self.ends:
            raise refuse("ended", f"{ended:%d.%m.%Y}", f"договор закончился {self.ends:%d.%m.%Y}")
        if not 0 <= withheld <= 1:
            raise refuse("withheld", withheld, "доля удержания от 0 до 1, обычно 0.23")
        left = (self.ends - ended).days + count_last_day
        unexpired, rest = Fraction(0), paid
        for link in self.links:
            taken = min(max(rest, ZERO), link.price)
            rest -= taken
            unexpired += link.share(link.commission.base, taken) * min(left, link.days) / link.days
        amount = min(_kopecks(unexpired * Fraction(1 - withheld)), max(paid, ZERO))
        days = self.links[0].days
        return Refund(amount, min(left, days), days, withheld)


def _kopecks(amount: Fraction) -> Decimal:
    """The one rounding: a half is a half only before anything was divided."""
    return to_kopecks(EXACT.divide(Decimal(amount.numerator), Decimal(amount.denominator)))


def single(commission: Commission, starts: date | None = None, ends: date | None = None) -> Chain:
    """A contract that nobody has changed."""
    days = term_days(starts, ends) if starts and ends and starts <= ends else 0
    known = ends if days else None
    return Chain((Link(starts if days else None, commission, days),), commission.base, known)


def chain(
    first: Commission, full_premium: Decimal, starts: date, ends: date, changes: Iterable[Terms], unit: Decimal = KOPECK
) -> Chain:
    """The chain of a contract sold for `first` and changed since; `changes` come in the order they were entered.

    A change before the first day holds from the first day on. `full_premium` is that of the first conditions; `unit`
    is to what commission is rounded. InputError for a change after the last day.
    """
    by_day = {max(terms.day, starts): terms for terms in changes}
    links, current = [Link(starts, first, term_days(starts, ends))], full_premium
    for day, terms in sorted(by_day.items()):
        found = surcharge(current, terms.full_premium, starts, ends, day)
        due = max(found.amount, ZERO)
        rates = (terms.bordereau_rate, terms.services_rate)
        links.append(Link(day, Commission(due, *(percent(due, rate, unit) for rate in rates)), found.days_left))
        current = terms.full_premium
    return Chain(tuple(links), current, ends)
