"""What a day of the calendar holds: calls, ends of policies, tasks, birthdays; also for the export to .ics."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from osago_xl.domain.contract_states import ISSUED
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.tables import Table


class Kind(NamedTuple):
    """What a day holds: rows of `table` whose `column` is that day (and which meet `also`)."""

    short: str
    word: str
    table: Table
    column: str
    who: str
    sheet: str
    also: tuple[str, str] = ("", "")


KINDS = (
    Kind("звонки", "звонок", CLIENTS, "call_from", "name", "Клиенты"),
    Kind("полисы", "полис заканчивается", POLICIES, "ends", "who", "Полисы", ("state", ISSUED)),
    Kind("задачи", "задача", TASKS, "due", "what", "Задачи", ("state", "открыта")),
    Kind("ДР", "день рождения", CLIENTS, "birthday", "name", "Клиенты"),
)


def header_of(kind: Kind, key: str) -> str:
    return f"{kind.table.name}[{kind.table.by_key[key].header}]"


def count_formula(kind: Kind, day: str) -> str:
    """Formula: how many rows of a kind a day has."""
    key, word = kind.also
    also = f',{header_of(kind, key)},"{word}"' if key else ""
    return f"COUNTIFS({header_of(kind, kind.column)},{day}{also})"


def rows_of(kind: Kind, day: date, facts: Facts) -> list[Row]:
    """Rows of a kind on a day, in the order of the table."""
    key, word = kind.also
    rows = facts.where(kind.table.name, kind.column, day)
    return [row for row in rows if not key or row[key] == word]
