"""Short words for the tests of the mission."""

from __future__ import annotations

from desk import Desk

from osago_xl.books.base import Row


def numbered(desk: Desk, table: str, column: str, value: str) -> str:
    """The answer that chooses a row of a short list."""
    return str([row[column] for row in desk.rows(table)].index(value) + 1)


def client_with_policy(desk: Desk) -> Row:
    """A policy in force of an active client."""
    active = {row["key"] for row in desk.rows("tblClients") if row["status"] == "активный"}
    return next(r for r in desk.rows("tblPolicies") if r["now"] == "действует" and r["client"] in active and r["car"])


def channel_of(desk: Desk, client: str) -> str:
    return str(desk.row("tblClients", client)["channel"])
