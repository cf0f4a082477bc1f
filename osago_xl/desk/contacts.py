"""One contact with a client and what follows from its result: next call, status, task."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from osago_xl.books.base import Row
from osago_xl.errors import InputError
from osago_xl.values.dates import next_birthday, numeric, parse
from osago_xl.work.unit import Work

AGAIN = "Перезвонить"
_NO_YEAR = re.compile(r"(\d{1,2})[.\-/](\d{1,2})\.?")
_LEAP_YEAR = 2000


def log_contact(work: Work, client: Row, result: str, *, again: str = "", **more: Any) -> Row:
    """A row in Контакты, and next call, status and task as tblResults says; `again` is what was typed there.

    `more` are further columns of tblContacts (kind, reason, note, offered, policy, agent, direction …).
    """
    rule = work.find("tblResults", result) or {"again": None, "status": "", "task": ""}
    days = rule["again"]
    next_call = parse_again(again, work.today) or (work.today + timedelta(days=int(days)) if days else None)
    values = {"kind": "звонок", "direction": "исх", "agent": client["agent"] or first_agent(work)} | more
    contact = work.add(
        "tblContacts",
        day=work.today,
        client=client["key"],
        result=result,
        next_call=next_call,
        created=work.now,
        **values,
    )
    spent = client["next_call"] if client["next_call"] and client["next_call"] > work.today else None
    work.set("tblClients", client, last_contact=work.today, next_call=next_call or spent)
    if rule["status"]:
        work.set("tblClients", client, status=rule["status"])
    if rule["task"]:
        add_task(
            work, rule["task"], next_call or work.today, client=client["key"], agent=values["agent"], source=result
        )
    return contact


def add_task(work: Work, what: str, due: date, *, kind: str = "задача", **more: Any) -> Row:
    """An open task."""
    values = {"state": "открыта", "repeat": "нет", "agent": first_agent(work)} | more
    return work.add("tblTasks", what=what, due=due, kind=kind, **values)


def first_agent(work: Work) -> str:
    """The owner of the workbook: the agent with the role «я», else the first one."""
    agents = work.rows("tblAgents")
    own = next((row for row in agents if row["role"] == "я"), agents[0] if agents else None)
    return own["agent"] if own else ""


def parse_again(text: str, today: date) -> date | None:
    """What was typed under «Перезвонить»: 7 = in so many days, 25.12 = the next such day, 25.12.2026 = that day.

    InputError for what is neither, and for a day that has passed.
    """
    text = text.strip()
    if not text:
        return None
    try:
        day = _day(text, today)
    except (ValueError, OverflowError, InputError):
        message = f"«Перезвонить»: не понятно «{text}». Впишите число дней (7) или дату (25.12)."
        raise InputError(AGAIN, text, message) from None
    if day < today:
        raise InputError(AGAIN, text, f"«Перезвонить»: {numeric(day)} уже прошло. Назовите день позже сегодняшнего.")
    return day


def _day(text: str, today: date) -> date:
    if text.isdecimal():
        return today + timedelta(days=int(text))
    match = _NO_YEAR.fullmatch(text)
    if match:
        return next_birthday(date(_LEAP_YEAR, int(match[2]), int(match[1])), today)
    return parse(text, AGAIN)


def unanswered(work: Work, client: str) -> int:
    """How many of the newest contacts in a row ended without a talk."""
    talk = {row["result"]: row["talk"] for row in work.rows("tblResults")}
    count = 0
    for contact in reversed(work.linked("tblContacts", "client", {client})):
        if talk.get(contact["result"]) != "нет":
            break
        count += 1
    return count
