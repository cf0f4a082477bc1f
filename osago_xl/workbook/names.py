"""Defined names: lists of drop-downs, settings, counters that formulas use, cells and grids of forms."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.utils import absolute_coordinate
from openpyxl.workbook.defined_name import DefinedName

from osago_xl.schema.addresses import address, place
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.tables import Form, Sheet, WorkbookSchema
from osago_xl.workbook.layout import Place
from osago_xl.workbook.top_line import counter_cells


def list_names(schema: WorkbookSchema) -> Iterator[tuple[str, str]]:
    """Names of lists and the table columns they stand for."""
    for name, (table, header) in schema.lists.items():
        yield name, f"{table}[{header}]"


def table_names(sheet: Sheet, places: tuple[Place, ...], facts: Facts) -> Iterator[tuple[str, str]]:
    """Names on a sheet with tables: named counters, and every setting."""
    for counter, at in zip(sheet.counters, counter_cells(sheet, places[0].slots), strict=True):
        if counter.name:
            yield counter.name, _absolute(sheet, at)
    for placed in places:
        if placed.table.name == SETTINGS.name:
            value = placed.letters[placed.table.by_key["value"].header]
            for row, setting in enumerate(facts.rows(SETTINGS.name), start=placed.first_row):
                yield setting["name"], _absolute(sheet, f"{value}{row}")


def form_names(sheet: Sheet, form: Form) -> Iterator[tuple[str, str]]:
    """Names on a form: prefix and key of each cell and each grid."""
    for field in form.fields:
        yield form.prefix + field.column.key, _absolute(sheet, field.at)
    for grid in form.grids:
        row, column = place(grid.at)
        last = address(row + grid.rows - 1, column + grid.width - 1)
        yield form.prefix + grid.key, _absolute(sheet, f"{grid.at}:{last}")


def define(book: Workbook, name: str, target: str) -> None:
    """Add a name to the workbook."""
    book.defined_names[name] = DefinedName(name, attr_text=target)


def _absolute(sheet: Sheet, area: str) -> str:
    return f"'{sheet.title}'!{absolute_coordinate(area)}"
