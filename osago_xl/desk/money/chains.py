"""The chain of a policy's money, read from Полисы and Изменения and written back into them.

Whatever asks what a contract costs, what its commission is, or what a payment holds, asks here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.contract.pricing import commission_unit
from osago_xl.domain.commission import ZERO, Commission
from osago_xl.domain.contract_money.chain import Chain, Terms, chain, single
from osago_xl.domain.contract_money.receipts import Receipt
from osago_xl.schema.sheets.changes import CHANGED, CHANGES, SOLD
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.tables import R, Table
from osago_xl.values.misfit import known
from osago_xl.work.unit import Work

"""States of a contract that was sold: what ends later was sold all the same."""
DIRECT = frozenset({"банк", "СБП/QR", "на сайте СК"})
"""Ways to pay in which the money never passes through the agent."""
PREMIUM, REFUND = "премия", "возврат"
_RATE_PLACES = Decimal("0.0001")


class Chains:
    """Chains and receipts of all policies, or of those with these keys: each table is read once, when it is needed."""

    def __init__(self, work: Work, only: Iterable[str] | None = None) -> None:
        self._work, self._only = work, None if only is None else set(only)
        self.unit = commission_unit(work)

    @cached_property
    def _changes(self) -> Mapping[str, list[Row]]:
        return _by_policy(self._work, CHANGES, self._only)

    @cached_property
    def _payments(self) -> Mapping[str, list[Row]]:
        return _by_policy(self._work, PAYMENTS, self._only)

    def of(self, policy: Row) -> Chain:
        """The chain of a policy; one that nobody has changed, or whose sale is not known, is its stored premium."""
        rows = self._changes[policy["key"]]
        sale = next((row for row in rows if row["kind"] == SOLD), None)
        if sale is None or not policy["starts"] or not policy["ends"]:
            return single(commission_of(policy), policy["starts"], policy["ends"])
        first = _commission(policy, sale["full_premium"], sale["bordereau"], sale["services"])
        full = sale["full_premium"] or ZERO
        changes = [_terms(row) for row in rows if row["kind"] == CHANGED and row["day"] and row["full_premium"]]
        return chain(first, full, policy["starts"], policy["ends"], changes, self.unit)

    def changes(self, policy: Row) -> Sequence[Row]:
        """The rows of Изменения about a policy, in the order they were entered."""
        return self._changes[policy["key"]]

    def payments(self, policy: Row, kind: str = PREMIUM) -> list[Row]:
        """Rows of Расчёты about money of a policy that has moved, by the order of the sheet."""
        return [row for row in self._payments[policy["key"]] if row["kind"] == kind and row["day"]]

    def planned(self, policy: Row) -> list[Row]:
        """Premiums of a policy still to come."""
        return [
            row for row in self._payments[policy["key"]] if row["kind"] == PREMIUM and row["due"] and not row["day"]
        ]

    def receipts(self, policy: Row) -> list[Receipt]:
        """Premiums received for a policy."""
        return [
            Receipt(row["key"], row["day"], moved(row), direct=row["method"] in DIRECT) for row in self.payments(policy)
        ]

    def paid(self, policy: Row) -> Decimal:
        """Premiums received less what went back to the client, in roubles."""
        rows = (*self.payments(policy), *self.payments(policy, REFUND))
        return sum((moved(row) for row in rows), ZERO)


def _by_policy(work: Work, table: Table[R], keys: set[str] | None) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in work.rows(table) if keys is None else work.linked(table, "policy", keys):
        groups[row["policy"]].append(row)
    return groups


def moved(payment: Row) -> Decimal:
    """What came in with a row of Расчёты, less what went out."""
    return (payment["income"] or ZERO) - (payment["expense"] or ZERO)


def _terms(row: Row) -> Terms:
    rates = (row["bordereau_percent"] or ZERO, row["services_percent"] or ZERO)
    return Terms(row["day"], row["full_premium"], *rates)


def _commission(
    policy: Row, premium: Decimal | None, bordereau: Decimal | None, services: Decimal | None
) -> Commission:
    base = (premium or ZERO) - (policy["insurer_discount"] or ZERO)
    return Commission(base, bordereau or ZERO, services or ZERO, policy["discount"] or ZERO)


def commission_of(policy: Row) -> Commission:
    """Premium due to the company and commission as stored; the agent's own discount does not touch either."""
    return _commission(policy, policy["premium"], policy["bordereau"], policy["services"])


def to_pay(policy: Row) -> Decimal:
    """What the client pays: the premium without the insurer's discount and without the agent's own."""
    stored = commission_of(policy)
    return stored.base - stored.own_discount


def enter_change(work: Work, policy: Row, **terms: Any) -> None:
    """A row for new conditions (`day`, `full_premium`, rates …), after one for the sale; then settle the money."""
    if not any(row["kind"] == SOLD for row in work.linked(CHANGES, "policy", {policy["key"]})):
        sale = {key: known(policy[key]) for key in ("bordereau_percent", "bordereau", "services_percent", "services")}
        premium = {"full_premium": policy["premium"], "charged": policy["premium"]}
        day = policy["starts"]
        work.add(CHANGES, policy=policy["key"], kind=SOLD, day=day, entered=work.now, **premium, **sale)
    work.add(CHANGES, policy=policy["key"], kind=CHANGED, entered=work.now, **terms)


def store_chain(work: Work, policy: Row) -> Chain:
    """Write what follows from the chain of a changed policy: what each row adds, and the policy's whole."""
    chains = Chains(work, {policy["key"]})
    found, rows = chains.of(policy), chains.changes(policy)
    if not any(row["kind"] == SOLD for row in rows):
        return found
    links = {link.day: link.commission for link in found.links[1:]}
    for row in reversed(rows):
        if row["kind"] == CHANGED and row["day"]:
            added = links.pop(max(row["day"], policy["starts"]), Commission(ZERO, ZERO, ZERO))
            work.set(CHANGES, row, charged=added.base, bordereau=added.bordereau, services=added.services)
    whole = found.total
    values: dict[str, Any] = {"premium": whole.base + (policy["insurer_discount"] or ZERO)}
    charged = [row for row in rows if row["kind"] == SOLD or row["charged"]]
    for line, amount in (("bordereau", whole.bordereau), ("services", whole.services)):
        rates = {known(row[f"{line}_percent"]) for row in charged}
        rate = rates.pop() if len(rates) == 1 else _mean_rate(amount, whole.base)
        values |= {line: amount or known(charged[0][line]), f"{line}_percent": rate}
    work.set(POLICIES, policy, **values)
    return found


def _mean_rate(amount: Decimal, base: Decimal) -> Decimal:
    """Of a contract with several rates: what they come to together."""
    return (amount * 100 / base).quantize(_RATE_PLACES, ROUND_HALF_UP) if base else ZERO
