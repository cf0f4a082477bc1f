"""Blocks of cells of an open workbook as our values, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from osago_xl.errors import Unread
from osago_xl.schema.columns import Column
from osago_xl.values.misfit import ErrorText

ERROR_NUMBERS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
"""What COM, and xlwings in `raw_value`, hand over for an error; all other numbers of a cell are floats."""
ERROR_TEXTS = {number: text for text, number in ERROR_NUMBERS.items()}


def converted(column: Column, raw: Sequence[Any]) -> list[Any]:
    """Values of a column in our types; equal cells are converted once."""
    if any(raw.count(nothing) == len(raw) for nothing in ("", None)):
        return [column.from_cell(None)] * len(raw)
    kinds = list(zip(map(type, raw), raw, strict=True))  # 1.0 and TRUE are equal and not the same
    known = {kind: _value(column, kind[1]) for kind in set(kinds)}
    return [known[kind] for kind in kinds]


def _value(column: Column, cell: Any) -> Any:
    if isinstance(cell, int) and cell in ERROR_TEXTS:
        return column.misfit(ErrorText(ERROR_TEXTS[cell]))
    try:
        return column.from_cell(cell)
    except Unread:
        return column.misfit(cell)


def rows_of(raw: Any, width: int) -> list[Sequence[Any]]:
    """Rows of values, whatever shape the engine gives for one cell or one row."""
    if not isinstance(raw, (list, tuple)):
        return [[raw]]
    if raw and not isinstance(raw[0], (list, tuple)):
        return [raw] if width > 1 else [[value] for value in raw]
    return list(raw)


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring places as (first, how many)."""
    numbered = enumerate(sorted(places))
    found = ([at for _, at in run] for _, run in groupby(numbered, lambda pair: pair[1] - pair[0]))
    return [(run[0], len(run)) for run in found]
