"""The sheet Отчёт as commands fill it: title, header, rows and totals as the agent reads them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.technical import DAY_SIGN, MONEY_SIGN, OTHER_SIGN, REPORT, REPORT_ROLES
from osago_xl.work import asking
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work

SHEET = "Отчёт"
_PLACES_OF_MONEY = 2
_LINE = 95
"""Characters from the column of explanations, the seventh, to the right edge of a printed report."""
ALL_AGENTS = "все агенты"


def ask_agent(work: Work, ui: Ui) -> str:
    """Whose data a report is limited to; "" means all, and nobody is asked where one agent works alone."""
    names = [row["agent"] for row in work.rows(AGENTS) if row["agent"]]
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
    """Replace the content of Отчёт; sums and dates are numbers with their formats, so that Excel can go on counting.

    `keys` are those of the records behind the rows: buttons pressed on Отчёт take these records.
    """
    name, head, total = REPORT_ROLES
    lines = [_row(line, header) | {"row_key": key} for line, key in zip_longest(rows, keys, fillvalue="")]
    totals_line = [_cells(totals, header, total)] if totals else []
    work.replace(REPORT, [_cells((title,), (), name), _cells(header, (), head), *lines, *totals_line])


def _row(line: Sequence[object], header: Sequence[str]) -> dict[str, object]:
    return _cells(line.cells, header, line.role) if isinstance(line, Marked) else _cells(line, header)


def _cells(line: Iterable[object], header: Sequence[str], role: str = "") -> dict[str, object]:
    from osago_xl.documents.printed import text_of

    values = list(line)
    cells = {f"c{n}": each if _counts(each) else text_of(each) for n, each in enumerate(values, 1)}
    signs = "".join(_sign(value, of) for value, of in zip_longest(values, header[: len(values)], fillvalue=""))
    return cells | {"role": role, "signs": signs}


def _counts(value: object) -> bool:
    """Whether a cell is something to count with, and not a text."""
    return isinstance(value, (int, Decimal, date)) and not isinstance(value, bool)


def _sign(value: object, header: str) -> str:
    """How a cell is written: sums as money, dates as dates; percents and pieces as they are."""
    if isinstance(value, date):
        return DAY_SIGN
    places = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else None
    return MONEY_SIGN if places is not None and places <= _PLACES_OF_MONEY and "%" not in header else OTHER_SIGN


def explained(cells: Sequence[object], text: str) -> Iterator[tuple[object, ...]]:
    """A line of six cells with an explanation behind them; a long one goes on below."""
    first, *more = textwrap.wrap(text, _LINE) if len(text) > _LINE else [text]
    yield *cells, first
    yield from ((*[""] * len(cells), line) for line in more)
