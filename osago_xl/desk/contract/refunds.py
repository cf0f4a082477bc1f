"""What may come back when a contract ends early, by the settings of the agent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from osago_xl.books.base import Row
from osago_xl.desk.money.chains import Chains
from osago_xl.domain.refund import Refund
from osago_xl.work.unit import Work

FROM_APPLICATION_DAY = "со дня заявления"


def refund_estimate(work: Work, policy: Row, ended: date) -> Refund:
    """What may come back of the premium received when the application arrives on that day, by the agent's settings."""
    settings = work.settings
    chains = Chains(work, {policy["key"]})
    return chains.of(policy).refund(
        chains.paid(policy),
        ended,
        withheld=Decimal(str(settings["cfg_refund_percent"] or 0)) / 100,
        count_last_day=settings["cfg_refund_days"] == FROM_APPLICATION_DAY,
    )


def paid_for(work: Work, policy: Row) -> Decimal:
    """What the client has paid for a policy by the rows of Расчёты, less what went back."""
    return Chains(work, {policy["key"]}).paid(policy)
