"""Run every check over a base, in the order of the tabs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from osago_xl.books.heap import without_collector
from osago_xl.checks import blanks as forms
from osago_xl.checks import (
    cells,
    contracts,
    former,
    formulas,
    identifiers,
    inspection,
    links,
    messengers,
    money,
    papers,
    settings,
)
from osago_xl.checks.base import Placed
from osago_xl.schema.addresses import address, place
from osago_xl.work.unit import Work

PARTS = (cells, formulas, identifiers, links, contracts, inspection, forms, money, former, papers, messengers, settings)
SUBJECTS = {
    "cell": "ячейки", "formula": "формулы", "key": "ключи", "link": "связи между листами", "twin": "повторы",
    "referrer": "рекомендации", "policy": "полисы", "use": "периоды использования", "car": "автомобили",
    "driver": "водители", "client": "клиенты", "contact": "контакты", "forms": "бланки", "payment": "оплаты",
    "acts": "акты", "commission": "КВ", "rate": "базовые ставки", "consent": "согласия", "doc": "файлы",
    "setting": "настройки",
}  # fmt: skip
LEVELS = {"error": "ошибка", "warning": "предупреждение"}


@without_collector()
def findings(work: Work) -> list[Placed]:
    """All findings: errors first, then by sheet and row."""
    found = [finding for part in PARTS for finding in part.check(work)]
    order = {name: n for n, name in enumerate(work.schema.tables)}
    return sorted(found, key=lambda f: (f.level != "error", order[f.table], f.row.at, f.column))


def subject(finding: Placed) -> str:
    """What a finding is about, in the agent's words: the counts on top of «Проверка»."""
    return SUBJECTS.get(finding.rule.partition(".")[0], "номера документов и телефоны")


def as_answer(work: Work, finding: Placed) -> dict[str, Any]:
    """A finding for machines: sheet, key, column, level, rule, message, hint."""
    table = work.named(finding.table)
    return {
        "sheet": work.schema.sheet_of[finding.table].title,
        "key": str(finding.row[table.key] or ""),
        "row": _sheet_row(work, finding),
        "column": table.by_key[finding.column].header,
        "level": finding.level,
        "rule": finding.rule,
        "message": finding.message,
        "hint": finding.hint,
    }


def as_row(work: Work, finding: Placed) -> dict[str, Any]:
    """A finding as a row of the sheet Проверка, with the address its key leads to."""
    answer = as_answer(work, finding)
    table = work.named(finding.table)
    column = table.columns.index(table.by_key[finding.column]) + _left(work, finding.table)
    return {
        "level": LEVELS[finding.level],
        "sheet": answer["sheet"],
        "column": answer["column"],
        "message": finding.message,
        "hint": finding.hint + (f" Можно исправить на «{finding.fix}»." if finding.fix else ""),
        "fix": "",
        "rule": finding.rule,
        "row_key": answer["key"] or f"строка {answer['row']}",
        "address": f"'{answer['sheet']}'!{address(answer['row'], column)}" if finding.row.at >= 0 else "",
    }


MANY = 20
"""So many equal remarks about one column are one line of the sheet: an old base lacks whole columns."""


def as_rows(work: Work, found: Sequence[Placed]) -> Iterator[dict[str, Any]]:
    """The rows of the sheet Проверка; more than `MANY` equal warnings about a column are told once and counted."""
    counts = Counter(map(_alike, found))
    told: set[tuple[str, ...]] = set()
    for finding in found:
        sign = _alike(finding)
        if finding.level == "error" or finding.fix or counts[sign] <= MANY:
            yield as_row(work, finding)
        elif sign not in told:
            told.add(sign)
            row = as_row(work, finding)
            yield row | {"message": f"{row['message']} (таких строк {counts[sign]}, показана первая)"}


def _alike(finding: Placed) -> tuple[str, ...]:
    return finding.table, finding.column, finding.rule, finding.message


def _sheet_row(work: Work, finding: Placed) -> int:
    """The row on the sheet: the table's header stands at its declared place."""
    return _corner(work, finding.table)[0] + 1 + max(finding.row.at, 0)


def _left(work: Work, table: str) -> int:
    return _corner(work, table)[1]


def _corner(work: Work, table: str) -> tuple[int, int]:
    sheet = work.schema.sheet_of[table]
    return next(place(at) for at, each in sheet.tables if each.name == table)
