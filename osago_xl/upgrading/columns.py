"""Declared columns that a table of the file lacks: put in after the one they follow in the declaration.

The order of columns means nothing to the program, which finds them by header; so a column the agent has moved stays
where it is, and one that follows no other comes second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from osago_xl.books.places import MAIN, TablePart, parse
from osago_xl.books.sheet_xml import SheetXml, style_of
from osago_xl.books.values import formula_xml
from osago_xl.errors import BookError
from osago_xl.schema.addresses import address
from osago_xl.schema.tables import Table, WorkbookSchema
from osago_xl.upgrading.graft import Graft
from osago_xl.upgrading.insert import Naming, insert_columns
from osago_xl.upgrading.insertion import Insertion
from osago_xl.workbook.layout import Place, Slot

_COLS = re.compile(rb"<cols>(.*?)</cols>", re.DOTALL)
_COL = re.compile(rb"<col\s[^>]*?/>")
_MIN, _MAX = re.compile(rb'\bmin="(\d+)"'), re.compile(rb'\bmax="(\d+)"')


class New(NamedTuple):
    """A column to come before column `point` of the sheet."""

    point: int
    table: Table
    slot: Slot


def add_columns(graft: Graft, schema: WorkbookSchema) -> Iterator[str]:
    """Complete the tables; a line for every sheet that got columns."""
    naming = Naming(graft.package, graft.places)
    for title in list(graft.places.sheets):
        here = [place for name, place in graft.places.tables.items() if place.sheet == title and name in schema.tables]
        wanted = [new for place in here for new in _missing(place, schema.tables[place.name])]
        if wanted:
            _refuse_crossing(graft, title, wanted, schema)
            _add(graft, title, sorted(wanted, key=lambda new: new.point), naming)
            names = [new.slot.header for new in wanted if new.slot.column]
            yield f"Лист «{title}»: добавлены столбцы «{'», «'.join(names)}»."


def _missing(place: TablePart, table: Table) -> Iterator[New]:
    """The divider before a group belongs to it: one the agent has deleted comes back only with its whole group."""
    slots = Place(table, address(place.area.top, place.area.left), 1).slots
    present = {slot.column.group for slot in slots if slot.column and slot.header in place.position}
    after = place.area.left
    for n, slot in enumerate(slots):
        if slot.header in place.position:
            after = place.position[slot.header]
        elif slot.column or slots[n + 1].column.group not in present:  # type: ignore[union-attr]
            yield New(after + 1, table, slot)


def _refuse_crossing(graft: Graft, title: str, wanted: list[New], schema: WorkbookSchema) -> None:
    """BookError when a table of the agent's below ours would be cut in two."""
    for place in graft.places.tables.values():
        own = place.sheet == title and place.name not in schema.tables
        if own and any(place.area.left < new.point <= place.area.right for new in wanted):
            raise BookError(
                f"Лист «{title}»: программе нужны новые столбцы, а под таблицей стоит ваша таблица «{place.name}». "
                "Перенесите её на другой лист и повторите."
            )


def _add(graft: Graft, title: str, wanted: list[New], naming: Naming) -> None:
    points = tuple(new.point for new in wanted)
    places = {new.table.name: graft.places.tables[new.table.name] for new in wanted}
    bare = Insertion(title, points)
    grown = {}
    for name, place in places.items():
        at_end = sum(new.table.name == name and new.point == place.area.right + 1 for new in wanted)
        moved = bare.area(place.area)
        grown[name] = (place.area, replace(moved, right=moved.right + at_end))
    sheet = graft.open(title)
    insert_columns(graft.package, graft.places, Insertion(title, points, tuple(grown.values())), sheet, naming)
    for shift, new in enumerate(wanted):
        _fill(graft, sheet, new, new.point + shift, places[new.table.name])
    graft.close(title, sheet)
    naming.look(graft.places.sheets[title])
    for name, place in places.items():
        columns = {new.point + shift: new for shift, new in enumerate(wanted) if new.table.name == name}
        _declare(graft, place, grown[name][1].left, columns)
    graft.look_again()


def _fill(graft: Graft, sheet: SheetXml, new: New, column: int, place: TablePart) -> None:
    """Header, looks and formulas of a new column; results are computed when all is in place."""
    fresh = graft.fresh.places.tables[new.table.name]
    source, at = graft.fresh.sheet(fresh.sheet), fresh.position[new.slot.header]
    header = source.row(fresh.area.top).cells[at]
    sheet.row(place.area.top).cells[column] = graft.cell(header, column, place.area.top)
    model = source.row(fresh.first).cells[at]
    style = style_of(graft.styles.restyled(model))
    formula = new.table.stored_formula(new.slot.column.formula) if new.slot.column else ""
    for number in range(place.first, max(place.area.bottom, place.area.top + new.table.room) + 1):
        if not formula or number > place.area.bottom:
            sheet.row(number).put(column, number, "/>", style)
        elif new.table.default_rows:
            sheet.row(number).put(column, number, f">{formula_xml(formula)}</c>", style)
        else:  # the fresh row is empty, as those are that nobody has filled
            sheet.row(number).cells[column] = graft.cell(model, column, number)
    sheet.head = set_width(sheet.head, column, graft.styles.restyled(width_of(source.head, at)))


def _declare(graft: Graft, place: TablePart, left: int, columns: dict[int, New]) -> None:
    """The columns in the part of the table."""
    root = parse(graft.package, place.part)
    group = root.find(f"{MAIN}tableColumns")
    for column, new in sorted(columns.items()):
        id = max(int(each.get("id")) for each in group) + 1
        element = etree.Element(f"{MAIN}tableColumn", id=str(id), name=new.slot.header)
        if new.slot.column and new.slot.column.formula:
            formula = etree.SubElement(element, f"{MAIN}calculatedColumnFormula")
            formula.text = new.table.stored_formula(new.slot.column.formula)
        group.insert(column - left, element)
    group.set("count", str(len(group)))
    graft.package.write(place.part, [etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)])


def width_of(head: bytes, column: int) -> bytes:
    """The element that gives a column its width; empty when it has the standard one."""
    for found in _COL.finditer(head):
        first, last = _MIN.search(found[0]), _MAX.search(found[0])
        if first and last and int(first[1]) <= column <= int(last[1]):
            return found[0]
    return b""


def set_width(head: bytes, column: int, element: bytes) -> bytes:
    """The head of a sheet with this width for a column that had none."""
    if not element:
        return head
    element = _MAX.sub(b'max="%d"' % column, _MIN.sub(b'min="%d"' % column, element))
    found = _COLS.search(head)
    others = [each[0] for each in _COL.finditer(found[1])] if found else []
    ordered = sorted([*others, element], key=lambda each: int(_MIN.search(each)[1]))  # type: ignore[index]
    cols = b"<cols>%s</cols>" % b"".join(ordered)
    return head[: found.start()] + cols + head[found.end() :] if found else head + cols
