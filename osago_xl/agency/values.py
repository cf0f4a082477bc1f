"""Values of rows between the workbook and the store: one codec for tables, history and conflicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from osago_xl.agency.model import Shared
from osago_xl.schema.columns import Column, Money, Number, Rate
from osago_xl.values.misfit import Misfit
from osago_xl.work.journal import pack, unpack

Values = dict[str, Any]
"""What a row says, by the keys of its columns; links are keys as the office knows them."""

MISFITS = {"row_misfits": False, "row_private_misfits": True}
"""Column of the store → whether what it holds belongs to private columns."""

MISFIT_SIGNS = ('{"v":{"x":', '{"v":{"t":')
"""How what did not fit its column begins in history (see `one`)."""


def to_store(shared: Shared, values: Mapping[str, Any], columns: Collection[str]) -> dict[str, Any]:
    """The cells of a row of the store that hold these columns of `values`, a whole row, and what does not fit."""
    cells = {key: None if isinstance(values[key], Misfit) else values[key] for key in columns}
    cells = {key: None if cell == "" else cell for key, cell in cells.items()}
    unfit = {key: value for key, value in values.items() if isinstance(value, Misfit)}
    for name, private in MISFITS.items():
        if any((key in shared.private) == private for key in columns):
            kept = {key: value for key, value in unfit.items() if (key in shared.private) == private}
            cells[name] = pack(kept) if kept else None
    return cells


def from_store(shared: Shared, row: Any) -> Values:
    """The values of a row of the store, misfits in their places; columns that were not asked for are left out."""
    values = {key: _read(column, row[key]) for key, column in shared.columns.items() if key in row}
    for name in MISFITS:
        if row.get(name):
            values |= unpack(row[name])
    return values


def one(value: Any) -> str:
    """A single value as history and conflicts hold it."""
    return pack({"v": value})


def read_one(shared: Shared, column: str, text: str) -> Any:
    """The reverse of `one` for a column."""
    return _read(shared.columns[column], unpack(text).get("v"))


def _read(column: Column, value: Any) -> Any:
    if value is None:
        return column.from_cell(None)
    whole = isinstance(column, Number) and not isinstance(column, (Money, Rate))
    return int(value) if whole and isinstance(value, Decimal) and value == value.to_integral_value() else value
