"""The sheet Отчёт as commands fill it: title, header, rows and totals as the agent reads them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from osago_xl.schema.sheets.technical import REPORT_ROLES
from osago_xl.work import asking
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work

SHEET = "Отчёт"
_LINE = 95
"""Characters from the column of explanations, the seventh, to the right edge of a printed report."""
ALL_AGENTS = "все агенты"


def ask_agent(work: Work, ui: Ui) -> str:
    """Whose data a report is limited to; "" means all, and nobody is asked where one agent works alone."""
    names = [row["agent"] for row in work.rows("tblAgents") if row["agent"]]
    if len(names) < 2:
        return ""
    agent = asking.option(ui, "Чьи данные?", [ALL_AGENTS, *names])
    return "" if agent == ALL_AGENTS else agent


class Marked(NamedTuple):
    """A row that stands out among the others: one of `REPORT_ROLES`."""

    cells: Sequence[object]
    role: str


def show_report(
    work: Work,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    totals: Sequence[object] = (),
    keys: Iterable[str] = (),
) -> None:
    """Replace the content of Отчёт; dates and money are written in the Russian way, whatever Windows speaks.

    `keys` are those of the records behind the rows: buttons pressed on Отчёт take these records.
    """
    name, head, total = REPORT_ROLES
    lines = [_row(line) | {"row_key": key} for line, key in zip_longest(rows, keys, fillvalue="")]
    totals_line = [_cells(totals, total)] if totals else []
    work.replace("tblReport", [_cells((title,), name), _cells(header, head), *lines, *totals_line])


def _row(line: Sequence[object]) -> dict[str, str]:
    return _cells(*line) if isinstance(line, Marked) else _cells(line)


def _cells(line: Iterable[object], role: str = "") -> dict[str, str]:
    from osago_xl.documents.printed import text_of

    return {f"c{number}": text_of(value) for number, value in enumerate(line, 1)} | {"role": role}


def explained(cells: Sequence[object], text: str) -> Iterator[tuple[object, ...]]:
    """A line of six cells with an explanation behind them; a long one goes on below."""
    first, *more = textwrap.wrap(text, _LINE) if len(text) > _LINE else [text]
    yield *cells, first
    yield from ((*[""] * len(cells), line) for line in more)
