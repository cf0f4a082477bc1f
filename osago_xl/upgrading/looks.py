"""The look of this version on the cells of an earlier one: those that look as we drew them then; all others stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from osago_xl.books.sheet_xml import RowXml, SheetXml, letters_of, style_of
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.upgrading.columns import width_of
from osago_xl.upgrading.fitting import Fitting, fittings
from osago_xl.upgrading.former import HEIGHTS, former_cells, has_former_fills, widths
from osago_xl.upgrading.graft import Graft

_CELL = re.compile(rb'(<c r="([A-Z]{1,3})\d+" s=")(\d+)(?=")')
_WIDTH, _HEIGHT = re.compile(rb'(\bwidth=")([\d.]+)'), re.compile(rb'(\bht=")([\d.]+)')
_FORMAT = re.compile(rb"<sheetFormatPr[^>]*/>")
_ROOM = 0.8
"""Excel and Calc store a width with the margins of the cell."""


def renew_looks(graft: Graft, schema: WorkbookSchema, homes: Mapping[str, str]) -> Iterator[str]:
    """A line when anything was drawn anew."""
    former = former_cells(graft.styles.root)
    if not has_former_fills(graft.styles.root, former):
        return
    for sheet in schema.sheets:
        if sheet.tables and sheet.title in homes:
            _renew(graft, sheet.title, homes[sheet.title], fittings(graft, schema, homes[sheet.title]), former)
    yield "Листы нарисованы заново: спокойные цвета, поля у текста, крупнее строки. Ваше оформление ячеек осталось."


def _renew(graft: Graft, fresh_title: str, title: str, tables: list[Fitting], former: set[int]) -> None:
    own, fresh = graft.open(title), graft.fresh.sheet(fresh_title)
    for fitting in tables:
        headers = _headers(graft, fresh.row(fitting.fresh.area.top), fitting)
        cells = _styles(graft, fresh.row(fitting.fresh.first), fitting)
        _restyle(own, fitting.own.area.top, headers, former)
        for number in own.rows:
            if number > fitting.own.area.top:
                _restyle(own, number, cells, former)
        _set_height(own, fresh, fitting)
        own.head = _resized(own.head, fresh.head, fitting)
    own.head = _reformatted(own.head, fresh.head)
    graft.close(title, own)


def _headers(graft: Graft, row: RowXml, fitting: Fitting) -> dict[bytes, bytes]:
    """The same for headers; those of columns the agent has added look like the second one."""
    area, second = fitting.own.area, row.cells.get(fitting.fresh.area.left + 1)
    look = b"%d" % graft.styles.number(int(style_of(second) or 0)) if second else b"0"
    own = {letters_of(column).encode(): look for column in range(area.left, area.right + 1)}
    return own | _styles(graft, row, fitting)


def _styles(graft: Graft, row: RowXml, fitting: Fitting) -> dict[bytes, bytes]:
    """Letters of a column of the agent's → number of its look."""
    return {
        letters_of(fitting.columns[column]).encode(): b"%d" % graft.styles.number(int(style_of(piece)))
        for column, piece in row.cells.items()
        if column in fitting.columns and style_of(piece)
    }


def _restyle(sheet: SheetXml, number: int, styles: Mapping[bytes, bytes], former: set[int]) -> None:
    row = sheet.rows.get(number)
    if row is None:
        return
    text = row if isinstance(row, bytes) else row.text()

    def renewed(found: re.Match[bytes]) -> bytes:
        ours = found[2] in styles and int(found[3]) in former
        return found[1] + (styles[found[2]] if ours else found[3])

    sheet.rows[number] = _CELL.sub(renewed, text)


def _set_height(own: SheetXml, fresh: SheetXml, fitting: Fitting) -> None:
    """The height of the header, unless the agent has set one of his own."""
    wanted = _HEIGHT.search(fresh.row(fitting.fresh.area.top).attributes)
    row = own.row(fitting.own.area.top)
    found = _HEIGHT.search(row.attributes)
    if wanted and found and f"{float(found[2]):g}" in HEIGHTS:
        row.attributes = _HEIGHT.sub(b"\\g<1>" + wanted[2], row.attributes)


def _resized(head: bytes, fresh: bytes, fitting: Fitting) -> bytes:
    """Columns as wide as declared now, where they were as wide as declared then."""
    for column, own in fitting.columns.items():
        element, wanted = width_of(head, own), width_of(fresh, column)
        found, now = _WIDTH.search(element), _WIDTH.search(wanted)
        header = next(name for name, number in fitting.fresh.position.items() if number == column)
        former = widths().get((fitting.fresh.name, header))
        alone = b'min="%d"' % own in element and b'max="%d"' % own in element
        if found and now and alone and former and abs(float(found[2]) - former) < _ROOM:
            head = head.replace(element, _WIDTH.sub(b"\\g<1>" + now[2], element))
    return head


def _reformatted(head: bytes, fresh: bytes) -> bytes:
    """Height of rows and levels of folded columns as they are declared for the sheet."""
    wanted = _FORMAT.search(fresh)
    return _FORMAT.sub(wanted[0], head) if wanted else head
