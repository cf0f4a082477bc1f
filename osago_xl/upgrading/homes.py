"""Which sheet of the file is which of ours: the agent may have renamed them, and tables and names tell."""

from __future__ import annotations

import re

from osago_xl.books.package import Package
from osago_xl.books.places import Places
from osago_xl.keeping.foreign import TECHNICAL, own_sheets
from osago_xl.schema.tables import Sheet, WorkbookSchema

_CODE_NAME = re.compile(rb'<sheetPr\s[^>]*?codeName="([^"]+)"')
_OURS = re.compile(r"sh[A-Z][A-Za-z]+")
_HEAD = 4096
"""Bytes at the beginning of a sheet part in which its code name stands."""


def homes(package: Package, places: Places, schema: WorkbookSchema) -> dict[str, str]:
    """Declared title → title in the file, for the sheets that are there."""
    found = {title: title for title in TECHNICAL if title in places.sheets}
    codes = code_names(package, places)
    for sheet in schema.sheets:
        title = _home(sheet, places)
        if sheet.form and not title:
            title = next((title for title, code in codes.items() if code == sheet.code_name), "")
        if title:
            found[sheet.title] = title
    return found


def code_names(package: Package, places: Places) -> dict[str, str]:
    """Title → name for macros."""
    heads = {title: _CODE_NAME.search(package.read(part)[:_HEAD]) for title, part in places.sheets.items()}
    return {title: found[1].decode() for title, found in heads.items() if found}


def former_sheets(package: Package, places: Places, schema: WorkbookSchema) -> list[str]:
    """Sheets of an earlier version that this one does without."""
    codes = code_names(package, places)
    return [title for title in own_sheets(places, schema) if _OURS.fullmatch(codes.get(title, ""))]


def _home(sheet: Sheet, places: Places) -> str:
    for _, table in sheet.tables:
        if table.name in places.tables:
            return places.tables[table.name].sheet
    if sheet.form:
        for key in (*sheet.form.by_key, *sheet.form.grid):
            if sheet.form.prefix + key in places.names:
                return places.names[sheet.form.prefix + key][0]
    return ""
