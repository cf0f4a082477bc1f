"""The values of a form: what stands in its cells by default, and what its formulas give by their Python twins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from osago_xl.schema.facts import Facts
from osago_xl.schema.tables import Form, Grid


def empty_form(form: Form) -> dict[str, Any]:
    """The cells of a new workbook: its defaults, all else empty; a grid as a list of rows."""
    values: dict[str, Any] = {field.column.key: field.column.from_cell(None) for field in form.fields}
    for grid in form.grids:
        values[grid.key] = [{c.key: c.from_cell(None) for c in grid.columns} for _ in range(grid.rows)]
    for key, default in (form.defaults or {}).items():
        if key in form.grid:
            for row, cells in zip(values[key], default, strict=False):
                row.update(cells)
        else:
            values[key] = default
    return values


def compute_form(form: Form, values: dict[str, Any], facts: Facts, keys: Collection[str] | None = None) -> None:
    """Fill in the formula cells: fields in the order of declaration, then grids row by row; `keys` None is all.

    The twin of a cell in a grid gets the cells of its row, the whole form as `form` and the row's number as `k`.
    """
    for field in form.fields:
        if field.column.formula and (keys is None or field.column.key in keys):
            values[field.column.key] = field.column.compute(values, facts) if field.column.compute else ""
    for grid in form.grids:
        if keys is not None and grid.key not in keys:
            continue
        for number, row in enumerate(values[grid.key], start=1):
            _compute_row(grid, number, row, values, facts)


def _compute_row(grid: Grid, number: int, row: dict[str, Any], form: Mapping[str, Any], facts: Facts) -> None:
    for column in grid.columns:
        if column.formula:
            twin = column.compute
            row[column.key] = twin(row | {"form": form, "k": number}, facts) if twin else ""
