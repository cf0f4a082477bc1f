"""On which days the agent works: «Рабочие дни» of the settings without the days off of Справочники."""

from __future__ import annotations

from datetime import date, timedelta

from osago_xl.schema.sheets.lists import HOLIDAYS
from osago_xl.work.unit import Work

_WEEK = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_USUAL = frozenset(range(5))
_LOOKED_THROUGH = 366


class Workdays:
    """The agent's calendar; read once for a command."""

    def __init__(self, work: Work) -> None:
        named = {_WEEK.index(word) for word in str(work.settings["cfg_work_days"]).lower().split() if word in _WEEK}
        self._week = frozenset(named) or _USUAL
        self._off = {(row["day"], row["month"]) for row in work.rows(HOLIDAYS) if row["off"] == "да"}

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self._week and (day.day, day.month) not in self._off

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working one, else the next; a year without any leaves the day as it is."""
        ahead = (day + timedelta(days=n) for n in range(_LOOKED_THROUGH))
        return next((each for each in ahead if each in self), day)

    def after(self, day: date, days: int) -> date:
        """So many days later; 0 is that very day, whatever it is."""
        return self.on_or_after(day + timedelta(days=days)) if days else day
