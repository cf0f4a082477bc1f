"""Who sees what: one rule for the questions an exchange asks, and for the rights the database keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import sqlalchemy as sa

from osago_xl.agency.model import SHARED, Shared
from osago_xl.agency.tables import OFFICE
from osago_xl.agency.values import Values
from osago_xl.schema.sheets.clients import CLIENTS

Role = Literal["head", "agent", "subagent"]
ROLES: tuple[Role, ...] = ("head", "agent", "subagent")
WORDS = {"head": "руководитель", "agent": "агент", "subagent": "субагент"}
ON_THE_SHEET = {"head": "сотрудник", "agent": "агент", "subagent": "субагент"}
"""What they are on the sheet Агенты of a head's book."""


class Member(NamedTuple):
    """Who exchanges."""

    id: int
    name: str
    role: Role

    @property
    def is_head(self) -> bool:
        """Whether everything is his to see and to change."""
        return self.role == "head"


def sees_private(shared: Shared, role: Role) -> bool:
    """Whether private columns of the rows he sees are shown: an agent's own commission, not the office's."""
    return role == "head" or (role == "agent" and shared.has_owner)


def columns_seen(shared: Shared, role: Role) -> list[str]:
    """The columns of the workbook that a member exchanges; none for a table that is not his."""
    return [key for key in shared.columns if key not in shared.private or sees_private(shared, role)]


def stored_columns(shared: Shared, role: Role) -> list[str]:
    """The columns of the store that he may read and write."""
    own = ["row_key", "row_owner", "row_version", "row_deleted", "row_into", "row_misfits"]
    if sees_private(shared, role):
        own.append("row_private_misfits")
    return own + columns_seen(shared, role)


def tables_of(role: Role) -> Sequence[Shared]:
    """The tables that he exchanges, each after those its links lead to."""
    return [shared for shared in SHARED.values() if columns_seen(shared, role)]


def visible(table: sa.Table, member: Member) -> sa.ColumnElement[bool]:
    """The rows he sees, of a shared table or one of the store's own with an owner.

    PostgreSQL would leave out the others by itself; SQLite has nobody to do so.
    """
    if member.is_head:
        return sa.true()
    seen = table.c.row_owner.in_((member.id, OFFICE))
    if "private" not in table.c:
        return seen
    hidden = table.c.private if member.role == "subagent" else table.c.private & (table.c.row_owner == OFFICE)
    return seen & ~hidden


def led_by(shared: Shared, values: Values, member: Member) -> Values:
    """The row with its agent named: in a member's book a client of nobody's is his own."""
    if shared.table is not CLIENTS or member.is_head or values["agent"] != "":
        return values
    return {**values, "agent": member.name}
