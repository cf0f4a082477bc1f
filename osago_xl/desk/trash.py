"""Корзина: what was deleted, for ninety days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from osago_xl.books.base import Row
from osago_xl.schema.columns import Choice
from osago_xl.work.journal import pack
from osago_xl.work.unit import Work

KEPT_DAYS = 90

# Rows that keep a client, a car or a driver from being deleted: (table, column).
_HOLDERS = {
    "tblClients": (("tblPolicies", "client"), ("tblPolicies", "owner"), ("tblCars", "owner")),
    "tblCars": (("tblPolicies", "car"),),
    "tblDrivers": (("tblAdmitted", "driver"),),
    "tblPolicies": (("tblPayments", "policy"), ("tblChanges", "policy"), ("tblFormMoves", "policy")),
}


def to_trash(work: Work, table: str, row: Row) -> None:
    """Move a row to Корзина; what lies there too long goes for good."""
    key = str(row[work.table(table).key])
    work.add("tblTrash", row_key=key, table=table, moment=work.now, content=pack(row))
    work.remove(table, row)
    limit = work.now - timedelta(days=KEPT_DAYS)
    for old in [r for r in work.rows("tblTrash") if isinstance(r["moment"], datetime) and r["moment"] < limit]:
        work.remove("tblTrash", old)


def held_by(work: Work, table: str, row: Row) -> str:
    """Why a row may not be deleted: the sheet that still needs it, "" when nothing does."""
    key = row[work.table(table).key]
    for other, column in _HOLDERS.get(table) or _choices_of(work, table):
        if work.linked(other, column, {key}):
            return work.schema.sheet_of[other].title
    return ""


def _choices_of(work: Work, table: str) -> Iterator[tuple[str, str]]:
    """Columns whose words come from this table: an agent, a channel, a service … still in use stays."""
    sources = {name for name, (source, _) in work.schema.lists.items() if source == table}
    for other, declared in work.schema.tables.items():
        for column in declared.columns:
            if isinstance(column, Choice) and isinstance(column.source, str) and column.source in sources:
                yield other, column.key
