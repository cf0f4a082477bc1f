"""Deleting rows of a table: what stands below moves up, formulas with addresses follow."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from osago_xl.books.formulas import shifted
from osago_xl.books.paged_rows import PagedRows
from osago_xl.books.places import TablePart
from osago_xl.books.sheet_xml import RowXml, SheetXml, cell_start, letters_of, read_cell, readdressed, style_of
from osago_xl.books.values import formula_xml

_SHARED = re.compile(rb'<f\s[^>]*\bt="shared"[^>]*\bsi="(\d+)"[^>]*?(?:/>|>([^<]*)</f>)')
_FORMULA = re.compile(rb'<f(?![^>]*t="array")(?:\s[^>]*)?>[^<]*</f>')


def delete_rows(sheet: SheetXml, place: TablePart, deleted: Sequence[int], *, whole: bool, keep_cells: bool) -> None:
    """Take these sheet rows out of a table.

    `whole`: rows move with their height, their filter state and what stands beside the table; otherwise only the
    table's own columns move, because another table shares the rows. `keep_cells`: rows set free stay formatted.
    Formulas are not shared any more.
    """
    first, bottom = min(deleted), place.area.bottom
    unshare(sheet)
    gone = set(deleted)
    kept = [number for number in range(first, bottom + 1) if number not in gone]
    columns = range(place.area.left, place.area.right + 1)
    for new, old in enumerate(kept, start=first):
        if whole:
            _move_row(sheet, old, new)
        else:
            _move_cells(sheet, old, new, columns)
    for number in range(first + len(kept), bottom + 1):
        if whole and not keep_cells:
            sheet.rows.pop(number, None)
        elif number in sheet.rows:
            _empty(sheet.row(number), number, columns, keep_cells)


def shares(sheet: SheetXml, numbers: Iterable[int]) -> bool:
    """Whether one of these rows has a formula that lives in several cells: overwriting one would break the rest."""
    sign, rows = b't="shared"', sheet.rows
    if isinstance(rows, PagedRows):
        numbers = rows.where(sign, numbers)
    texts = (row.text() if isinstance(row, RowXml) else row for row in map(rows.get, numbers) if row)
    return any(sign in text for text in texts)


def unshare(sheet: SheetXml) -> None:
    """Write out formulas that cells share: their common text is tied to the place of its first cell."""
    masters: dict[bytes, tuple[str, tuple[int, int]]] = {}
    for number, content in sorted(sheet.rows.items()):
        if isinstance(content, bytes) and b't="shared"' not in content:
            continue
        row = sheet.row(number)
        for column, piece in row.cells.items():
            found = _SHARED.search(piece)
            if not found:
                continue
            if found[2]:
                masters[found[1]] = (html.unescape(found[2].decode()), (number, column))
            formula = shifted(*masters[found[1]], (number, column))
            row.cells[column] = piece.replace(found[0], formula_xml(formula).encode())


def _move_row(sheet: SheetXml, old: int, new: int) -> None:
    row = sheet.peek(old)
    if row is None:
        sheet.rows.pop(new, None)
        return
    sheet.move(old, new, RowXml(row.attributes, {c: _follow(piece, c, old, new) for c, piece in row.cells.items()}))


def _move_cells(sheet: SheetXml, old: int, new: int, columns: range) -> None:
    source, target = sheet.peek(old) or RowXml(b"", {}), sheet.row(new)
    for column in columns:
        piece = source.cells.get(column)
        target.cells.pop(column, None)
        if piece:
            target.cells[column] = readdressed(_follow(piece, column, old, new), column, old, new)


def _follow(piece: bytes, column: int, old: int, new: int) -> bytes:
    found = _FORMULA.search(piece)
    if not found:
        return piece
    text = html.unescape(read_cell(piece).formula)
    moved = shifted(text, (old, column), (new, column))
    return piece if moved == text else piece.replace(found[0], formula_xml(moved).encode(), 1)


def _empty(row: RowXml, number: int, columns: range, keep_cells: bool) -> None:
    for column in columns:
        piece = row.cells.pop(column, None)
        if piece and keep_cells:
            row.cells[column] = (cell_start(letters_of(column), number, style_of(piece))[3:] + "/>").encode()
