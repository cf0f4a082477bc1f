"""Who owes whom and since when: open items, instalments, the bonus for the plan, partners.

One rule for all debts: what settles a debt settles its oldest part first, and the age of what remains is
the age of the oldest unsettled part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

from osago_xl.domain.commission import ZERO, percent

Urgency = Literal["", "warning", "error"]


class PaymentKind(StrEnum):
    PREMIUM = "премия"
    TRANSFER = "перечисление СК"
    COMMISSION = "КВ получено"
    SUBAGENT = "субагенту"
    PARTNER = "от партнёра"
    REFUND = "возврат"
    BONUS = "премия за план"
    EXPENSE = "расход"


class Payment(NamedTuple):
    """A row of «Расчёты». With a due date and no day it is a planned instalment.

    `to_transfer` is the insurer's part of a collected premium. A mistake is reversed by a negative row.
    """

    kind: PaymentKind
    party: str
    policy: str
    day: date | None
    income: Decimal = ZERO
    expense: Decimal = ZERO
    to_transfer: Decimal = ZERO
    due: date | None = None
    key: str = ""


class Item(NamedTuple):
    """A change of what is owed: positive makes a debt on its day, negative settles it."""

    party: str
    policy: str
    day: date
    amount: Decimal


class Debt(NamedTuple):
    """What is still owed. A negative amount is an overpayment. `level` is by age."""

    party: str
    policy: str
    amount: Decimal
    since: date
    days: int
    level: Urgency


@dataclass(frozen=True)
class Ages:
    """A debt older than so many days is amber, then red."""

    amber: int = 3
    red: int = 15

    def level(self, days: int) -> Urgency:
        return "error" if days > self.red else "warning" if days > self.amber else ""


def debts(items: Iterable[Item], today: date, ages: Ages | None = None) -> list[Debt]:
    """Open items of every party and policy up to today, the oldest first; settled ones are left out.

    A sum paid without a policy (one transfer for a whole act) settles the party's oldest debts.
    """
    ages = ages or Ages()
    rest: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for parts in _by(lambda item: item.party, _open_parts(items, today)).values():
        for part in _spread(parts):
            rest[part.party, part.policy].append(part)
    found = [_debt(parts, today, ages) for parts in rest.values()]
    return sorted(found, key=lambda debt: (debt.since, debt.party, debt.policy))


def _debt(parts: list[Item], today: date, ages: Ages) -> Debt:
    amount, since = sum((part.amount for part in parts), ZERO), min(part.day for part in parts)
    days = (today - since).days
    level = ages.level(days) if amount > 0 else ""
    return Debt(parts[0].party, parts[0].policy, amount, since, days, level)


def _by(key: Callable[[Item], str], items: Iterable[Item]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def _open_parts(items: Iterable[Item], today: date) -> Iterator[Item]:
    """What is left of each policy's items when its own settlements took its oldest debts."""
    dated = sorted((item for item in items if item.day <= today), key=lambda item: item.day)
    for of_party in _by(lambda item: item.party, dated).values():
        for rows in _by(lambda item: item.policy, of_party).values():
            settled = -sum((row.amount for row in rows if row.amount < 0), ZERO)
            yield from _reduced([row for row in rows if row.amount > 0], settled, rows[-1])


def _spread(parts: list[Item]) -> Iterator[Item]:
    """One party's open parts after its sums without a policy took the oldest of them."""
    common = [part for part in parts if part.amount < 0 and not part.policy]
    if not common:
        yield from parts
        return
    own = [part for part in parts if part.amount < 0 and part.policy]
    open_debts = sorted((part for part in parts if part.amount > 0), key=lambda part: part.day)
    yield from own
    yield from _reduced(open_debts, -sum((part.amount for part in common), ZERO), common[-1])


def _reduced(debts: Iterable[Item], settled: Decimal, last: Item) -> Iterator[Item]:
    """Debts, oldest first, less a sum; what is paid too much comes out as a negative item like `last`."""
    for debt in debts:
        taken = min(settled, debt.amount)
        settled -= taken
        if debt.amount > taken:
            yield debt._replace(amount=debt.amount - taken)
    if settled:
        yield last._replace(amount=-settled)


def owed_to_insurers(payments: Iterable[Payment]) -> list[Item]:
    """Premium collected less what went back, and not yet transferred; `party` of a premium row is the insurer."""
    ours = (PaymentKind.PREMIUM, PaymentKind.REFUND, PaymentKind.TRANSFER)
    return [
        Item(p.party, p.policy, p.day, p.income - p.expense if p.kind is PaymentKind.TRANSFER else p.to_transfer)
        for p in payments
        if p.day and p.kind in ours
    ]


def owed_by_insurers(due: Iterable[Item], payments: Iterable[Payment]) -> list[Item]:
    """Commission due by acts (`due`) less what was received."""
    return [*due, *_received(PaymentKind.COMMISSION, payments)]


def owed_by_partners(leads: Iterable[Lead], payments: Iterable[Payment]) -> list[Item]:
    """Fees for leads whose contract was paid, less what partners have paid."""
    return [*filter(None, map(lead_fee, leads)), *_received(PaymentKind.PARTNER, payments)]


def owed_to_subagents(due: Iterable[Item], payments: Iterable[Payment]) -> list[Item]:
    """Shares of commission due to sub-agents less what they were given."""
    paid = [
        Item(p.party, p.policy, p.day, p.income - p.expense)
        for p in payments
        if p.day and p.kind is PaymentKind.SUBAGENT
    ]
    return [*due, *paid]


def _received(kind: PaymentKind, payments: Iterable[Payment]) -> list[Item]:
    return [Item(p.party, p.policy, p.day, p.expense - p.income) for p in payments if p.day and p.kind is kind]


class Instalment(NamedTuple):
    """A planned payment: `days` to go, negative when overdue."""

    policy: str
    party: str
    due: date
    amount: Decimal
    days: int
    level: Urgency


def instalments(payments: Iterable[Payment], today: date, soon: int = 7) -> list[Instalment]:
    """Planned payments not made, the nearest first: overdue are errors, due within `soon` days warnings."""
    planned = [
        Instalment(p.policy, p.party, p.due, p.income, (p.due - today).days, _urgency(p.due, today, soon))
        for p in payments
        if p.due and not p.day
    ]
    return sorted(planned, key=lambda instalment: (instalment.due, instalment.policy))


def _urgency(due: date, today: date, soon: int) -> Urgency:
    days = (due - today).days
    return "error" if days < 0 else "warning" if days <= soon else ""


def plan_bonus(sold: Decimal, plan: Decimal, rate: Decimal) -> Decimal:
    """Bonus for the plan: a percentage of the premium sold once the plan is reached; no plan, no bonus."""
    return percent(sold, rate) if 0 < plan <= sold else ZERO


class Lead(NamedTuple):
    """A client handed to a partner; the fee arises when his contract is paid. `rate` in percent."""

    policy: str
    partner: str
    product: str
    handed: date
    premium: Decimal = ZERO
    paid: date | None = None
    rate: Decimal = Decimal(10)


def lead_fee(lead: Lead) -> Item | None:
    """What the partner owes for a lead, from the day the client paid; None before."""
    if lead.paid is None:
        return None
    return Item(lead.partner, lead.policy, lead.paid, percent(lead.premium, lead.rate))
