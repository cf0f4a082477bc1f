"""One contact with a client and what follows from its result: next call, status, task."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from osago_xl.actions.work import Work
from osago_xl.books.base import Row
from osago_xl.domain.dates import next_birthday
from osago_xl.errors import InputError


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
    """What was typed under «Перезвонить»: 7 = in so many days, 25.12 = the next such day, 25.12.2026 = that day."""
    text = text.strip()
    if not text:
        return None
    if text.isdigit():
        return today + timedelta(days=int(text))
    parts = text.replace("-", ".").split(".")
    try:
        if len(parts) == 2:
            return next_birthday(date(2000, int(parts[1]), int(parts[0])), today)
        if len(parts) == 3 and len(parts[0]) == 4:
            return date(int(parts[0]), int(parts[1]), int(parts[2]))
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, IndexError):
        raise InputError(
            "Перезвонить", text, f"«Перезвонить»: не понятно «{text}». Впишите число дней (7) или дату (25.12)."
        ) from None


def unanswered(work: Work, client: str) -> int:
    """How many of the newest contacts in a row ended without a talk."""
    talk = {row["result"]: row["talk"] for row in work.rows("tblResults")}
    count = 0
    for contact in reversed(work.rows("tblContacts")):
        if contact["client"] != client:
            continue
        if talk.get(contact["result"]) != "нет":
            break
        count += 1
    return count
