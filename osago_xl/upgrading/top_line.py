"""Row 1 above our tables: drawn anew where it says something else in this version, with the names of its counters."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from osago_xl.books.areas import Area
from osago_xl.books.sheet_xml import RowXml, has_content, read_cell, style_of
from osago_xl.books.strings import SharedStrings, shown_text
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.upgrading.fitting import Fitting, fittings
from osago_xl.upgrading.former import former_cells, has_former_fills
from osago_xl.upgrading.graft import Graft
from osago_xl.upgrading.names import reference

ROW = 1


def renew_top_lines(graft: Graft, schema: WorkbookSchema, homes: Mapping[str, str]) -> Iterator[str]:
    """A line for every sheet on which something of the agent's had to give way; our texts are known by their looks."""
    for sheet in schema.sheets:
        if sheet.tables and sheet.title in homes:
            yield from _renew(graft, sheet.title, homes[sheet.title], fittings(graft, schema, homes[sheet.title]))


def _renew(graft: Graft, fresh_title: str, title: str, tables: list[Fitting]) -> Iterator[str]:
    own = graft.open(title)
    wanted, line = graft.fresh.sheet(fresh_title).row(ROW), own.row(ROW)
    former = former_cells(graft.styles.root)
    same = _texts(wanted, graft.fresh.cells.strings) <= _texts(line, graft.strings)
    if same and not has_former_fills(graft.styles.root, former):
        return
    looks = graft.looks(wanted) | {str(number) for number in former}
    line.cells = {column: piece for column, piece in line.cells.items() if style_of(piece) not in looks}
    gone = []
    for column, piece in wanted.cells.items():
        target = _target(column, tables)
        if has_content(line.cells.get(target, b"")):
            gone.append(_text(line.cells[target], graft.strings))
        line.cells[target] = graft.cell(piece, target, ROW)
    graft.close(title, own)
    if gone:
        yield f"Лист «{title}»: строка 1 написана заново, ваши записи остались в копии: «{'», «'.join(gone)}»."


def counters(graft: Graft, schema: WorkbookSchema, homes: Mapping[str, str]) -> dict[str, str]:
    """Name → cell of every counter that formulas use."""
    found: dict[str, str] = {}
    for sheet in schema.sheets:
        named = {counter.formula: counter.name for counter in sheet.counters if counter.name}
        title = homes.get(sheet.title, sheet.title)
        for column, piece in graft.open(title).row(ROW).cells.items() if named else ():
            name = named.get(html.unescape(read_cell(piece).formula))
            if name:
                found[name] = reference(title, Area(ROW, column, ROW, column))
    return found


def _target(column: int, tables: list[Fitting]) -> int:
    """Under the column that stands below in the fresh book; beyond the tables as far from the last one."""
    for fitting in tables:
        if column in fitting.columns:
            return fitting.columns[column]
    left = [fitting for fitting in tables if fitting.fresh.area.right < column] or tables
    nearest = max(left, key=lambda fitting: fitting.fresh.area.right)
    return column + nearest.own.area.right - nearest.fresh.area.right


def _texts(row: RowXml, strings: SharedStrings) -> set[str]:
    return {_text(piece, strings) for piece in row.cells.values() if has_content(piece)}


def _text(piece: bytes, strings: SharedStrings) -> str:
    """What a cell says: its formula with «=», or its text."""
    cell = read_cell(piece)
    if cell.formula:
        return f"={html.unescape(cell.formula)}"
    if cell.kind == "s":
        return strings.text(int(cell.value))
    return shown_text(cell.value)
