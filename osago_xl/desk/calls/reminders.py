"""Tasks that come by themselves: dated notes of «Предпочтения», and the next turn of a task that repeats."""

from __future__ import annotations

from datetime import date

from osago_xl.desk.contacts import add_task, first_agent
from osago_xl.domain.notes import dated
from osago_xl.values.dates import add_months
from osago_xl.work.unit import Work

SOURCE = "предпочтения"
MONTHS = {"месяц": 1, "год": 12}


def remind(work: Work) -> int:
    """Add what is missing; how many tasks were added. A second run adds nothing."""
    return _from_notes(work) + _next_turns(work)


def _from_notes(work: Work) -> int:
    known = {(task["client"], task["due"], task["what"]) for task in work.rows("tblTasks")}
    added = 0
    for client in work.rows("tblClients"):
        for note in dated(client["preferences"], work.today) if client["preferences"] else ():
            if (client["key"], note.day, note.what) not in known:
                agent = client["agent"] or first_agent(work)
                add_task(work, note.what, note.day, client=client["key"], agent=agent, source=SOURCE)
                added += 1
    return added


def _next_turns(work: Work) -> int:
    """A done task that repeats stops repeating, its next turn goes on."""
    done = [task for task in work.rows("tblTasks") if task["state"] == "сделана" and task["repeat"] in MONTHS]
    for task in done:
        kept = {key: task[key] for key in ("kind", "offer", "agent", "repeat", "client", "policy")}
        add_task(work, task["what"], _next(task["due"] or work.today, MONTHS[task["repeat"]], work.today), **kept)
        work.set("tblTasks", task, repeat="нет")
    return len(done)


def _next(due: date, months: int, today: date) -> date:
    """The first turn after today, counted from the first day so that the 31st does not wander."""
    turn = 1
    while add_months(due, turn * months) <= today:
        turn += 1
    return add_months(due, turn * months)
