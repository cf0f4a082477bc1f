"""Saved queries of tblQueries: conditions in Russian words over any table of the workbook.

    Столбец = значение   <>   >=   <=   >   <   содержит   пусто   не пусто      joined by «и»

Dates may be written as «сегодня» or «сегодня + 30». The value «?» is asked for when the query is run: dates, an agent.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from osago_xl.books.base import Row
from osago_xl.errors import InputError, Unread
from osago_xl.schema.columns import Column, Day, Money, Text
from osago_xl.schema.sheets.technical import REPORT_COLUMNS
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import Misfit, as_typed, known
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

_CONDITION = re.compile(
    r"(?P<column>.+?)(?:\s*(?P<sign><>|>=|<=|=|>|<)\s*|\s+(?P<word>содержит|не пусто|пусто)(?:\s+|$))(?P<value>.*)"
)
_AND = re.compile(r"\s+и\s+")
_TODAY = re.compile(r"сегодня(?:\s*([+-])\s*(\d+))?")
_DESCENDING = re.compile(r"\s+убыв\.?$")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, ">=": ge, "<=": le, ">": gt, "<": lt}

Test = Callable[[Row], bool]
Ask = Callable[[str], str]
"""Given a condition without its value, what the agent wants there; `ANY` drops the condition."""

ANY = "все"


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
    row = work.find("tblQueries", name)
    if row is None:
        known = ", ".join(each["query"] for each in work.rows("tblQueries") if each["query"])
        raise InputError("Запрос", name, f"Запроса «{name}» нет. Есть: {known}.")
    return row


def run(work: Work, query: Row, ask: Ask = lambda condition: ANY) -> Answer:
    """The answer to a row of tblQueries; InputError names the word that is not understood."""
    where = _answered(query["where"], ask)
    table = table_named(work, query["table"])
    rows = [row for row in work.rows(table.name) if _filled(table, row)]
    for test in tests(table, where, work.today):
        rows = [row for row in rows if test(row)]
    named = [part.strip() for part in query["columns"].split(";") if part.strip()]
    if len(named) > REPORT_COLUMNS:
        message = f"В запросе «{query['query']}» столбцов {len(named)}, на листе «Отчёт» помещается {REPORT_COLUMNS}."
        raise InputError("Столбцы", query["columns"], message)
    shown = tuple(column_named(table, name) for name in named) or _visible(table)
    found = tuple(_sorted(table, rows, query["sort"]))
    return Answer(f"{query['query']}: {where}".rstrip(": "), table, shown, found)


def _answered(where: str, ask: Ask) -> str:
    conditions = []
    for each in _split(where):
        found = _CONDITION.fullmatch(each)
        if found and found["value"].strip() == "?":
            condition = each[: found.start("value")].strip()
            answer = ask(condition)
            each = f"{condition} {answer}" if answer != ANY else ""
        if each:
            conditions.append(each)
    return " и ".join(conditions)


def table_named(work: Work, name: str) -> Table:
    """A table by the title of its sheet, or by its own name."""
    for table in work.schema.tables.values():
        if name.strip() in (work.schema.sheet_of[table.name].title, table.name):
            return table
    raise InputError("Таблица", name, f"Нет таблицы «{name}». Впишите название листа, например Клиенты или Полисы.")


def column_named(table: Table, name: str) -> Column:
    """A column by its header; InputError proposes the most similar one."""
    folded = {fold(header): column for header, column in table.by_header.items()}
    if fold(name) in folded:
        return folded[fold(name)]
    near = difflib.get_close_matches(fold(name), folded, n=1)
    advice = f" Может быть, «{folded[near[0]].header}»?" if near else ""
    raise InputError("Столбец", name, f"Столбца «{name}» в таблице нет.{advice} Исправьте запрос на листе Справочники.")


def tests(table: Table, where: str, today: date) -> list[Test]:
    """One test per condition; no conditions pass every row."""
    return [_test(table, text, today) for text in _split(where)]


def _split(where: str) -> list[str]:
    """Conditions; an «и» inside a value («ДКП и оформление») joins nothing."""
    parts: list[str] = []
    for piece in _AND.split(where.strip()):
        if parts and not _CONDITION.fullmatch(piece):
            parts[-1] += f" и {piece}"
        elif piece:
            parts.append(piece)
    return parts


def _test(table: Table, text: str, today: date) -> Test:
    found = _CONDITION.fullmatch(text)
    if not found:
        raise InputError(
            "Условие",
            text,
            f"Условие «{text}» не понятно. Пишите так: Столбец = значение, Столбец >= 100, Столбец пусто.",
        )
    column = column_named(table, found["column"])
    key = column.key
    if found["word"] == "пусто":
        return lambda row: row[key] in (None, "")
    if found["word"] == "не пусто":
        return lambda row: row[key] not in (None, "")
    if found["word"] == "содержит":
        part = fold(found["value"])
        return lambda row: part in fold(str(as_typed(row[key]) or ""))
    return _comparison(column, found["sign"], found["value"].strip(), today)


def _comparison(column: Column, sign: str, text: str, today: date) -> Test:
    """An empty cell, and one that holds no value of its column, is equal to nothing and different from everything."""
    compare = _COMPARE[sign]
    wanted = _value(column, text, today)

    def test(row: Row) -> bool:
        value = row[column.key]
        if value in (None, "") or isinstance(value, Misfit):
            return sign == "<>"
        return compare(fold(value) if isinstance(value, str) else value, wanted)

    return test


def _value(column: Column, text: str, today: date) -> Any:
    if isinstance(column, Text):
        return fold(text)
    relative = _TODAY.fullmatch(text.lower())
    if isinstance(column, Day) and relative:
        days = int(relative[2] or 0)
        return today + timedelta(days=-days if relative[1] == "-" else days)
    try:
        value = column.from_cell(text)
    except Unread as error:
        value, reason = None, str(error).rstrip(".")
    else:
        reason = "нет значения"
    if value is None:
        raise InputError(column.header, text, f"Условие со столбцом «{column.header}», значение «{text}»: {reason}.")
    return value


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
