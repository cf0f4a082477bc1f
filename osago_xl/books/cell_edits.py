"""Single cells given other content, in rows that stay: within the text of a page, without taking its rows apart.

A piece is what stands in a sheet part for one cell, with or without its address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from osago_xl.books.columns import packed
from osago_xl.books.deflate import page
from osago_xl.books.paged_rows import PagedRows
from osago_xl.books.sheet_index import Page
from osago_xl.books.sheet_xml import SheetXml, cell_start, has_formula, letters_of, recomputed, style_of

Edit = Callable[[bytes], bytes]
"""A piece without its address, empty where there is no cell → the piece that takes its place; empty: none does."""

Edits = Mapping[int, Mapping[int, Edit]]
"""Row and column of the sheet → what happens there."""


def put(ending: str, style: str) -> Edit:
    """New content (as `values` makes it); a cell that is there keeps its style."""

    def edit(piece: bytes) -> bytes:
        mark = style_of(piece) if piece else style
        return (f' s="{mark}"{ending}' if mark else ending).encode()

    return edit


def show(value: object) -> Edit:
    """A new result under the formula that stands there; a formula the agent has overwritten stays so."""
    return lambda piece: recomputed(piece, value) if has_formula(piece) else piece


def edit_cells(sheet: SheetXml, edits: Edits) -> None:
    """Carry the edits out: by pages where the sheet has them, else row by row."""
    left = _edit_pages(sheet.rows, edits) if isinstance(sheet.rows, PagedRows) else edits
    for number, cells in left.items():
        row = sheet.row(number)
        for column, edit in cells.items():
            start = cell_start(letters_of(column), number, "")[len("<c ") :].encode()
            piece = edit(row.cells.get(column, b"").removeprefix(start))
            if piece:
                row.cells[column] = start + piece


def _edit_pages(rows: PagedRows, edits: Edits) -> Edits:
    """The edits that no page could take."""
    left: dict[int, Mapping[int, Edit]] = {}
    for index, numbers in rows.split(sorted(edits)).items():
        own = {number: edits[number] for number in numbers}
        old = rows.untouched(index)
        new = old and _edited(old, own)
        if new is None:
            left |= own
        else:
            rows.put(index, new)
    return left


def _edited(old: Page, edits: Edits) -> Page | None:
    """A page with other cells, its other columns as they are; None when one of the cells is not found there."""
    content, done, parts = old.content(), 0, []
    places = {number: place for place, number in enumerate(old.numbers)}
    wanted = set().union(*edits.values())
    columns = {column: list(old.column(letters_of(column).encode())) for column in wanted}
    for number, cells in edits.items():
        for column in sorted(cells):
            piece = columns[column][places[number]] if number in places else None
            if piece is None:
                return None
            start = cell_start(letters_of(column), number, "").encode()
            at = content.find(start + piece, done)
            if at < 0:
                return None
            new = columns[column][places[number]] = cells[column](piece)
            parts += [content[done : at + len(start)], new]
            done = at + len(start) + len(piece)
    changed = {letters_of(column).encode(): packed(pieces) for column, pieces in columns.items()}
    return replace(old, text=page(b"".join([*parts, content[done:]])), columns={**(old.columns or {}), **changed})
