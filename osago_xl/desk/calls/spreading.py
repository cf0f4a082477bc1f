"""How «Разложить» shares out the backlog: who comes first, and on which days."""

from __future__ import annotations

from datetime import date, timedelta

from osago_xl.books.base import Row
from osago_xl.work.unit import Work


def rank(client: Row) -> int:
    """VIP first, then those who have bought before."""
    return 0 if client["segment"] == "VIP" else 1 if client["last_order"] else 2


_WEEK = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def working_days(work: Work, count: int, plan: int) -> list[date]:
    """`count` days from tomorrow on, each working day so often as the plan allows; holidays are left out."""
    working = {_WEEK.index(word) for word in work.settings["cfg_work_days"].split() if word in _WEEK} or {0, 1, 2, 3, 4}
    off = {(row["day"], row["month"]) for row in work.rows("tblHolidays") if row["off"] == "да"}
    days: list[date] = []
    day = work.today
    while len(days) < count:
        day += timedelta(days=1)
        if day.weekday() in working and (day.day, day.month) not in off:
            days += [day] * plan
    return days[:count]
