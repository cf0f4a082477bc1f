"""Columns that only the agent can tell apart: asked in words, one question for a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from osago_xl.imports.describing import place_of
from osago_xl.imports.kinds import HEADER_ROWS, Layout
from osago_xl.imports.model import RawSheet
from osago_xl.imports.recognising import NOTE
from osago_xl.imports.record import shown
from osago_xl.imports.understanding.understand import Column
from osago_xl.schema.columns import as_text
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.values.text import clean

Choose = Callable[[str, Sequence[str]], int | None]
"""A question with its options; the index of the answer, None when the agent gives none."""

_EXAMPLES, _LONG = 3, 25
TO_COMMENT, LEAVE_OUT, SKIP = "записать в комментарий", "не переносить", "не переносить этот лист"


def answers(schema: WorkbookSchema, sheet: RawSheet, layout: Layout, choose: Choose) -> dict[str, str] | None:
    """What the agent says of each doubtful column: heading → field, "" = leave out. None when he gives up."""
    found: dict[str, str] = {}
    for column in layout.columns:
        if not column.doubtful:
            continue
        free = [name for name in column.rivals if name not in found.values()]
        options = [*(place_of(schema, name, layout.kind) for name in free), TO_COMMENT, LEAVE_OUT]
        chosen = choose(question(sheet, layout, column), options)
        if chosen is None:
            return None
        found[column.heading] = [*free, NOTE, ""][chosen]
    return found


def headings_seen(sheet: RawSheet) -> list[str]:
    """The first row of nothing but words, of more than one: what may head a table nobody knows."""
    for row in sheet.rows[:HEADER_ROWS]:
        filled = [cell for cell in row if cell not in (None, "")]
        if len(filled) > 1 and all(isinstance(cell, str) for cell in filled):
            return [clean(str(cell)) for cell in filled]
    return []


def name_column(sheet: RawSheet, choose: Choose) -> dict[str, str]:
    """Where the name of the client stands on a sheet nobody knows, as the agent says; empty when it is to be left."""
    seen = headings_seen(sheet)
    chosen = choose(f"Лист «{sheet.name}» не распознан. В каком столбце имя клиента?", [*seen, SKIP]) if seen else None
    return {seen[chosen]: "name"} if chosen is not None and chosen < len(seen) else {}


def question(sheet: RawSheet, layout: Layout, column: Column) -> str:
    """«Столбец „Дата“ (05.12.2025, 17.03.2026 …): что в нём?»"""
    values = examples(sheet, layout, column.place)
    return f"{sheet.name}: столбец «{clean(column.heading)}»{f' ({values})' if values else ''}: что в нём?"


def examples(sheet: RawSheet, layout: Layout, place: int) -> str:
    """The first different values of a column."""
    values = list(islice(_values(sheet, layout, place), _EXAMPLES + 1))
    return ", ".join(values[:_EXAMPLES]) + (" …" if len(values) > _EXAMPLES else "")


def _values(sheet: RawSheet, layout: Layout, place: int) -> Iterator[str]:
    seen: set[str] = set()
    for row in sheet.rows[layout.header :]:
        text = shown(row[place]) if place < len(row) and as_text(row[place]) else ""
        if text and text not in seen:
            seen.add(text)
            yield text if len(text) <= _LONG else f"{text[:_LONG]}…"
