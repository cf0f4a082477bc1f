"""How «Разложить» shares out the backlog: who comes first, and on which days."""

from __future__ import annotations

from datetime import date

from osago_xl.books.base import Row
from osago_xl.desk.workdays import Workdays
from osago_xl.work.unit import Work


def rank(client: Row) -> int:
    """VIP first, then those who have bought before."""
    return 0 if client["segment"] == "VIP" else 1 if client["last_order"] else 2


def working_days(work: Work, count: int, plan: int) -> list[date]:
    """`count` days from tomorrow on, each working day so often as the plan allows; days off are left out."""
    calendar, day = Workdays(work), work.today
    days: list[date] = []
    while len(days) < count:
        day = calendar.after(day, 1)
        days += [day] * plan
    return days[:count]
