"""One contact with a client and what follows from its result: next call, status, task."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.workdays import Workdays
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, TASKS
from osago_xl.schema.sheets.lists import REASONS, RESULTS
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.values.dates import next_birthday, numeric, parse
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

AGAIN = "Перезвонить"
_NO_YEAR = re.compile(r"(\d{1,2})[.\-/](\d{1,2})\.?")
_LEAP_YEAR = 2000


def log_contact(work: Work, client: Row, result: str, *, again: str = "", **more: Any) -> Row:
    """A row in Контакты, and next call, status and task as tblResults says; `again` is what was typed there.

    `more` are further columns of tblContacts (kind, reason, note, offered, policy, agent, direction …). Only a talk
    moves «Последний контакт» and keeps a promise that is due: who has been sent a letter still waits for the call.
    """
    rule = work.find(RESULTS, result) or {"again": None, "status": "", "task": ""}
    calendar, days = Workdays(work), int(rule["again"] or 0)
    next_call = parse_again(again, work.today, calendar) or (calendar.after(work.today, days) if days else None)
    values = {"kind": "звонок", "direction": "исх", "agent": client["agent"] or first_agent(work)} | more
    contact = work.add(
        CONTACTS,
        day=work.today,
        client=client["key"],
        result=result,
        next_call=next_call,
        created=work.now,
        **values,
    )
    work.set(CLIENTS, client, **_dates(work, client, contact))
    if rule["status"]:
        work.set(CLIENTS, client, status=rule["status"])
    if rule["task"]:
        add_task(
            work, rule["task"], next_call or work.today, client=client["key"], agent=values["agent"], source=result
        )
    return contact


def _dates(work: Work, client: Row, contact: Row) -> dict[str, date | None]:
    """The dates of the client that a contact of today moves."""
    promised, today = client["next_call"], work.today
    if not is_talk(contact, no_talks(work)):
        mailed = {"last_mailing": today} if contact["mailing"] else {}
        return mailed | {"next_call": contact["next_call"] or promised}
    ahead = promised if promised and promised > today else None
    return {"last_contact": today, "next_call": contact["next_call"] or ahead}


def no_talks(work: Work) -> frozenset[str]:
    """Results of Справочники in which nobody was spoken to."""
    return frozenset(row["result"] for row in work.rows(RESULTS) if row["talk"] == "нет")


def is_talk(contact: Row, silent: Collection[str]) -> bool:
    """Whether a row of Контакты is a talk; a mailing never is, whatever its result says."""
    return not contact["mailing"] and contact["result"] not in silent


def known_result(work: Work, typed: str) -> str:
    """The word of Справочники that was meant; InputError for a word that stands there in no spelling."""
    known = [str(row["result"]) for row in work.rows(RESULTS)]
    found = next((word for word in known if fold(word) == fold(typed)), None)
    if found is None:
        message = f"Результата «{typed}» нет в списке. Выберите: {', '.join(known)}; или допишите в «Справочники»."
        raise InputError("Результат", typed, message)
    return found


def reason_word(work: Work, code: str, default: str = "") -> str:
    """The agent's own word for a reason of Справочники."""
    return next((str(row["reason"]) for row in work.rows(REASONS) if row["code"] == code), default)


def add_task(work: Work, what: str, due: date, *, kind: str = "задача", **more: Any) -> Row:
    """An open task."""
    values = {"state": "открыта", "repeat": "нет", "agent": first_agent(work)} | more
    return work.add(TASKS, what=what, due=due, kind=kind, **values)


def first_agent(work: Work) -> str:
    """The owner of the workbook: the agent with the role «я», else the first one."""
    agents = work.rows(AGENTS)
    own = next((row for row in agents if row["role"] == "я"), agents[0] if agents else None)
    return own["agent"] if own else ""


def parse_again(text: str, today: date, calendar: Workdays | None = None) -> date | None:
    """What was typed under «Перезвонить»: 7 = in so many days, 25.12 = the next such day, 25.12.2026 = that day.

    A number of days ends on a working day of the calendar; a named day is taken as it is. InputError for what is
    neither, and for a day that has passed.
    """
    text = text.strip()
    if not text:
        return None
    try:
        day = _day(text, today, calendar)
    except (ValueError, OverflowError, InputError):
        message = f"«Перезвонить»: не понятно «{text}». Впишите число дней (7) или дату (25.12)."
        raise InputError(AGAIN, text, message) from None
    if day < today:
        raise InputError(AGAIN, text, f"«Перезвонить»: {numeric(day)} уже прошло. Назовите день позже сегодняшнего.")
    return day


def _day(text: str, today: date, calendar: Workdays | None) -> date:
    if text.isdecimal():
        return calendar.after(today, int(text)) if calendar else today + timedelta(days=int(text))
    match = _NO_YEAR.fullmatch(text)
    if match:
        return next_birthday(date(_LEAP_YEAR, int(match[2]), int(match[1])), today)
    return parse(text, AGAIN)


def unanswered(work: Work, client: str) -> int:
    """How many of the newest contacts in a row ended without a talk."""
    silent, count = no_talks(work), 0
    for contact in reversed(work.linked(CONTACTS, "client", {client})):
        if contact["mailing"]:
            continue
        if is_talk(contact, silent):
            break
        count += 1
    return count
