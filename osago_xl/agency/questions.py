"""What the store answers by itself, however large it is: who this is, and how the agents work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from osago_xl.agency.access import entered
from osago_xl.agency.model import SHARED
from osago_xl.agency.sight import visible
from osago_xl.agency.tables import MEMBER
from osago_xl.domain.blanks.model import Operation
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work

FOUND = 50
"""So many rows are shown; who finds more asks more exactly."""

_LOOKED_IN = {
    CLIENTS.name: ("name", "phone", "phone_2", "email", "inn"),
    POLICIES.name: ("number",),
    CARS.name: ("plate", "vin"),
}
"""Table → columns in which somebody is looked for."""

REPORT_HEADER = (
    "Агент", "Клиентов", "Полисов", "Премия", "Пролонгаций", "КВ", "Бланков выдано", "План премии", "Выполнено %",
)  # fmt: skip


def find(work: Work, text: str, url: str = "") -> list[dict[str, Any]]:
    """Rows that hold the text, of those the member sees: table, key, owner, and what the row says."""
    found: list[dict[str, Any]] = []
    with entered(work, url) as (connection, member, _):
        members = connection.execute(sa.select(MEMBER.c.id, MEMBER.c.name))
        names = {row.id: row.name for row in members}
        for name, columns in _LOOKED_IN.items():
            table = SHARED[name].stored
            cells = [_lower(connection, table.c[column]) for column in columns]
            words = [cell.contains(text.strip().lower(), autoescape=True) for cell in cells]
            wanted = sa.select(table.c.row_key, table.c.row_owner, *(table.c[column] for column in columns))
            wanted = wanted.where(sa.or_(*words), ~table.c.row_deleted, visible(table, member))
            for row in connection.execute(wanted.order_by(table.c.row_key).limit(FOUND)).mappings():
                said = [str(row[column]) for column in columns if row[column]]
                owner = names.get(row["row_owner"], "")
                found.append({"table": name, "key": row["row_key"], "agent": owner, "text": ", ".join(said)})
    return found


def _lower(connection: sa.Connection, column: sa.Column[Any]) -> sa.ColumnElement[str]:
    """Small letters of any alphabet, whatever language the server was set up for."""
    known = sa.collate(column, "und-x-icu") if connection.dialect.name == "postgresql" else column
    return sa.func.lower(known)


def by_agent(work: Work, since: date, until: date, url: str = "") -> list[dict[str, Any]]:
    """Sales, renewals, commission, blanks handed out and plan–fact of every member in a period; heads only."""
    plans = {row["agent"]: row["plan_premium"] for row in work.rows(AGENTS)}
    with entered(work, url, head=True) as (connection, *_):
        members = connection.execute(sa.select(MEMBER.c.id, MEMBER.c.name).order_by(MEMBER.c.name)).all()
        clients = _per_owner(connection, CLIENTS.name, sa.func.count())
        sold = _sold(connection, since, until)
        blanks = _blanks(connection, since, until)
    rows = []
    for id, name in members:
        policies, premium, renewed, commission = sold.get(id, (0, 0, 0, 0))
        plan = plans.get(name)
        done = round(100 * premium / plan) if plan and premium else None
        cells = (name, clients.get(id, 0), policies, premium, renewed, commission, blanks.get(name, 0), plan, done)
        rows.append(dict(zip(REPORT_HEADER, cells, strict=True)))
    return rows


def _per_owner(connection: sa.Connection, name: str, figure: Any) -> Mapping[int, Any]:
    table = SHARED[name].stored
    asked = sa.select(table.c.row_owner, figure).where(~table.c.row_deleted).group_by(table.c.row_owner)
    return {row.row_owner: row[1] for row in connection.execute(asked)}


def _sold(connection: sa.Connection, since: date, until: date) -> Mapping[int, Sequence[Any]]:
    """Owner → policies, premium, renewals, commission; sums are added up here, where SQLite has no decimals."""
    table = SHARED[POLICIES.name].stored
    day = sa.func.coalesce(table.c.signed, table.c.starts)
    asked = sa.select(table.c.row_owner, table.c.premium, table.c.previous, table.c.bordereau, table.c.services)
    found: dict[int, list[Any]] = {}
    for owner, premium, previous, *commission in connection.execute(
        asked.where(~table.c.row_deleted, day.between(since, until))
    ):
        total = found.setdefault(owner, [0, 0, 0, 0])
        total[0] += 1
        total[1] += premium or 0
        total[2] += bool(previous)
        total[3] += sum(each or 0 for each in commission)
    return found


def _blanks(connection: sa.Connection, since: date, until: date) -> Mapping[str, int]:
    """Agent → blanks handed to him."""
    table = SHARED[FORM_MOVES.name].stored
    asked = sa.select(table.c.party, table.c.first, table.c.last).where(
        ~table.c.row_deleted, table.c.operation == str(Operation.TRANSFER), table.c.day.between(since, until)
    )
    counts: dict[str, int] = {}
    for party, first, last in connection.execute(asked):
        if str(first).isdigit() and str(last or first).isdigit():
            counts[party] = counts.get(party, 0) + int(last or first) - int(first) + 1
    return counts
