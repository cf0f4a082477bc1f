"""Formula columns whose formula is another one now: in the table and in every cell that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from osago_xl.books.places import MAIN, TablePart, parse
from osago_xl.books.row_moves import unshare
from osago_xl.books.sheet_xml import SheetXml, has_content, has_formula, read_cell, style_of
from osago_xl.books.strings import shown_text
from osago_xl.books.values import formula_xml, typed
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Table, WorkbookSchema
from osago_xl.upgrading.graft import Graft

_FORMULA = f"{MAIN}calculatedColumnFormula"


@dataclass
class Renewal:
    """What has been done. `headers`: table → columns with a new formula."""

    headers: dict[str, list[str]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def renew_formulas(graft: Graft, schema: WorkbookSchema) -> Renewal:
    """Give the columns of our tables the formulas of this version, or none where they have none any more."""
    done = Renewal()
    for name, table in schema.tables.items():
        place = graft.places.tables[name]
        changed = [
            (table.by_header[header], formula)
            for header, formula in place.columns
            if header in table.by_header and formula != table.stored_formula(table.by_header[header].formula)
        ]
        if changed:
            done.headers[name] = [column.header for column, _ in changed]
            _rewrite(graft, place, table, dict(changed), done.lost)
    if done.headers:
        graft.look_again()
    return done


def _rewrite(graft: Graft, place: TablePart, table: Table, changed: dict[Column, str], lost: list[str]) -> None:
    sheet = graft.open(place.sheet)
    unshare(sheet)
    for column, before in changed.items():
        number = place.position[column.header]
        if column.formula:
            lost += _with_formula(sheet, place, number, column, table.stored_formula(column.formula), before)
        else:
            _with_values(graft, sheet, place, number)
    graft.close(place.sheet, sheet)
    root = parse(graft.package, place.part)
    new = {column.header: table.stored_formula(column.formula) for column in changed}
    for (header, _), element in zip(place.columns, root.find(f"{MAIN}tableColumns"), strict=True):
        if header in new:
            _set_formula(element, new[header])
    graft.package.write(place.part, [etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)])


def _set_formula(element: etree._Element, formula: str) -> None:
    for old in element.findall(_FORMULA):
        element.remove(old)
    if formula:
        new = etree.Element(_FORMULA)
        new.text = formula
        element.insert(0, new)


def _with_formula(
    sheet: SheetXml, place: TablePart, number: int, column: Column, formula: str, before: str
) -> Iterator[str]:
    """Cells with a formula get the new one.

    A value among them is the agent's own and stays; where nothing but values stood, the column was no formula before,
    and the values give way.
    """
    rows = range(place.first, place.area.bottom + 1)
    pieces = {at: piece for at in rows if (row := sheet.peek(at)) and (piece := row.cells.get(number))}
    was_formula = bool(before) or any(map(has_formula, pieces.values()))
    given_way = 0
    for at in rows:
        piece = pieces.get(at, b"")
        typed_over = has_content(piece) and not has_formula(piece)
        if typed_over and was_formula:
            continue
        given_way += typed_over
        style = style_of(piece) if piece else ""
        sheet.row(at).put(number, at, f">{formula_xml(formula)}</c>", style)
    if given_way:
        yield f"Лист «{place.sheet}», «{column.header}»: теперь формула, прежние значения ({given_way}) в копии."


def _with_values(graft: Graft, sheet: SheetXml, place: TablePart, number: int) -> None:
    """What the formulas show stays as a value."""
    for at in range(place.first, place.area.bottom + 1):
        row = sheet.peek(at)
        piece = row.cells.get(number) if row else None
        if piece and has_formula(piece):
            cell = read_cell(piece)
            if cell.kind in ("str", "e"):
                ending = typed(shown_text(cell.value), graft.strings)
            else:
                ending = typed(float(cell.value) if cell.value else None, graft.strings)
            sheet.row(at).put(number, at, ending, style_of(piece))
