"""Sheets and tables that the file lacks: a sheet comes in its declared place, a table to the right of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from osago_xl.books.areas import Area
from osago_xl.books.parts import announce, relate, unused
from osago_xl.books.places import MAIN, WORKBOOK, TablePart, parse, relations
from osago_xl.books.sheet_xml import SheetXml
from osago_xl.errors import BookError
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.upgrading.columns import set_width, width_of
from osago_xl.upgrading.graft import Graft
from osago_xl.upgrading.names import local_names

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET, _TABLE = f"{_OFFICE}/worksheet", f"{_OFFICE}/table"
_PARTS = re.compile(rb'<tableParts\s+count="\d+">(.*?)</tableParts>', re.DOTALL)
_END = re.compile(rb"(?=<extLst>|</worksheet>)")
_REF = re.compile(rb'(\sref=")([^"]+)')


def add_sheets(graft: Graft, homes: Mapping[str, str]) -> Iterator[str]:
    """`homes`: fresh title → title in the file, for the sheets that are there. A line for every sheet added."""
    before = ""
    for title in graft.fresh.places.sheets:
        if title in homes:
            before = homes[title]
        elif title in graft.places.sheets:
            raise BookError(
                f"Лист «{title}» назван как лист программы, но это другой лист: нашей таблицы на нём нет. "
                "Переименуйте его и повторите: программа добавит свой."
            )
        else:
            _add_sheet(graft, title, before)
            before = title
            yield f"Добавлен лист «{title}»."


def _add_sheet(graft: Graft, title: str, before: str) -> None:
    package, source = graft.package, graft.fresh.places.sheets[title]
    part = unused(package, "xl/worksheets/sheet1.xml")
    package.write(part, graft.sheet(title).chunks())
    announce(package, part, graft.content_type(source))
    for id, (kind, target) in relations(graft.fresh.package, source).items():
        made = graft.table(target) if kind == _TABLE else graft.part(target)
        graft.relink(part, id, relate(package, part, kind, made))
    _enter(graft, title, before, relate(package, WORKBOOK, _SHEET, part))
    graft.look_again()


def _enter(graft: Graft, title: str, before: str, relation: str) -> None:
    """Give the sheet its tab; what counts tabs by number counts anew."""
    root = parse(graft.package, WORKBOOK)
    tabs = root.find(f"{MAIN}sheets")
    titles = [tab.get("name") for tab in tabs]
    at = titles.index(before) + 1 if before in titles else 0
    fresh = parse(graft.fresh.package, WORKBOOK)
    model = next(tab for tab in fresh.find(f"{MAIN}sheets") if tab.get("name") == title)
    number = max(int(tab.get("sheetId")) for tab in tabs) + 1
    tab = etree.Element(f"{MAIN}sheet", name=title, sheetId=str(number), state=model.get("state", "visible"))
    tab.set(f"{{{_OFFICE}}}id", relation)
    tabs.insert(at, tab)
    for name in root.iter(f"{MAIN}definedName"):
        local = name.get("localSheetId")
        if local is not None and int(local) >= at:
            name.set("localSheetId", str(int(local) + 1))
    for view in root.iter(f"{MAIN}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            if int(view.get(attribute, "0")) >= at:
                view.set(attribute, str(int(view.get(attribute, "0")) + 1))
    local_names(root, fresh, title, title, at)
    graft.package.write(WORKBOOK, [etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)])


def add_tables(graft: Graft, schema: WorkbookSchema) -> Iterator[str]:
    """Tables of this version that stand on a sheet which is there without them."""
    for sheet in schema.sheets:
        names = [table.name for _, table in sheet.tables]
        there = [graft.places.tables[name] for name in names if name in graft.places.tables]
        for name in names:
            if name not in graft.places.tables and there:
                _add_table(graft, there[0].sheet, graft.fresh.places.tables[name], schema.tables[name].room)
                yield f"Лист «{there[0].sheet}»: добавлена таблица {name}."


def _add_table(graft: Graft, title: str, fresh: TablePart, room: int) -> None:
    sheet, source = graft.open(title), graft.fresh.sheet(fresh.sheet)
    left = _last_column(sheet) + 2
    shift = left - fresh.area.left
    for number in range(fresh.area.top, max(fresh.area.bottom, fresh.area.top + room) + 1):
        cells = source.row(number).cells
        for column in range(fresh.area.left, fresh.area.right + 1):
            if column in cells:
                sheet.row(number).cells[column + shift] = graft.cell(cells[column], column + shift, number)
    for column in range(fresh.area.left, fresh.area.right + 1):
        sheet.head = set_width(sheet.head, column + shift, graft.styles.restyled(width_of(source.head, column)))
    part, sheet_part = graft.table(fresh.part), graft.places.sheets[title]
    sheet.tail = _with_table(sheet.tail, relate(graft.package, sheet_part, _TABLE, part))
    graft.close(title, sheet)
    moved = Area(fresh.area.top, left, fresh.area.bottom, fresh.area.right + shift)
    graft.package.write(part, [_REF.sub(lambda found: found[1] + str(moved).encode(), graft.package.read(part))])
    graft.look_again()


def _last_column(sheet: SheetXml) -> int:
    return max((max(row.cells, default=0) for number in sheet.rows if (row := sheet.peek(number))), default=0)


def _with_table(tail: bytes, relation: str) -> bytes:
    """The end of a sheet with one table more."""
    found = _PARTS.search(tail)
    part = f'<tablePart xmlns:r="{_OFFICE}" r:id="{relation}"/>'.encode()
    inner = (found[1] if found else b"") + part
    parts = b'<tableParts count="%d">%s</tableParts>' % (inner.count(b"<tablePart "), inner)
    return _PARTS.sub(lambda _: parts, tail) if found else _END.sub(lambda _: parts, tail, count=1)
