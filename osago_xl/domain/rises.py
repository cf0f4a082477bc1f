"""A rise of the tariff known ahead: whom an early renewal helps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from osago_xl.values.dates import numeric
from osago_xl.values.money import number


class Rise(NamedTuple):
    """A change of the tariff known ahead: from `day` on КТ of the policy's territory is larger."""

    day: date
    before: Decimal
    after: Decimal

    def helps(self, policy: Mapping[str, Any], today: date, ahead: int) -> bool:
        """True for a policy that ends before the rise, at most `ahead` days from now: the next one begins by the old
        tariff. The tariff is that of the first day of a policy, so one that ends later cannot be helped.
        """
        running = policy["left"] not in ("", None) and policy["left"] >= 0 and not policy["successor"]
        return running and policy["ends"] < self.day and (self.day - today).days <= ahead

    def __str__(self) -> str:
        return f"с {numeric(self.day)} КТ в регионе {number(self.before)}→{number(self.after)}: продлить до этого дня"
