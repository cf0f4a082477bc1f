"""Корзина: what was deleted, for ninety days."""

from __future__ import annotations

from datetime import datetime, timedelta

from osago_xl.books.base import Row
from osago_xl.schema import traits
from osago_xl.schema.sheets.technical import TRASH
from osago_xl.work.journal import pack
from osago_xl.work.unit import Work

KEPT_DAYS = 90


def to_trash(work: Work, table: str, row: Row) -> None:
    """Move a row to Корзина; what lies there too long goes for good."""
    key = str(row[work.table(table).key])
    work.add(TRASH, row_key=key, table=table, moment=work.now, content=pack(row))
    work.remove(table, row)
    limit = work.now - timedelta(days=KEPT_DAYS)
    for old in [r for r in work.rows(TRASH) if isinstance(r["moment"], datetime) and r["moment"] < limit]:
        work.remove(TRASH, old)


def held_by(work: Work, table: str, row: Row) -> str:
    """Why a row may not be deleted: the sheet that still needs it, "" when nothing does."""
    key = row[work.table(table).key]
    for other, column in traits.holders(work.schema, table):
        if work.linked(other, column, {key}):
            return work.schema.sheet_of[other].title
    return ""
