"""Limits of form sheets: addresses, cells that meet, keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from osago_xl.schema.addresses import address, place
from osago_xl.schema.check_columns import cell_problems
from osago_xl.schema.tables import Form, Grid


def form_problems(title: str, form: Form) -> Iterator[str]:
    """What is wrong with a form sheet."""
    keys = Counter([field.column.key for field in form.fields] + [grid.key for grid in form.grids])
    yield from (f"sheet «{title}»: key {key} is declared {times} times" for key, times in keys.items() if times > 1)
    for field in form.fields:
        yield from cell_problems(f"{title}!{field.at}", field.column)
    for grid in form.grids:
        yield from _grid_problems(f"{title}!{grid.at}", grid)
    taken = Counter(_cells(form))
    yield from (f"{title}!{at}: two things stand in this cell" for at, times in taken.items() if times > 1)


def _grid_problems(where: str, grid: Grid) -> Iterator[str]:
    if grid.spans and len(grid.spans) != len(grid.columns):
        yield f"{where}: {len(grid.spans)} spans for {len(grid.columns)} columns"
    for column in grid.columns:
        yield from cell_problems(f"{where} {column.header}", column)


def _cells(form: Form) -> Iterator[str]:
    for caption in form.captions:
        yield from _across(caption.at, caption.span)
    for field in form.fields:
        yield from _across(field.at, field.span)
        if field.label_at:
            yield field.label_at
    for grid in form.grids:
        for down in range(-1 if grid.header else 0, grid.rows):
            yield from _across(grid.at, grid.width, down)


def _across(at: str, span: int, down: int = 0) -> Iterator[str]:
    """Addresses of `span` cells beside each other, `down` rows below `at`."""
    row, first = place(at)
    yield from (address(row + down, column) for column in range(first, first + span))
