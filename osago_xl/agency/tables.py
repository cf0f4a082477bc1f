"""The store's own tables: who there is, which books, what was exchanged, and the history of every row."""

from __future__ import annotations

import sqlalchemy as sa

from osago_xl.agency.model import METADATA

OFFICE = 0
"""The owner of what belongs to the office as a whole: the rows of directories."""

FORGOTTEN = "стёрто"
"""What history and moved rows say in place of values of a person who had to be forgotten."""

STORE = sa.Table(
    "agency_store",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
)
"""One row: the position counts exchanges, so that no clock decides what is newer."""

MEMBER = sa.Table(
    "agency_member",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("login", sa.Text, nullable=False, unique=True),
)

BOOK = sa.Table(
    "agency_book",
    METADATA,
    sa.Column("code", sa.Integer, primary_key=True),
    sa.Column("member", sa.ForeignKey(MEMBER.c.id), nullable=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("nonce", sa.Text, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
)
"""A book of a member; `nonce` is that of its last exchange, `place` a sign of the computer and folder it lay in."""

EXCHANGE = sa.Table(
    "agency_exchange",
    METADATA,
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("member", sa.ForeignKey(MEMBER.c.id), nullable=False),
    sa.Column("book", sa.Integer, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("nonce", sa.Text, nullable=False),
    sa.Column("sent", sa.Integer, nullable=False),
    sa.Column("received", sa.Integer, nullable=False),
    sa.Column("conflicts", sa.Integer, nullable=False),
)

HISTORY = sa.Table(
    "agency_history",
    METADATA,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("position", sa.BigInteger, nullable=False, index=True),
    sa.Column("member", sa.Integer, nullable=False),
    sa.Column("book", sa.Integer, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_key", sa.Text, nullable=False),
    sa.Column("row_owner", sa.Integer, nullable=False),
    sa.Column("column_name", sa.Text, nullable=False),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Index("agency_history_row", "table_name", "row_key"),
)
"""Who changed which field when; `column_name` "" for a row that was added, deleted, or came back."""

CONFLICT = sa.Table(
    "agency_conflict",
    METADATA,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("position", sa.BigInteger, nullable=False, index=True),
    sa.Column("member", sa.Integer, nullable=False),
    sa.Column("book", sa.Integer, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_key", sa.Text, nullable=False),
    sa.Column("row_owner", sa.Integer, nullable=False),
    sa.Column("column_name", sa.Text, nullable=False),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("ours", sa.Text, nullable=False),
    sa.Column("theirs", sa.Text, nullable=False),
    sa.Column("kept", sa.Text, nullable=False),
)
"""Both values of every field that two had changed; `ours` is that of the book which found it."""

MOVED = sa.Table(
    "agency_moved",
    METADATA,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("row_owner", sa.Integer, nullable=False, index=True),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_key", sa.Text, nullable=False),
    sa.Column("said", sa.Text, nullable=False),
)
"""Rows that went to another member: `row_owner` had them before, and `said` is what he could see of them then."""
