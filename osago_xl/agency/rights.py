"""What PostgreSQL itself withholds: rows of others by policies, private columns by grants, for every member a login.

A password that is stolen with its file shows what its owner could see, whatever program asks.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from osago_xl.agency.model import METADATA, SHARED, Shared
from osago_xl.agency.sight import Role, stored_columns, tables_of
from osago_xl.agency.tables import BOOK, CONFLICT, EXCHANGE, FORGOTTEN, HISTORY, MEMBER, MOVED, OFFICE, STORE
from osago_xl.agency.values import MISFIT_SIGNS

_FUNCTION = """
CREATE OR REPLACE FUNCTION {name} RETURNS {kind} LANGUAGE sql {when} SECURITY DEFINER
SET search_path = public, pg_temp AS $$ {body} $$
"""


def forgetting(mine: str, of_table: str, of_row: str) -> tuple[str, ...]:
    """Statements that take what is personal in a row, and what did not fit its column, out of all former times."""
    row = f"table_name = {of_table} AND row_key = {of_row} AND {mine}"
    personal = ", ".join(f"'{shared.name}.{column}'" for shared in SHARED.values() for column in shared.personal)
    told = f"table_name || '.' || column_name IN ({personal})"
    unfit = " OR ".join(f"{side} LIKE '{sign}%'" for side in ("before", "after") for sign in MISFIT_SIGNS)
    return (
        f"UPDATE agency_moved SET said = '{FORGOTTEN}' WHERE table_name = {of_table} AND row_key = {of_row} "
        f"AND EXISTS (SELECT 1 FROM agency_history WHERE {row})",
        f"UPDATE agency_history SET before = '{FORGOTTEN}', after = '{FORGOTTEN}' WHERE {row} AND ({told} OR {unfit})",
        f"DELETE FROM agency_conflict WHERE {row} AND {told}",
    )


_HIS = "(row_owner = agency_me() OR agency_role() = 'head')"
_FUNCTIONS = (
    ("agency_me()", "integer", "STABLE", "SELECT id FROM agency_member WHERE login = session_user"),
    ("agency_role()", "text", "STABLE", "SELECT role FROM agency_member WHERE login = session_user"),
    ("agency_next()", "bigint", "VOLATILE", "UPDATE agency_store SET position = position + 1 RETURNING position"),
    (
        "agency_forget(of_table text, of_row text)",
        "void",
        "VOLATILE",
        "; ".join(forgetting(_HIS, "of_table", "of_row")),
    ),
)
"""Who asks, asked once for a statement; the next position, which nobody can set at will; and the one way in which
history is altered: the personal values of a row of one's own are taken out of it."""

_ME, _HEAD = "(SELECT agency_me())", "(SELECT agency_role()) = 'head'"
_OWN = f"row_owner = {_ME} OR {_HEAD}"
_OPEN = f"row_owner = {OFFICE} OR {_OWN}"
_PUBLIC = (
    f"{_HEAD} OR (row_owner IN ({_ME}, {OFFICE}) AND NOT "
    f"(private AND ((SELECT agency_role()) = 'subagent' OR row_owner = {OFFICE})))"
)
_NOTED = f"member = {_ME} AND ({_OPEN})"

_POLICIES: dict[sa.Table, dict[str, str]] = {
    STORE: {"SELECT": "true"},
    MEMBER: {"SELECT": f"id = {_ME} OR {_HEAD}"},
    BOOK: {"SELECT": f"member = {_ME} OR {_HEAD}", "INSERT": f"member = {_ME}", "UPDATE": f"member = {_ME}"},
    EXCHANGE: {"SELECT": f"member = {_ME} OR {_HEAD}", "INSERT": f"member = {_ME}"},
    HISTORY: {"SELECT": _PUBLIC, "INSERT": _NOTED, "UPDATE": _HEAD},
    CONFLICT: {"SELECT": _PUBLIC, "INSERT": _NOTED, "UPDATE": _HEAD},
    MOVED: {"SELECT": _OWN, "INSERT": _HEAD},
}
_MAY_ALTER = {
    BOOK: ("nonce", "position", "place"), HISTORY: ("row_owner",), CONFLICT: ("row_owner",),
}  # fmt: skip
"""Columns of the store's own tables that a member changes where a policy lets him; the rest of them stands for ever."""


def protect(connection: sa.Connection) -> None:
    """Functions and policies of a store; what stood before is made anew."""
    for name, kind, when, body in _FUNCTIONS:
        _run(connection, _FUNCTION.format(name=name, kind=kind, when=when, body=body))
    for table, policies in _POLICIES.items():
        _police(connection, table, policies)
    for shared in SHARED.values():
        _police(connection, shared.stored, _row_policies(shared))


def _row_policies(shared: Shared) -> dict[str, str]:
    """A row with an owner is his and the head's; to a directory everybody adds, and the head alone changes it."""
    if shared.has_owner:
        return dict.fromkeys(("SELECT", "INSERT", "UPDATE"), _OWN)
    return {"SELECT": "true", "INSERT": f"row_owner = {OFFICE}", "UPDATE": _HEAD}


def _police(connection: sa.Connection, table: sa.Table, policies: dict[str, str]) -> None:
    _run(connection, f'ALTER TABLE "{table.name}" ENABLE ROW LEVEL SECURITY')
    for command, rule in policies.items():
        name = f"agency_{command.lower()}"
        _run(connection, f'DROP POLICY IF EXISTS {name} ON "{table.name}"')
        clauses = (f"USING ({rule})" if command != "INSERT" else "") + (
            f" WITH CHECK ({rule})" if command != "SELECT" else ""
        )
        _run(connection, f'CREATE POLICY {name} ON "{table.name}" FOR {command} {clauses}')


def create_login(connection: sa.Connection, login: str, password: str) -> None:
    """A login of the server; the server is told the sign of the password, never the password itself."""
    driver = connection.connection.driver_connection
    assert driver is not None
    secret = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    _run(connection, f"CREATE ROLE \"{login}\" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{secret}'")


def drop_login(connection: sa.Connection, login: str) -> None:
    """A login that opens nothing any more; on a server to which the store was restored it may not be there."""
    known = connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :login"), {"login": login})
    if known:
        _run(connection, f'DROP OWNED BY "{login}"')
        _run(connection, f'DROP ROLE "{login}"')


def grant(connection: sa.Connection, login: str, role: Role) -> None:
    """What a member of this role may do, column by column; what he could do before is taken back first."""
    for table in METADATA.tables.values():
        _run(connection, f'REVOKE ALL ON "{table.name}" FROM "{login}"')
    for statement in _grants(role):
        _run(connection, f'{statement} TO "{login}"')


def _grants(role: Role) -> Iterator[str]:
    for shared in tables_of(role):
        columns = ", ".join(f'"{name}"' for name in stored_columns(shared, role))
        yield f'GRANT SELECT ({columns}), INSERT ({columns}), UPDATE ({columns}) ON "{shared.stored.name}"'
    for table, policies in _POLICIES.items():
        yield f'GRANT {", ".join(each for each in policies if each != "UPDATE")} ON "{table.name}"'
    for table, altered in _MAY_ALTER.items():
        yield f'GRANT UPDATE ({", ".join(altered)}) ON "{table.name}"'
    for table, column in ((BOOK, "code"), (HISTORY, "id"), (CONFLICT, "id"), (MOVED, "id")):
        yield f'GRANT USAGE ON SEQUENCE "{table.name}_{column}_seq"'


def _run(connection: sa.Connection, statement: str) -> None:
    connection.exec_driver_sql(statement.replace("%", "%%"))
