"""Values of a condition: what is compared, ranges, lists, months and days counted from today."""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from osago_xl.books.base import Row
from osago_xl.errors import InputError, Unread
from osago_xl.schema.columns import Column, Day, Text
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import Misfit, as_typed
from osago_xl.values.text import fold

Test = Callable[[Row], bool]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, ">=": ge, "<=": le, ">": gt, "<": lt}
_OR = re.compile(r"\s+или\s+", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(сегодня|вчера|завтра|начало месяца|конец месяца|начало года|конец года)(?:\s*([+-])\s*(\d+))?"
)
_UNTIL = re.compile(r"(.+?)\s+до\s+(.+)", re.IGNORECASE)
_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_MONTH = re.compile(r"([а-я]+?)(?:ь|е|й|и|я|а)?(?:\s+(\d{4}))?")


def column_named(table: Table, name: str) -> Column:
    """A column by its header; InputError proposes the most similar one."""
    folded = {fold(header): column for header, column in table.by_header.items()}
    if fold(name) in folded:
        return folded[fold(name)]
    near = difflib.get_close_matches(fold(name), folded, n=1)
    advice = f" Может быть, «{folded[near[0]].header}»?" if near else ""
    raise InputError("Столбец", name, f"Столбца «{name}» в таблице нет.{advice} Исправьте запрос на листе Справочники.")


def emptiness(column: Column, empty: bool) -> Test:
    return lambda row: (row[column.key] in (None, "")) == empty


def containing(column: Column, text: str) -> Test:
    parts = [fold(part) for part in _OR.split(text)]
    return lambda row: any(part in fold(str(as_typed(row[column.key]) or "")) for part in parts)


def comparison(column: Column, sign: str, text: str, today: date) -> Test:
    """An empty cell, and one that holds no value of its column, is equal to nothing and different from everything.

    «= Авито или Сайт» is one of the two.
    """
    several = _OR.split(text)
    if len(several) > 1 and sign in ("=", "<>"):
        found = any_of(column, several, today)
        return found if sign == "=" else lambda row: not found(row)
    compare, wanted = _COMPARE[sign], value(column, text, today)

    def test(row: Row) -> bool:
        cell = row[column.key]
        if cell in (None, "") or isinstance(cell, Misfit):
            return sign == "<>"
        return compare(fold(cell) if isinstance(cell, str) else cell, wanted)

    return test


def inside(text: str) -> list[str]:
    """The values of a list in brackets; empty where there is none."""
    text = text.strip()
    return [part.strip() for part in re.split(r"[;,]", text[1:-1])] if text[:1] == "(" and text[-1:] == ")" else []


def any_of(column: Column, texts: Sequence[str], today: date) -> Test:
    tests = [comparison(column, "=", text, today) for text in texts]
    return lambda row: any(test(row) for test in tests)


def between(column: Column, text: str, today: date) -> Test:
    """«от 5 000 до 10 000», both ends included."""
    found = _UNTIL.fullmatch(text)
    if found is None:
        raise InputError(column.header, text, "После «от» нужно «до»: Премия от 5000 до 10000")
    low, high = (comparison(column, sign, found[n], today) for n, sign in ((1, ">="), (2, "<=")))
    return lambda row: low(row) and high(row)


def month(column: Column, text: str, today: date) -> Test:
    """«в декабре»: the one that goes on or comes next; «в декабре 2026»; «в 2026»."""
    first, last = _span(column, fold(text), today)
    return lambda row: isinstance(row[column.key], date) and first <= row[column.key] <= last


def _span(column: Column, text: str, today: date) -> tuple[date, date]:
    found = _MONTH.fullmatch(text)
    number = next((n for n, root in enumerate(_MONTHS, 1) if found and found[1] == root), 0)
    if isinstance(column, Day) and number and found:
        year = int(found[2]) if found[2] else today.year + (number < today.month)
        return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
    if isinstance(column, Day) and re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    message = f"«{text}»: после «в» нужен список в скобках, а для даты месяц или год: в (Авито; Сайт), в декабре 2026"
    raise InputError(column.header, text, message)


def value(column: Column, text: str, today: date) -> Any:
    """The value a text means in this column."""
    if isinstance(column, Text):
        return fold(text)
    relative = _RELATIVE.fullmatch(fold(text))
    if isinstance(column, Day) and relative:
        days = int(relative[3] or 0)
        return _named_day(relative[1], today) + timedelta(days=-days if relative[2] == "-" else days)
    try:
        found = column.from_cell(text)
    except Unread as error:
        found, reason = None, str(error).rstrip(".")
    else:
        reason = "нет значения"
    if found is None:
        raise InputError(column.header, text, f"Условие со столбцом «{column.header}», значение «{text}»: {reason}")
    return found


def _named_day(word: str, today: date) -> date:
    last = calendar.monthrange(today.year, today.month)[1]
    return {
        "сегодня": today,
        "вчера": today - timedelta(days=1),
        "завтра": today + timedelta(days=1),
        "начало месяца": today.replace(day=1),
        "конец месяца": today.replace(day=last),
        "начало года": date(today.year, 1, 1),
        "конец года": date(today.year, 12, 31),
    }[word]
