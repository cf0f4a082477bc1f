"""Layouts as rows of Макеты печати: where each value stands on a ready-made form, and what the printer does to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any, NamedTuple

from osago_xl.books.base import Row
from osago_xl.documents.layout import LayoutField, Printer, default_layout
from osago_xl.errors import DocumentError
from osago_xl.schema.sheets.technical import LAYOUTS, LOG, PRINTERS
from osago_xl.work.journal import REBUILT, unpack
from osago_xl.work.unit import Work


class Place(NamedTuple):
    """Where a field stands: millimetres from the top left corner of the page."""

    x: float
    y: float
    width: float
    height: float


_NUMBERS = (*Place._fields, "size")


def fields_of(work: Work, form: str) -> list[LayoutField]:
    """The layout of a form; the shipped one enters the table on first use."""
    rows = _rows(work, form)
    if not rows:
        rows = [work.add(LAYOUTS, **row) for row in _default_rows(work, form)]
    return [_field(row) for row in rows]


def move(work: Work, form: str, places: Mapping[str, Place]) -> int:
    """Put fields where they were dragged; how many stand elsewhere now.

    The table is written as a whole, so that the journal keeps the version before for `previous`.
    """
    rows = [dict(row) for row in work.rows(LAYOUTS)]
    moved = 0
    for row in rows:
        place = places.get(row["field"]) if row["form"] == form else None
        new = {key: Decimal(str(round(value, 1))) for key, value in place._asdict().items()} if place else {}
        if any(abs(row[key] - value) >= Decimal("0.1") for key, value in new.items()):
            row |= new | {"changed": work.now}
            moved += 1
    if moved:
        work.replace(LAYOUTS, rows)
    return moved


def reset(work: Work, form: str) -> None:
    """The shipped layout of a form instead of the agent's."""
    others = [dict(row) for row in work.rows(LAYOUTS) if row["form"] != form]
    work.replace(LAYOUTS, [*others, *_default_rows(work, form)])


def previous(work: Work) -> None:
    """The layouts as they were before the last change of them; DocumentError when none is on record."""
    kept = [row for row in work.rows(LOG) if row["table"] == LAYOUTS.name and row["what"] == REBUILT and row["before"]]
    if not kept:
        raise DocumentError("Прежнего макета нет: его ещё не меняли.")
    last = max(row["command_number"] or 0 for row in kept)
    work.replace(LAYOUTS, [unpack(row["before"]) for row in kept if row["command_number"] == last])


def printer_of(work: Work, name: str) -> Printer:
    """Shift and scale of that printer; of the only one described when it has no row of its own."""
    rows = [row for row in work.rows(PRINTERS) if row["printer"]]
    row = next((each for each in rows if each["printer"] == name), rows[0] if len(rows) == 1 else None)
    if row is None:
        return Printer()
    return Printer(
        shift_x=float(row["shift_x"] or 0), shift_y=float(row["shift_y"] or 0), scale=float(row["scale"] or 1)
    )


def _rows(work: Work, form: str) -> Sequence[Row]:
    return [row for row in work.rows(LAYOUTS) if row["form"] == form]


def _default_rows(work: Work, form: str) -> Iterator[dict[str, Any]]:
    for field in default_layout(form):
        values = asdict(field) | {key: Decimal(str(getattr(field, key))) for key in _NUMBERS}
        yield values | {key: "да" if values[key] else "нет" for key in ("bold", "printed")} | {"changed": work.now}


def _field(row: Row) -> LayoutField:
    """A row as the printer takes it; an emptied cell counts as the default."""
    values = {key: row[key] for key in ("form", "field", "font", "align", "format") if row[key]}
    values |= {key: float(row[key] or 0) for key in Place._fields}
    values |= {key: int(row[key]) for key in ("page", "boxes") if row[key]}
    values |= {"size": float(row["size"])} if row["size"] else {}
    return LayoutField(**values, bold=row["bold"] != "нет", printed=row["printed"] != "нет")
