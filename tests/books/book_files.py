"""Workbook files in tests: their parts, and what an agent does to them in Excel."""

import zipfile
from datetime import date

from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.books.package import Package
from osago_xl.books.places import Places
from osago_xl.schema.workbook import WORKBOOK

TODAY = date(2026, 11, 22)
TABLES = WORKBOOK.tables


def parts(path):
    """Name → content of all parts."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def places(path):
    return Places(Package(path.read_bytes()))


def sheet_part(path, table):
    """The name of the part of the sheet a table stands on."""
    where = places(path)
    return where.sheets[where.tables[table].sheet]


def edit(path, part, *replacements, **new_parts):
    """Replace text in a part; every replacement has to hit."""
    content = parts(path) | {name.replace("__", "/"): data for name, data in new_parts.items()}
    text = content[part].decode()
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    content[part] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def change(table, **what):
    """A change of one table; rows and values as plain dicts."""
    for kind in ("added", "replaced"):
        if kind in what:
            what[kind] = [Row(row) for row in what[kind]]
    return Changes({table: TableChange(TABLES[table], **what)})
