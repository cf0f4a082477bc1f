"""Handing over: all clients of one member, with everything that hangs on them, to another in one step."""

from __future__ import annotations

from osago_xl.agency.access import entered
from osago_xl.agency.plan import Plan
from osago_xl.agency.snapshot import Snapshot, take
from osago_xl.agency.writing import Stamp, Writes, next_position
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.work.unit import Work


def hand_over(work: Work, giver: str, taker: str, url: str = "") -> int:
    """How many clients went over; their books hear of it at their next exchange. Heads only."""
    with entered(work, url, writes=True, head=True) as (connection, member, book):
        position = next_position(connection)
        snapshot = take(connection, member, book)
        for name in (giver, taker):
            if name not in snapshot.members:
                raise InputError(
                    "агент", name, f"Агента «{name}» в агентстве нет. Есть: {', '.join(snapshot.members)}."
                )
        plan = Plan(member, book.code, snapshot, {}, rows=_alive(snapshot))
        moved = [
            key
            for key, stored in snapshot.rows[CLIENTS.name].items()
            if stored.owner == snapshot.members[giver].id and not stored.deleted
        ]
        for key in moved:
            values = plan.rows[CLIENTS.name][key]
            plan.rows[CLIENTS.name][key] = {**values, "agent": taker, "former_agent": giver}
        Writes(plan, {}).apply(connection, Stamp(position, member.id, book.code, work.now))
    return len(moved)


def _alive(snapshot: Snapshot) -> dict[str, dict[str, dict[str, object]]]:
    return {
        name: {key: stored.values for key, stored in rows.items() if not stored.deleted}
        for name, rows in snapshot.rows.items()
    }
