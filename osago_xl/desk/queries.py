"""Saved queries of tblQueries: conditions in Russian words over any table of the workbook and those linked to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.condition_values import column_named
from osago_xl.desk.conditions import ANY, Ask, Test, read
from osago_xl.errors import InputError
from osago_xl.schema.columns import Column, Key, Money
from osago_xl.schema.sheets.lists import QUERIES
from osago_xl.schema.sheets.technical import REPORT_COLUMNS
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import known
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

_DESCENDING = re.compile(r"\s+убыв\.?$")


@dataclass(frozen=True)
class Answer:
    """Rows that meet a query, cells in the order of `columns`."""

    title: str
    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def keys(self) -> list[str]:
        """Keys of the rows; empty for rows of a short list, which no other record leads to."""
        return [row[self.table.key] for row in self.rows] if self.table.prefix else []

    @property
    def cells(self) -> list[list[Any]]:
        return [[row[column.key] for column in self.columns] for row in self.rows]

    @property
    def totals(self) -> list[Any]:
        """The count under the first column, sums under money."""
        sums = [
            sum((row[column.key] or Decimal(0) for row in self.rows), Decimal(0)) if isinstance(column, Money) else ""
            for column in self.columns
        ]
        return [f"Всего: {len(self.rows)}", *sums[1:]]


def saved(work: Work, name: str) -> Row:
    """The row of tblQueries with this name; InputError lists the names there are."""
    row = work.find(QUERIES, name)
    if row is None:
        known = ", ".join(each["query"] for each in work.rows(QUERIES) if each["query"])
        raise InputError("Запрос", name, f"Запроса «{name}» нет. Есть: {known}.")
    return row


def run(work: Work, query: Row, ask: Ask = lambda _condition: ANY) -> Answer:
    """The answer to a row of tblQueries; InputError names the word that is not understood."""
    table = table_named(work, query["table"])
    where = read(table, query["where"], work.today, _linker(work), ask)
    rows = [row for row in work.rows(table) if _filled(table, row) and where.test(row)]
    named = [part.strip() for part in query["columns"].split(";") if part.strip()]
    if len(named) > REPORT_COLUMNS:
        message = f"В запросе «{query['query']}» столбцов {len(named)}, на листе «Отчёт» помещается {REPORT_COLUMNS}."
        raise InputError("Столбцы", query["columns"], message)
    shown = tuple(column_named(table, name) for name in named) or _visible(table)
    found = tuple(_sorted(table, rows, query["sort"]))
    return Answer(f"{query['query']}: {where.text}".rstrip(": "), table, shown, found)


def _linker(work: Work) -> Callable[[Table, str], tuple[Table, Callable[[Test], Test]]]:
    """How rows of one table lead to those of another: a key on either side."""

    def link(table: Table, name: str) -> tuple[Table, Callable[[Test], Test]]:
        other = table_named(work, name)
        if column := _key_to(other, table):  # the other rows name ours

            def through(test: Test) -> Test:
                found = {row[column] for row in work.rows(other) if row[column] and test(row)}
                return lambda row: row[table.key] in found

            return other, through
        column = _key_to(table, other)
        if not column:
            titles = [work.schema.sheet_of[each.name].title for each in (table, other)]
            raise InputError("Таблица", name, f"Листы «{titles[0]}» и «{titles[1]}» ключом не связаны")

        def up(test: Test) -> Test:
            return lambda row: bool((parent := work.find(other, row[column])) and test(parent))

        return other, up

    return link


def _key_to(table: Table, other: Table) -> str:
    """The column that names rows of another table; the client before the owner."""
    columns = [each.key for each in table.columns if isinstance(each, Key) and each.of == other.name and not each.own]
    return "client" if "client" in columns else columns[0] if columns else ""


def table_named(work: Work, name: str) -> Table:
    """A table by the title of its sheet, or by its own name."""
    for table in work.schema.tables.values():
        if name.strip() in (work.schema.sheet_of[table.name].title, table.name):
            return table
    raise InputError("Таблица", name, f"Нет таблицы «{name}». Впишите название листа, например Клиенты или Полисы.")


def _sorted(table: Table, rows: Iterable[Row], order: str) -> list[Row]:
    """By one column, «убыв.» from the greatest; last those that hold no value of it."""
    kept = list(rows)
    if not order.strip():
        return kept
    falling = _DESCENDING.search(order)
    key = column_named(table, _DESCENDING.sub("", order).strip()).key
    filled = [row for row in kept if known(row[key]) not in (None, "")]
    filled.sort(key=lambda row: fold(row[key]) if isinstance(row[key], str) else row[key], reverse=bool(falling))
    return filled + [row for row in kept if known(row[key]) in (None, "")]


def _filled(table: Table, row: Row) -> bool:
    return any(row[column.key] not in (None, "") for column in table.columns if column.required) or not any(
        column.required for column in table.columns
    )


def _visible(table: Table) -> tuple[Column, ...]:
    """The columns the agent sees without opening a group, as many as the report holds."""
    return tuple(column for column in table.columns if not (column.hidden or column.group))[:REPORT_COLUMNS]
