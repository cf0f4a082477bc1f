"""Form sheets: one that is drawn as this version declares it stays as it is, another is drawn anew and filled.

An agent may have repainted a form, and that stays in the copy of the old book; his notes, charts and pictures stay in
place, his values go into the cells of the same name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from lxml import etree

from osago_xl.books.areas import Area
from osago_xl.books.form_cells import FormCells
from osago_xl.books.places import MAIN, WORKBOOK, parse
from osago_xl.books.row_moves import unshare
from osago_xl.books.sheet_xml import SheetXml, has_content, has_formula, read_cell, style_of
from osago_xl.schema.addresses import address
from osago_xl.schema.tables import Form, WorkbookSchema
from osago_xl.upgrading.charts import OFFICE, renew_drawing, shown_charts
from osago_xl.upgrading.checks import checks_missing
from osago_xl.upgrading.form_cells import OldForm
from osago_xl.upgrading.formats import formats_missing
from osago_xl.upgrading.former import former_cells, has_former_fills
from osago_xl.upgrading.graft import Graft
from osago_xl.upgrading.names import local_names, reference, set_names

_MERGE = re.compile(rb'<mergeCell ref="([^"]+)"')
_DRAWING = re.compile(rb"<(?:drawing|legacyDrawing)\s[^>]*?/>")
_NOTES = re.compile(rb"<legacyDrawing\s[^>]*?/>")
_END = re.compile(rb"(?=<extLst>|</worksheet>)")
_VIEW = re.compile(rb"<sheetView\b")
_ATTRIBUTE = re.compile(rb'\s(?:zoomScale|zoomScaleNormal|tabSelected)="[^"]*"')


@dataclass
class Forms:
    """What has been done: values to write into the forms drawn anew, lines for the report."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    renewed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def renew_forms(graft: Graft, schema: WorkbookSchema, homes: Mapping[str, str]) -> Forms:
    """Compare every form with the declaration and draw anew those that differ."""
    done = Forms()
    for prefix, sheet in schema.forms.items():
        title = homes.get(sheet.title)
        if title and sheet.form and not _is_current(graft, sheet.form, sheet.title, title):
            done.values[prefix] = _replace(graft, sheet.form, sheet.title, title, done.lost)
            done.renewed.append(f"Лист «{title}» нарисован заново: раскрашенное вручную осталось в копии.")
    if done.values:
        graft.look_again()
    return done


def _is_current(graft: Graft, form: Form, fresh_title: str, title: str) -> bool:
    """Whether the sheet has all that a fresh one has, besides the values."""
    wanted, own = graft.fresh.sheet(fresh_title), graft.open(title)
    names, places = graft.places.names, _places(graft, form)
    if any(names.get(form.prefix + key) != (title, area) for key, area in places.items()):
        return False
    unshare(own)
    parts = graft.fresh.places.sheets[fresh_title], graft.places.sheets[title]
    charts = {(name, tuple(graft.renamed(cell.encode()).decode() for cell in cells))
              for name, cells in shown_charts(graft.fresh.package, parts[0])}  # fmt: skip
    return (
        _same_cells(graft, wanted, own, places)
        and set(_MERGE.findall(wanted.tail)) <= set(_MERGE.findall(own.tail))
        and not has_former_fills(graft.styles.root, _looks(own) & former_cells(graft.styles.root))
        and charts <= shown_charts(graft.package, parts[1])
        and not checks_missing(own.tail, wanted.tail)
        and not formats_missing(graft.styles, own.tail, wanted.tail)
    )


def _looks(sheet: SheetXml) -> set[int]:
    """Numbers of the looks its cells have."""
    rows = (sheet.peek(number) for number in sheet.rows)
    return {int(style_of(piece) or 0) for row in rows if row for piece in row.cells.values()}


def _places(graft: Graft, form: Form) -> dict[str, Area]:
    """Where the fresh book has fields and grids."""
    names = graft.fresh.places.names
    return {key: names[form.prefix + key][1] for key in (*form.by_key, *form.grid)}


def _same_cells(graft: Graft, wanted: SheetXml, own: SheetXml, places: Mapping[str, Area]) -> bool:
    """Formulas and captions; what stands in fields and grids without a formula is the agent's or a command's."""
    inputs = {(row, column) for area in places.values() for row in range(area.top, area.bottom + 1)
              for column in range(area.left, area.right + 1)}  # fmt: skip
    for number in wanted.rows:
        mine = own.peek(number)
        for column, piece in wanted.row(number).cells.items():
            if not has_content(piece) or ((number, column) in inputs and not has_formula(piece)):
                continue
            theirs = (mine.cells.get(column) if mine else None) or b""
            if _said(graft, piece, fresh=True) != _said(graft, theirs, fresh=False):
                typed_over = (number, column) in inputs and has_content(theirs) and not has_formula(theirs)
                if not typed_over:
                    return False
    return True


