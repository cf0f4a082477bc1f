"""Корзина: what was deleted, for ninety days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from osago_xl.books.base import Row
from osago_xl.errors import InputError
from osago_xl.schema import traits
from osago_xl.schema.columns import Key, Text
from osago_xl.schema.sheets.technical import LOG, TRASH
from osago_xl.schema.tables import Table
from osago_xl.work.journal import CHANGED, pack, unpack
from osago_xl.work.unit import Work

KEPT_DAYS = 90


def to_trash(work: Work, table: Table, row: Row) -> None:
    """Move a row to Корзина; what lies there too long goes for good."""
    work.add(TRASH, row_key=str(row[table.key]), table=table.name, moment=work.now, content=pack(row))
    work.remove(table, row)
    limit = work.now - timedelta(days=KEPT_DAYS)
    for old in [r for r in work.rows(TRASH) if isinstance(r["moment"], datetime) and r["moment"] < limit]:
        work.remove(TRASH, old)


Place = tuple[str, str]
"""A table and the key of a row in it."""


def held_by(work: Work, table: Table, row: Row, but: Collection[Place] = ()) -> str:
    """Why a row may not be deleted: the sheet that still needs it, "" when nothing does (`but` does not count)."""
    key = row[table.key]
    for name, column in traits.holders(work.schema, table.name):
        other = work.named(name)
        if any((name, str(each[other.key])) not in but for each in work.linked(other, column, {key})):
            return work.schema.sheet_of[name].title
    return ""


def entries(work: Work) -> list[list[Row]]:
    """What lies in Корзина by the moments at which it was put there, the newest first."""
    found: dict[Any, list[Row]] = {}
    for row in work.rows(TRASH):
        if row["table"] in work.schema.tables and row["content"]:
            found.setdefault(row["moment"], []).append(row)
    return [found[moment] for moment in sorted(found, key=str, reverse=True)]


def told(work: Work, entry: Row) -> str:
    """«Клиенты К-000001 Иванов Иван»: a row of Корзина in words."""
    values = unpack(entry["content"])
    table = work.named(entry["table"])
    texts = (c.key for c in table.columns if isinstance(c, Text) and not isinstance(c, Key) and not c.formula)
    name = next((str(values[each]) for each in texts if values.get(each)), "")
    key = entry["row_key"]
    return " ".join(filter(None, [work.schema.sheet_of[table.name].title, key, name if name != key else ""]))


def give_back(work: Work, entry: Row) -> str:
    """Put a row of Корзина back into its table with the links it had; a remark, "" when all is as it was.

    InputError when a row of the same name stands there by now and has no other key to take.
    """
    table, values = work.named(entry["table"]), unpack(entry["content"])
    kept = {key: value for key, value in values.items() if key in table.by_key}
    lost = sorted(values.keys() - kept.keys())
    key, remark = entry["row_key"], ""
    if key and work.find(table, key) is not None:
        if not table.prefix:
            raise InputError(
                table.name, key, f"{told(work, entry)}: такая строка уже есть. Переименуйте её и повторите."
            )
        kept[table.key] = ""
    row = work.add(table, **kept)
    if str(row[table.key]) != key and table.prefix:
        remark = f"{told(work, entry)}: ключ занят, новый ключ {row[table.key]}."
    else:
        _give_links_back(work, entry)
    work.remove(TRASH, entry)
    return " ".join(filter(None, [remark, f"{key}: столбцов больше нет: {', '.join(lost)}." if lost else ""]))


def _give_links_back(work: Work, entry: Row) -> None:
    """Links that the same command led elsewhere, as joining two clients does; those changed since stay as they are."""
    for change in work.linked(LOG, "moment", {entry["moment"]}):
        if change["what"] != CHANGED or change["undone"] or change["table"] not in work.schema.tables:
            continue
        table = work.named(change["table"])
        before, after = unpack(change["before"]), unpack(change["after"])
        row = work.find(table, change["row_key"])
        for key, old in before.items():
            column = table.by_key.get(key)
            leads_here = isinstance(column, Key) and column.of == entry["table"] and old == entry["row_key"]
            if row is not None and leads_here and row[key] == after.get(key, ""):
                work.set(table, row, **{key: old})
