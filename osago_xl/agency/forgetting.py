"""A client who was made anonymous in one book is forgotten by the store: history, conflicts, deleted rows of his.

Rows themselves are emptied by the exchange like any other change. What remains is who changed which field and when; the
values are gone, so a book that has not heard of it yet cannot bring them back either: whatever it says in such a field
counts as what it always said.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from osago_xl.agency.merging import is_empty
from osago_xl.agency.model import SHARED, Shared
from osago_xl.agency.plan import Plan
from osago_xl.agency.rights import forgetting
from osago_xl.agency.snapshot import Stored
from osago_xl.agency.tables import FORGOTTEN, HISTORY
from osago_xl.agency.writing import Stamp, note
from osago_xl.desk.personal_rows import is_erased
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES


def erased_here(plan: Plan) -> set[str]:
    """Keys of clients whom the book makes anonymous, and the store knows by name."""
    stored = plan.snapshot.rows[CLIENTS.name]
    return {
        key
        for key, values in plan.rows[CLIENTS.name].items()
        if is_erased(values["name"]) and key in stored and not is_erased(stored[key].values["name"])
    }


def forget(connection: sa.Connection, stamp: Stamp, plan: Plan, clients: set[str]) -> None:
    """Take the values of these clients, and of all that hangs on them, out of what the store keeps of former times."""
    for shared, key in _about(plan, clients) if clients else ():
        if plan.snapshot.rows[shared.name][key].deleted or key in plan.deleted[shared.name]:
            _empty(connection, stamp, shared, key, plan.snapshot.rows[shared.name][key])
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.agency_forget(shared.name, key)))
        else:
            for statement in forgetting("1 = 1", ":of_table", ":of_row"):
                connection.execute(sa.text(statement), {"of_table": shared.name, "of_row": key})


def _about(plan: Plan, clients: set[str]) -> Iterator[tuple[Shared, str]]:
    """Rows of the store that lead to one of the clients, long deleted ones too, or else to a policy that does."""
    found = {CLIENTS.name: clients}
    for name, rows in plan.snapshot.rows.items():
        shared = SHARED[name]
        links = [] if name == CLIENTS.name else _links(shared, CLIENTS.name) or _links(shared, POLICIES.name)
        if shared.table.about == "nobody":
            continue
        for key, stored in rows.items():
            leads = any(stored.values[column] in found.get(table, ()) for column, table in links)
            if leads or key in found.get(name, ()):
                found.setdefault(name, set()).add(key)
                yield shared, key


def _links(shared: Shared, table: str) -> list[tuple[str, str]]:
    return [(column, table) for column, link in shared.links.items() if link.of == table]


def _empty(connection: sa.Connection, stamp: Stamp, shared: Shared, key: str, row: Stored) -> None:
    """A deleted row keeps what is not personal; the history of the rest says that it is no longer known."""
    filled = [column for column in shared.personal if not is_empty(row.values[column])]
    cells = dict.fromkeys(shared.personal) | {"row_misfits": None}
    connection.execute(shared.stored.update().where(shared.stored.c.row_key == key).values(cells))
    notes = [note(stamp, shared, key, row.owner, column, FORGOTTEN, FORGOTTEN) for column in filled]
    if notes:
        connection.execute(HISTORY.insert(), notes)
