"""Tasks that come by themselves: dated notes on the sheet Клиенты, and the next turn of a task that repeats."""

from __future__ import annotations

import re
from datetime import date

from osago_xl.books.base import Row
from osago_xl.desk.contacts import add_task, first_agent
from osago_xl.domain.notes import Note, dated, event_in
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.schema.sheets.lists import EVENTS
from osago_xl.values.dates import add_months
from osago_xl.work.unit import Work

NOTES = {"preferences": "предпочтения", "comment": "комментарий"}
"""Columns of Клиенты in which the agent writes to himself, and how the task names its source."""
_CELL_OF_A_FILE = re.compile(r"[^:;\n]+:\s*\d{1,2}\.\d{1,2}\.\d{4}\s*(?=[;\n]|$)")
"""What an import had no column for: «Дата последнего заказа: 01.01.2031» is a cell of the file, not a promise."""
MONTHS = {"месяц": 1, "год": 12}


def remind(work: Work) -> int:
    """Add what is missing; how many tasks were added. A second run adds nothing."""
    return _from_notes(work) + _next_turns(work)


def _from_notes(work: Work) -> int:
    known = {(task["client"], task["due"], task["what"]) for task in work.rows(TASKS)}
    events = [row["event"] for row in work.rows(EVENTS)]
    before = len(known)
    for client in work.rows(CLIENTS):
        for column, source in NOTES.items():
            text = _CELL_OF_A_FILE.sub("", str(client.get(column) or ""))
            for note in dated(text, work.today) if text else ():
                sign = (client["key"], note.day, note.what)
                if sign not in known:
                    known.add(sign)
                    _add(work, client, note, source, event_in(note.what, events))
    return len(known) - before


def _add(work: Work, client: Row, note: Note, source: str, event: str | None) -> None:
    """A note about an event brings along what to offer; it stays the agent's own promise, not advertising."""
    agent, about = client["agent"] or first_agent(work), work.find(EVENTS, event) if event else None
    offer = about["offer"] if about else ""
    add_task(work, note.what, note.day, client=client["key"], agent=agent, offer=offer, source=source)


def _next_turns(work: Work) -> int:
    """A done task that repeats stops repeating, its next turn goes on."""
    done = [task for task in work.rows(TASKS) if task["state"] == "сделана" and task["repeat"] in MONTHS]
    for task in done:
        kept = {key: task[key] for key in ("kind", "offer", "agent", "repeat", "client", "policy")}
        add_task(work, task["what"], _next(task["due"] or work.today, MONTHS[task["repeat"]], work.today), **kept)
        work.set(TASKS, task, repeat="нет")
    return len(done)


def _next(due: date, months: int, today: date) -> date:
    """The first turn after today, counted from the first day so that the 31st does not wander."""
    turn = 1
    while add_months(due, turn * months) <= today:
        turn += 1
    return add_months(due, turn * months)
