"""The records behind a number of Сводка: the selected line of a block as an answer for the sheet Отчёт."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.queries import Answer
from osago_xl.desk.work import Work
from osago_xl.reports.summary import FORM, SHEET, period_of
from osago_xl.schema.addresses import place
from osago_xl.schema.sheets.summary import SUMMARY
from osago_xl.schema.tables import Grid

NOT_NAMED = frozenset({"не указано", "не указан", "без причины"})
"""How a line calls records whose cell is empty."""
_POLICY = ("key", "who", "phone", "product", "insurer", "policy", "signed", "ends", "premium", "agent")
_CLIENT = ("key", "name", "phone", "segment", "channel", "missing", "year_premium", "agent")


class Block(NamedTuple):
    """Records of `table` whose `column` is the line's name; `day` of a policy must lie in the period of the sheet."""

    table: str
    column: str
    day: str = ""
    also: Callable[[Row], bool] = lambda row: True


def _sold(row: Row) -> bool:
    return bool(row["state"] == "оформлен")


def _lost(row: Row) -> bool:
    return _sold(row) and bool(row["outcome"] == "ушёл")


def _owner(row: Row) -> bool:
    return row["segment"] in ("VIP", "активный")


BLOCKS: Mapping[str, Block] = {
    "companies": Block("tblPolicies", "insurer", "signed", _sold),
    "products": Block("tblPolicies", "product", "signed", _sold),
    "sellers": Block("tblPolicies", "agent", "signed", _sold),
    "losses": Block("tblPolicies", "loss_reason", "ends", _lost),
    "segments": Block("tblClients", "segment"),
    "lacking": Block("tblClients", "missing", also=_owner),
    "referrers": Block("tblClients", "referrer_name"),
}


def behind(work: Work) -> Answer | None:
    """The records behind the selected line of Сводка; None where no line with records is selected."""
    selected = work.selection()
    if selected.sheet != SHEET or not selected.cell:
        return None
    row, column = place(selected.cell)
    for key, block in BLOCKS.items():
        line = _line(SUMMARY.grid[key], row, column)
        if line is not None:
            name = work.form(FORM)[key][line]["name"]
            return _answer(work, block, name) if name else None
    return None


def _line(grid: Grid, row: int, column: int) -> int | None:
    """Number of the line of a grid (from 0) in which a cell lies."""
    top, left = place(grid.at)
    inside = top <= row < top + grid.rows and left <= column < left + grid.width
    return row - top if inside else None


def _answer(work: Work, block: Block, name: str) -> Answer:
    since, until = period_of(work)
    agent = work.form(FORM)["agent"]
    wanted = "" if name in NOT_NAMED else name

    def belongs(row: Row) -> bool:
        words = row[block.column].split(", ") if block.column == "missing" else (row[block.column],)
        in_time = not block.day or (row[block.day] and since <= row[block.day] <= until)
        return bool(wanted in words and in_time and agent in ("", row["agent"]) and block.also(row))

    table = work.table(block.table)
    columns = tuple(table.by_key[key] for key in (_POLICY if block.day else _CLIENT))
    title = f"{table.by_key[block.column].header}: {name}. {work.form(FORM)['period']}"
    return Answer(title, table, columns, tuple(row for row in work.rows(block.table) if belongs(row)))
