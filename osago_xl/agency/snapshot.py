"""The store as one member sees it at one moment, and what each row said when his book saw it last.

What a book knew is rebuilt from the history: its state at the book's position, and after every later exchange of the
same book, which may not have reached it (it was cut short, or the book came back from a copy).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa

from osago_xl.agency.identity import Identity
from osago_xl.agency.model import SHARED, Shared
from osago_xl.agency.sight import Member, led_by, stored_columns, tables_of, visible
from osago_xl.agency.tables import BOOK, CONFLICT, FORGOTTEN, HISTORY, MEMBER, MOVED, STORE
from osago_xl.agency.values import Values, from_store, read_one
from osago_xl.work.journal import unpack

ABSENT, ALIVE, DELETED = "", "есть", "удалена"
"""What history says of a row as a whole (`column_name` "")."""

OWNER = "row_owner"
"""The column of history that tells of a row going to another member."""


class _Anything:
    """A value that had to be forgotten: whatever a book says in its place, nobody has changed it since."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False


ANYTHING = _Anything()


class Stored(NamedTuple):
    """A row of the store. `into` is the row that took its place when twins were joined."""

    values: Values
    owner: int
    version: int
    deleted: bool
    into: str


class Past(NamedTuple):
    """A row as the book once saw it."""

    values: Values
    alive: bool


class Moved(NamedTuple):
    """A row that went to another member, as it was then."""

    position: int
    values: Values
    forgotten: bool = False


@dataclass
class Snapshot:
    """`rows`: table → key → row. `pasts`: only of rows changed since the book's position, `since`."""

    position: int
    since: int = 0
    rows: dict[str, dict[str, Stored]] = field(default_factory=dict)
    pasts: dict[tuple[str, str], list[Past]] = field(default_factory=dict)
    moved: dict[tuple[str, str], Moved] = field(default_factory=dict)
    born: set[tuple[str, str]] = field(default_factory=set)
    """Rows that the book could not have seen at its position: added since, or come from another member."""
    members: dict[str, Member] = field(default_factory=dict)
    """Those he knows, by their names: a head knows all."""
    conflicts: Sequence[sa.RowMapping] = ()
    """What was found on these rows since; by this book too, where that exchange did not reach it."""
    nonce: str = ""
    place: str = ""

    def past(self, table: str, key: str) -> list[Past]:
        """The states of a row that the book may have seen, the oldest first; none of a row it has never seen."""
        found = self.pasts.get((table, key))
        if found is not None:
            return found
        stored = self.rows[table].get(key)
        return [Past(stored.values, not stored.deleted)] if stored else []


def take(connection: sa.Connection, member: Member, book: Identity) -> Snapshot:
    """Everything an exchange has to know, read in one transaction."""
    snapshot = Snapshot(connection.scalar(sa.select(STORE.c.position)) or 0, book.position)
    row = connection.execute(sa.select(BOOK.c.nonce, BOOK.c.place).where(BOOK.c.id == book.book)).one_or_none()
    snapshot.nonce, snapshot.place = row or ("", "")
    known = connection.execute(sa.select(MEMBER.c.id, MEMBER.c.name, MEMBER.c.role))
    snapshot.members = {row.name: Member(*row) for row in known}
    for shared in tables_of(member.role):
        snapshot.rows[shared.name] = _rows(connection, shared, member)
    _rewind(connection, snapshot, member, book)
    snapshot.moved = _moved(connection, member)
    since = sa.select(CONFLICT).where(CONFLICT.c.position > book.position, visible(CONFLICT, member))
    snapshot.conflicts = connection.execute(since.order_by(CONFLICT.c.id)).mappings().all()
    return snapshot


def news(connection: sa.Connection, member: Member, position: int) -> bool:
    """Whether something that the member sees, or saw, has changed since."""
    changed = sa.exists().where(HISTORY.c.position > position, visible(HISTORY, member))
    lost = sa.exists().where(MOVED.c.position > position, MOVED.c.row_owner == member.id)
    return bool(connection.scalar(sa.select(changed | lost)))


def _rows(connection: sa.Connection, shared: Shared, member: Member) -> dict[str, Stored]:
    table = shared.stored
    wanted = sa.select(*(table.c[name] for name in stored_columns(shared, member.role)))
    if shared.has_owner:
        wanted = wanted.where(visible(table, member))
    found = {}
    for row in connection.execute(wanted.order_by(table.c.row_version, table.c.row_key)).mappings():
        values = led_by(shared, from_store(shared, row), member)
        found[row["row_key"]] = Stored(
            values, row["row_owner"], row["row_version"], row["row_deleted"], row["row_into"] or ""
        )
    return found


def _rewind(connection: sa.Connection, snapshot: Snapshot, member: Member, book: Identity) -> None:
    since = sa.select(HISTORY).where(HISTORY.c.position > book.position, visible(HISTORY, member))
    entries: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for entry in connection.execute(since.order_by(HISTORY.c.id.desc())).mappings():
        entries[entry["table_name"], entry["row_key"]].append(entry)
    for (name, key), latest_first in entries.items():
        stored = snapshot.rows.get(name, {}).get(key)
        if stored is None:
            continue
        if _came(latest_first, member):
            snapshot.pasts[name, key] = []
            snapshot.born.add((name, key))
        else:
            snapshot.pasts[name, key] = _pasts(SHARED[name], stored, latest_first, book.code)
            if any(entry["column_name"] == "" and entry["before"] == ABSENT for entry in latest_first):
                snapshot.born.add((name, key))


def _came(latest_first: Sequence[Any], member: Member) -> bool:
    """Whether the row was another member's at the book's position, and its owner could not see it then."""
    owners = [entry["before"] for entry in latest_first if entry["column_name"] == OWNER]
    return bool(owners) and not member.is_head and owners[-1] != str(member.id)


def _pasts(shared: Shared, stored: Stored, latest_first: Iterable[Any], code: int) -> list[Past]:
    values, state = stored.values, DELETED if stored.deleted else ALIVE
    seen, told = [], set()
    for entry in latest_first:
        if entry["book"] == code and entry["position"] not in told:
            told.add(entry["position"])
            seen.append(Past(values, state == ALIVE))
        column = entry["column_name"]
        if column == "":
            state = entry["before"]
        elif column in values:
            before = entry["before"]
            values = {**values, column: ANYTHING if before == FORGOTTEN else read_one(shared, column, before)}
    if state != ABSENT:
        seen.append(Past(values, state == ALIVE))
    return seen[::-1]


def _moved(connection: sa.Connection, member: Member) -> dict[tuple[str, str], Moved]:
    own = sa.select(MOVED).where(MOVED.c.row_owner == member.id).order_by(MOVED.c.id)
    found = connection.execute(own).mappings()
    return {(row["table_name"], row["row_key"]): _gone(row) for row in found}


def _gone(row: sa.RowMapping) -> Moved:
    if row["said"] == FORGOTTEN:
        return Moved(row["position"], dict.fromkeys(SHARED[row["table_name"]].columns, ANYTHING), forgotten=True)
    return Moved(row["position"], unpack(row["said"]))
