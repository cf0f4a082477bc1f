"""Draw the declared workbook with openpyxl: every sheet, name and check; VBA and ribbon come later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from openpyxl import Workbook

from osago_xl.schema.tables import Form, WorkbookSchema
from osago_xl.workbook.contents import Rows, contents
from osago_xl.workbook.form_sheets import draw_form
from osago_xl.workbook.names import define, form_names, list_names, table_names
from osago_xl.workbook.package import Values
from osago_xl.workbook.page import Page
from osago_xl.workbook.styles import Styler
from osago_xl.workbook.table_sheets import draw_tables
from osago_xl.workbook.views import set_up

CODE_NAME = "ThisWorkbook"
Filled = Mapping[str, Mapping[str, Any]]
"""Prefix of a form → values by key; a grid is a list of rows."""


@dataclass(frozen=True)
class Drawing:
    """A drawn workbook and the values of its formulas."""

    book: Workbook
    values: Values


def draw(schema: WorkbookSchema, today: date, rows: Rows | None = None, forms: Filled | None = None) -> Drawing:
    """The workbook as it is on `today`, with the default rows of its tables, with `rows` and with filled `forms`."""
    facts = contents(schema, today, rows or {})
    book = Workbook()
    book.remove(book.active)
    book.code_name = CODE_NAME
    styler = Styler(book)
    values = {}
    names = list(list_names(schema))
    for sheet in schema.sheets:
        page = Page(book.create_sheet(sheet.title), styler)
        if sheet.form:
            form = _with_values(sheet.form, forms or {})
            draw_form(page, form, facts)
            names += form_names(sheet, form)
        else:
            places = draw_tables(page, sheet, facts)
            names += table_names(sheet, places, facts)
        set_up(page.sheet, sheet)
        values[sheet.title] = page.cached
    for name, target in names:
        define(book, name, target)
    book.active = next(n for n, sheet in enumerate(schema.sheets) if sheet.shown == "simple")
    return Drawing(book, values)


def _with_values(form: Form, forms: Filled) -> Form:
    filled = forms.get(form.prefix)
    return replace(form, defaults={**(form.defaults or {}), **filled}) if filled else form
