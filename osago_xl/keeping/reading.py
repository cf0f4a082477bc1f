"""Workbooks of ours, of this version or an earlier one, as a restore, a merge and an upgrade read them."""

from __future__ import annotations

from osago_xl.books.base import Row
from osago_xl.books.file_content import Content
from osago_xl.books.heap import without_collector
from osago_xl.books.package import in_words
from osago_xl.books.version import refuse_newer, version_of
from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.upgrading.rows import known_columns, read_rows

_REQUIRED = (CLIENTS.name, POLICIES.name, SETTINGS.name)


def our_content(data: bytes, name: str, schema: WorkbookSchema) -> Content:
    """The parts of a workbook; BookError when it is none of ours, newer than the program, or damaged."""
    with in_words(name):
        content = Content(data)
        version = version_of(content.package)
    missing = [table for table in _REQUIRED if table not in content.places.tables]
    if missing:
        raise BookError(f"«{name}» не рабочая книга ОСАГО: в ней нет таблицы {missing[0]}. Выберите свою книгу.")
    refuse_newer(name, version, schema)
    return content


@without_collector()
def stored_rows(content: Content, name: str, schema: WorkbookSchema) -> dict[str, list[Row]]:
    """Table → rows as they are stored, with the columns the file has; tables it does not have are left out."""
    places = content.places.tables
    with in_words(name):
        return {
            table.name: read_rows(content, known_columns(table, places[table.name]))
            for table in schema.tables.values()
            if table.name in places
        }