def _said(graft: Graft, piece: bytes, *, fresh: bool) -> str:
    """The formula of a cell, or its text."""
    cell = read_cell(piece)
    if cell.formula:
        formula = graft.renamed(cell.formula.encode()).decode() if fresh else cell.formula
        return f"={html.unescape(formula)}"
    strings = graft.fresh.cells.strings if fresh else graft.strings
    return strings.text(int(cell.value)) if cell.kind == "s" else html.unescape(cell.value)


def _replace(graft: Graft, form: Form, fresh_title: str, title: str, lost: list[str]) -> dict[str, Any]:
    """Draw the sheet anew; the values of the old one."""
    own, new = graft.open(title), graft.sheet(fresh_title)
    old_places = {
        key: place[1]
        for key in (*form.by_key, *form.grid)
        if (place := graft.places.names.get(form.prefix + key)) and place[0] == title
    }
    old = OldForm(form, own, old_places, graft.strings)
    values = old.values()
    lost += [f"Лист «{title}», {line}." for line in old.lost]
    _tell_strangers(graft, form, own, new, title, lost)
    own_part, fresh_part = graft.places.sheets[title], graft.fresh.places.sheets[fresh_title]
    drawing = renew_drawing(graft, fresh_part, own_part, {chart.title for chart in form.charts})
    notes = _NOTES.search(own.tail)
    end = f'<drawing xmlns:r="{OFFICE}" r:id="{drawing}"/>'.encode() if drawing else b""
    end += notes[0].replace(b"<legacyDrawing", f'<legacyDrawing xmlns:r="{OFFICE}"'.encode(), 1) if notes else b""
    new.tail = _END.sub(lambda _: end, _DRAWING.sub(b"", new.tail), count=1)
    new.head = _VIEW.sub(lambda view: view[0] + _view_of(own.head), new.head, count=1)
    graft.package.write(own_part, new.chunks())
    set_names(
        graft.package,
        {form.prefix + key: reference(title, area) for key, area in _places(graft, form).items()},
    )
    _set_page(graft, fresh_title, title)
    drawn = FormCells(form, graft.fresh.places.names, graft.fresh.cells).read(graft.fresh.sheet(fresh_title))
    return values | {key: _over(drawn[key], values[key]) for key in form.grid if key in values}


def _over(drawn: list[dict[str, Any]], old: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a grid: what this version draws there, and over it what the agent had."""
    nothing: dict[str, Any] = {}
    return [new | before for new, before in zip_longest(drawn, old, fillvalue=nothing)]


def _view_of(head: bytes) -> bytes:
    """How large the agent sees the sheet, and whether its tab is chosen."""
    view = re.search(rb"<sheetView\b[^>]*", head)
    return b"".join(_ATTRIBUTE.findall(view[0])) if view else b""


def _set_page(graft: Graft, fresh_title: str, title: str) -> None:
    root = parse(graft.package, WORKBOOK)
    titles = [tab.get("name") for tab in root.find(f"{MAIN}sheets")]
    local_names(root, parse(graft.fresh.package, WORKBOOK), fresh_title, title, titles.index(title))
    graft.package.write(WORKBOOK, [etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)])


def _tell_strangers(graft: Graft, form: Form, own: SheetXml, new: SheetXml, title: str, lost: list[str]) -> None:
    """Texts that stand in no cell of ours and do not look like one of our captions."""
    looks = {style_of(piece) for number in new.rows for piece in new.row(number).cells.values()} - {"", "0"}
    looks |= {str(number) for number in former_cells(graft.styles.root)}
    ours = [
        area for name, (sheet, area) in graft.places.names.items() if sheet == title and name.startswith(form.prefix)
    ]
    for number in sorted(own.rows):
        row = own.peek(number)
        for column, piece in sorted(row.cells.items()) if row else ():
            inside = any(area.top <= number <= area.bottom and area.left <= column <= area.right for area in ours)
            if has_content(piece) and not inside and style_of(piece) not in looks:
                lost.append(f"Лист «{title}», {address(number, column)}: запись осталась в копии.")
