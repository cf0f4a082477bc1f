"""Seven days ahead on Старт: how many calls and ends of policies each holds, plain formulas with their twins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from osago_xl.domain.contract_states import ISSUED
from osago_xl.schema.columns import Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import day_month
from osago_xl.schema.tables import Grid, Highlight

DAYS = 7
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
          "декабря")  # fmt: skip
_FULL_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_DAY = "cfg_today+{k}-1"

Row = Mapping[str, Any]


def _listed(words: tuple[str, ...]) -> str:
    return ",".join(f'"{word}"' for word in words)


def _told(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d.%m}"


def _day(row: Row, facts: Facts) -> date:
    return facts.today + timedelta(days=row["k"] - 1)


def _calls(row: Row, facts: Facts) -> int:
    """Calls of a day; today's are those of the large figure."""
    if row["k"] == 1:
        return int(row["form"]["calls"])
    day = _day(row, facts)
    return sum(1 for each in facts.rows("tblClients") if each["call_from"] == day)


def _ends(row: Row, facts: Facts) -> int:
    day = _day(row, facts)
    return sum(1 for each in facts.rows("tblPolicies") if each["ends"] == day and each["state"] == ISSUED)


WEEK = Grid(
    "week",
    "B15",
    DAYS,
    (
        Text(
            "day",
            "День",
            formula=f'CHOOSE(WEEKDAY({_DAY},2),{_listed(WEEKDAYS)})&" "&{day_month(f"({_DAY})")}',
            compute=lambda row, facts: _told(_day(row, facts)),
        ),
        Number(
            "calls",
            "Пора звонить",
            formula=f"IF({{k}}=1,start_calls,COUNTIFS(tblClients[Звонить с],{_DAY}))",
            compute=_calls,
        ),
        Number(
            "ends",
            "Закончатся полисы",
            formula=f'COUNTIFS(tblPolicies[Окончание],{_DAY},tblPolicies[Состояние],"оформлен")',
            compute=_ends,
        ),
    ),
    (1, 2, 2),
    locked=True,
)

HIGHLIGHTS = (
    ("B15:F15", Highlight("bold", 'LEN($B$15)>0')),
    ("B15:F21", Highlight("shade", 'OR(LEFT($B15,2)="сб",LEFT($B15,2)="вс")')),
)  # fmt: skip

HEADING = (
    f'"Сегодня "&DAY(cfg_today)&" "&CHOOSE(MONTH(cfg_today),{_listed(MONTHS)})&", "'
    f"&CHOOSE(WEEKDAY(cfg_today,2),{_listed(_FULL_WEEKDAYS)})"
)


def heading(_row: Row, facts: Facts) -> str:
    """«Сегодня 30 ноября, понедельник»."""
    day = facts.today
    return f"Сегодня {day.day} {MONTHS[day.month - 1]}, {_FULL_WEEKDAYS[day.weekday()]}"
