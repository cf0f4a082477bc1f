"""What the agent has added to a workbook of ours: sheets and columns of the tables that no declaration knows."""

from __future__ import annotations

from collections.abc import Iterator

from osago_xl.books.places import Places
from osago_xl.schema.tables import Table, WorkbookSchema
from osago_xl.workbook.layout import DIVIDER_MARK

TECHNICAL = frozenset({"osago.help", "xlwings.conf"})


def own_sheets(places: Places, schema: WorkbookSchema) -> list[str]:
    """Titles of sheets that are not ours and bear no table of ours (a renamed sheet is still ours)."""
    ours = {table.sheet for table in places.tables.values() if table.name in schema.tables}
    return [title for title in places.sheets if title not in ours | schema.by_title.keys() | TECHNICAL]


def own_columns(places: Places, schema: WorkbookSchema) -> dict[str, list[str]]:
    """Table → headers of columns that are not ours."""
    found = {
        name: [header for header, _ in place.columns if _is_own(header, schema.tables[name])]
        for name, place in places.tables.items()
        if name in schema.tables
    }
    return {name: headers for name, headers in found.items() if headers}


def _is_own(header: str, table: Table) -> bool:
    return header not in table.by_header and not header.startswith(DIVIDER_MARK)


def foreign_parts(places: Places, schema: WorkbookSchema) -> Iterator[str]:
    """A line for every sheet and column of the agent's own."""
    for title in own_sheets(places, schema):
        yield f"Свой лист «{title}»"
    for name, headers in own_columns(places, schema).items():
        yield f"Лист «{schema.sheet_of[name].title}», свои столбцы «{'», «'.join(headers)}»"
