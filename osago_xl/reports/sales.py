"""What was sold and when: a sale stays in its month, a change and an end are events of their own months.

The premium of partners' policies is theirs and no event of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.money.chains import Chains
from osago_xl.domain.commission import ZERO
from osago_xl.domain.contract_states import CONCLUDED, TERMINATED
from osago_xl.work.unit import Work


class Event(NamedTuple):
    """Premium and commission that a day brought or took back; `sold` and `ended` count contracts."""

    policy: Row
    day: date
    premium: Decimal
    commission: Decimal
    sold: int = 0
    ended: int = 0


def events(work: Work, policies: Iterable[Row]) -> Iterator[Event]:
    """Sales, changes and ends of these policies, one after the other."""
    chains = Chains(work)
    for policy in policies:
        if policy["state"] in CONCLUDED and not policy["partner"]:
            yield from _of(chains, policy)


def _of(chains: Chains, policy: Row) -> Iterator[Event]:
    found = chains.of(policy)
    sale, *changes = found.links
    discount = policy["insurer_discount"] or ZERO
    if policy["signed"]:
        yield Event(policy, policy["signed"], sale.commission.base + discount, sale.commission.total, sold=1)
    for link in changes:
        if link.day and link.commission.base:
            yield Event(policy, link.day, link.commission.base, link.commission.total)
    if policy["cancelled"] and policy["state"] == TERMINATED:
        back = found.given_back(policy["refund"] or ZERO, chains.unit)
        yield Event(policy, policy["cancelled"], back.base, back.total, ended=1)
