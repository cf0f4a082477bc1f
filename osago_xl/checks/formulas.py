"""Formulas of ours that were typed over: what stands there no longer follows from the row."""

from __future__ import annotations

from collections.abc import Iterator

from osago_xl.checks.base import Base, Placed
from osago_xl.values.misfit import as_typed


def check(base: Base) -> Iterator[Placed]:
    """One finding per cell, in every table with formulas."""
    for name, table in base.schema.tables.items():
        for row, column in base.overwritten(table) if table.computed else ():
            header, typed = table.by_key[column].header, as_typed(row[column])
            what = f"«{typed}»: записано поверх формулы" if typed not in (None, "") else "стёрта формула"
            message, hint = f"{what} столбца «{header}»", "Нажмите ОСАГО → Обновить: формула вернётся."
            yield Placed(name, row, column, "error", "formula.overwritten", message, hint)
