"""A plan into the store: rows, their history, and what was found on the way, all in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from osago_xl.agency.model import SHARED, Shared
from osago_xl.agency.owners import Owners
from osago_xl.agency.plan import Plan
from osago_xl.agency.snapshot import ABSENT, ALIVE, DELETED, OWNER, Stored
from osago_xl.agency.tables import CONFLICT, HISTORY, MOVED, OFFICE, STORE
from osago_xl.agency.values import Values, one, to_store
from osago_xl.work.journal import pack


class Stamp(NamedTuple):
    """Which exchange it is."""

    position: int
    member: int
    book: int
    at: datetime


@dataclass
class Writes:
    """What a plan changes in the store, worked out once: `rows` of it, and the (table, key) of every row touched."""

    plan: Plan
    joined: dict[tuple[str, str], str]
    added: list[tuple[Shared, str, int, Values]] = field(default_factory=list)
    altered: list[tuple[Shared, str, Stored, int, Values, str]] = field(default_factory=list)
    """(…, stored, owner, changed columns, what became of the row as a whole: "" when it only changed)."""

    def __post_init__(self) -> None:
        owners = Owners(self.plan)
        for name, rows in self.plan.rows.items():
            shared, stored = SHARED[name], self.plan.snapshot.rows[name]
            for key, values in rows.items():
                owner = owners.of(shared, key)
                if key not in stored:
                    if (name, key) not in self.plan.strangers:
                        self.added.append((shared, key, owner, values))
                    continue
                before = stored[key]
                changed = {column: value for column, value in values.items() if before.values[column] != value}
                if changed or before.deleted or owner != before.owner:
                    self.altered.append((shared, key, before, owner, changed, ALIVE if before.deleted else ""))
            for key in sorted(self.plan.deleted[name]):
                self.altered.append((shared, key, stored[key], stored[key].owner, {}, DELETED))

    def __bool__(self) -> bool:
        return bool(self.added or self.altered or self.plan.clashes)

    def counts(self) -> Counter[str]:
        """Table → how many rows are sent."""
        return Counter(shared.name for shared, *_ in self.added) + Counter(shared.name for shared, *_ in self.altered)

    def apply(self, connection: sa.Connection, stamp: Stamp) -> None:
        """Write it; the transaction is the caller's."""
        self._add(connection, stamp)
        for shared, key, before, owner, changed, became in self.altered:
            cells = self._cells(shared, {**before.values, **changed}, changed)
            cells |= {"row_version": stamp.position, "row_owner": owner}
            if became:
                cells |= {"row_deleted": became == DELETED, "row_into": self.joined.get((shared.name, key))}
            connection.execute(shared.stored.update().where(shared.stored.c.row_key == key).values(cells))
            if owner != before.owner:
                hand_over(connection, stamp, shared, key, before, owner)
        notes = [*self._history(stamp)]
        if notes:
            connection.execute(HISTORY.insert(), notes)
        if self.plan.clashes:
            connection.execute(CONFLICT.insert(), [*self._conflicts(stamp)])

    def _add(self, connection: sa.Connection, stamp: Stamp) -> None:
        rows: dict[str, list[dict[str, Any]]] = {}
        for shared, key, owner, values in self.added:
            own = {"row_key": key, "row_owner": owner, "row_version": stamp.position, "row_deleted": False}
            rows.setdefault(shared.name, []).append(own | self._cells(shared, values, values))
        for name, cells in rows.items():
            connection.execute(SHARED[name].stored.insert().inline(), cells)

    def _cells(self, shared: Shared, values: Values, columns: Values) -> dict[str, Any]:
        return to_store(shared, values, columns.keys())

    def _history(self, stamp: Stamp) -> Iterator[dict[str, Any]]:
        for shared, key, owner, _ in self.added:
            yield note(stamp, shared, key, owner, "", ABSENT, ALIVE)
        for shared, key, before, owner, changed, became in self.altered:
            if became:
                was = DELETED if before.deleted else ALIVE
                yield note(stamp, shared, key, owner, "", was, became)
            for column, value in changed.items():
                yield note(stamp, shared, key, owner, column, one(before.values[column]), one(value))

    def _conflicts(self, stamp: Stamp) -> Iterator[dict[str, Any]]:
        owners = Owners(self.plan)
        for clash in self.plan.clashes:
            shared = SHARED[clash.table]
            yield {
                "position": stamp.position, "member": stamp.member, "book": stamp.book, "table_name": clash.table,
                "row_key": clash.key, "row_owner": owners.of(shared, clash.key), "column_name": clash.column,
                "private": shared.hides(clash.column), "ours": one(clash.ours), "theirs": one(clash.theirs),
                "kept": one(clash.kept),
            }  # fmt: skip


def note(stamp: Stamp, shared: Shared, key: str, owner: int, column: str, before: str, after: str) -> dict[str, Any]:
    """A line of history."""
    return {
        "position": stamp.position, "member": stamp.member, "book": stamp.book, "at": stamp.at,
        "table_name": shared.name, "row_key": key, "row_owner": owner, "column_name": column,
        "private": shared.hides(column), "before": before, "after": after,
    }  # fmt: skip


def hand_over(connection: sa.Connection, stamp: Stamp, shared: Shared, key: str, before: Stored, owner: int) -> None:
    """What goes with a row to another member: its history and conflicts; and for who had it, that it is gone."""
    for table in (HISTORY, CONFLICT):
        of_row = (table.c.table_name == shared.name, table.c.row_key == key)
        connection.execute(table.update().where(*of_row).values(row_owner=owner))
    connection.execute(HISTORY.insert(), [note(stamp, shared, key, owner, OWNER, str(before.owner), str(owner))])
    if before.owner != OFFICE:
        said = {column: value for column, value in before.values.items() if column not in shared.private}
        connection.execute(
            MOVED.insert().values(
                position=stamp.position, row_owner=before.owner, table_name=shared.name, row_key=key, said=pack(said)
            )
        )


def next_position(connection: sa.Connection) -> int:
    """Take the next position; until this transaction ends nobody else gets one."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(sa.select(sa.func.agency_next())).scalar_one())
    taken = STORE.update().values(position=STORE.c.position + 1).returning(STORE.c.position)
    return int(connection.execute(taken).scalar_one())
