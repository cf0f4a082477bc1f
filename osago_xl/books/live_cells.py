"""Blocks of cells of an open workbook as our values, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from osago_xl.schema.columns import Column, Misfit

EXCEL_ERRORS = range(-2146826288, -2146826245)
"""What COM hands over for #NULL! … #N/A instead of a value."""

_MISFIT: Any = object()


def converted(column: Column, raw: Sequence[Any]) -> tuple[list[Any], dict[int, Any]]:
    """Values of a column in our types, and what does not fit by its number; equal cells are converted once."""
    empty = column.from_cell(None)
    if any(raw.count(nothing) == len(raw) for nothing in ("", None)):
        return [empty] * len(raw), {}
    kinds = list(zip(map(type, raw), raw, strict=True))  # 1.0 and TRUE are equal and not the same
    known = {kind: _value(column, kind[1]) for kind in set(kinds)}
    values = [known[kind] for kind in kinds]
    misfits = {}
    if any(value is _MISFIT for value in known.values()):
        misfits = {number: raw[number] for number, value in enumerate(values) if value is _MISFIT}
    for number in misfits:
        values[number] = empty
    return values, misfits


def _value(column: Column, cell: Any) -> Any:
    if isinstance(cell, int) and cell in EXCEL_ERRORS:
        return _MISFIT
    try:
        return column.from_cell(cell)
    except Misfit:
        return _MISFIT


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
