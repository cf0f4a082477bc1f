"""Money of a contract that has moved: what each payment holds, what of it the company is due, what went back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.domain.commission import ZERO, Commission, Hold, Report, Transfer, transfer
from osago_xl.domain.contract_money.chain import Chain


class Receipt(NamedTuple):
    """A premium received on a day; a payment taken back is negative. `direct`: it went to the company itself."""

    key: str
    day: date
    amount: Decimal
    direct: bool = False


class Part(NamedTuple):
    """What a receipt holds of the contract's premium and commission; what exceeds the price holds nothing.

    `of_change`: the sale itself was paid before, so that this is money of later changes alone.
    """

    receipt: Receipt
    commission: Commission
    of_change: bool = False

    def moved(self, hold: Hold, report: Report) -> Transfer:
        """Who owes whom for this payment in a report of a kind."""
        return transfer(self.commission, hold, report, paid_to_insurer=self.receipt.direct)

    @property
    def holds_nothing(self) -> bool:
        """Whether no report needs to name it."""
        return not (self.commission.base or self.commission.total)


def parts(chain: Chain, receipts: Iterable[Receipt]) -> Iterator[Part]:
    """What each receipt holds, by day; rounded so that the parts of a paid contract add up to the whole."""
    before = ZERO
    for receipt in sorted(receipts, key=lambda each: (each.day, each.key)):
        yield Part(receipt, chain.part(before, receipt.amount), before >= chain.links[0].price)
        before += receipt.amount


def given_back(chain: Chain, received: Decimal, refunds: Iterable[Decimal], unit: Decimal) -> Iterator[Commission]:
    """What each refund takes out of the contract, with a minus; what was paid too much goes first, holding nothing.

    Rounded so that refunds of the whole premium take the whole commission.
    """
    spare, before = max(received - chain.price, ZERO), ZERO
    for amount in refunds:
        free = min(spare, amount)
        spare -= free
        old, new = chain.given_back(before, unit), chain.given_back(before + amount - free, unit)
        before += amount - free
        yield Commission(new.base - old.base, new.bordereau - old.bordereau, new.services - old.services)


def collected(chain: Chain, receipts: Iterable[Receipt], hold: Hold) -> Decimal:
    """What the company is due of the money that came through the agent, less the commission he holds back."""
    return sum((part.moved(hold, Report.BORDEREAU).to_insurer for part in parts(chain, receipts)), ZERO)
