"""What may come back when a contract ends early, by the settings of the agent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from osago_xl.books.base import Row
from osago_xl.domain.refund import Refund, refund
from osago_xl.work.unit import Work

FROM_APPLICATION_DAY = "со дня заявления"


def refund_estimate(work: Work, policy: Row, ended: date) -> Refund:
    """What may come back when the application arrives on that day, by the settings of the agent."""
    settings = work.settings
    return refund(
        policy["premium"] or Decimal(0),
        policy["starts"],
        policy["ends"],
        ended,
        withheld=Decimal(settings["cfg_refund_percent"] or 0) / 100,
        count_last_day=settings["cfg_refund_days"] == FROM_APPLICATION_DAY,
    )
