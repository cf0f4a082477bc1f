"""What an upgrade changes in the rows of the tables: settings, tables that follow from the acts, new formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from osago_xl.books.base import Row, TableChange
from osago_xl.books.file_content import Content
from osago_xl.books.places import TablePart
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.tables import Table, WorkbookSchema


def known_columns(table: Table, place: TablePart) -> Table:
    """The declared table with those of its columns that stand in the file."""
    return replace(table, columns=tuple(column for column in table.columns if column.header in place.position))


def read_rows(content: Content, table: Table) -> list[Row]:
    """All rows of a table."""
    return content.rows(table)


class RowsOnce:
    """The rows of a file, read once for looking at them and then for changing them."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._read: dict[str, list[Row]] = {}

    def look(self, table: Table) -> list[Row]:
        """Rows that are left as they are."""
        if table.name not in self._read:
            self._read[table.name] = read_rows(self._content, table)
        return self._read[table.name]

    def rows(self, table: Table) -> list[Row]:
        """Rows for the caller to change."""
        return self._read.pop(table.name, None) or read_rows(self._content, table)

    def rows_at(self, table: Table, places: Set[int]) -> list[Row]:
        """Rows by their places, for the caller to change."""
        return self._content.rows_at(table, places)

    def column(self, table: Table, key: str) -> list[Any]:
        """The values of a column, empty rows too."""
        return self._content.column(table, key)


def row_changes(
    old: Content,
    content: Content,
    fresh: Content,
    schema: WorkbookSchema,
    formulas: Mapping[str, Sequence[str]],
    rows: RowsOnce,
) -> dict[str, TableChange]:
    """`old`: the file before its columns were completed; `formulas`: table → headers that have a new formula."""
    changes = {name: TableChange(table) for name, table in schema.tables.items()}
    for name, headers in formulas.items():
        _restore(changes[name], content, headers, rows)
    for name, place in old.places.tables.items():
        if name in changes and schema.tables[name].made != "from the acts":
            _fill(changes[name], content, place)
    _complete_settings(changes[SETTINGS.name], content)
    for name, table in schema.tables.items():
        if table.made != "from the acts":
            continue
        now = read_rows(fresh, table)
        if [dict(row) for row in read_rows(content, table)] != [dict(row) for row in now]:
            changes[name] = TableChange(table, replaced=now)
    return {name: change for name, change in changes.items() if _says_something(change)}


def _says_something(change: TableChange) -> bool:
    return bool(change.added or change.updated or change.restored or change.replaced is not None)


def _restore(change: TableChange, content: Content, headers: Sequence[str], rows: RowsOnce) -> None:
    """New formulas are computed in every row; a value the agent has typed over one stays."""
    table = change.table
    whole = content.with_formula(table, [table.by_header[header].key for header in headers])
    for row in rows.look(table):
        keys = {key for key, own in whole.items() if row.at in own}
        if keys:
            change.restored[row.at] = keys


def _fill(change: TableChange, content: Content, before: TablePart) -> None:
    """New columns of a reference table get what a new workbook has in the row of the same name."""
    table = change.table
    new = [column.key for column in table.columns if column.header not in before.position and not column.formula]
    defaults = {row.get(table.key): row for row in table.default_rows} if new else {}
    for row in read_rows(content, table) if defaults else ():
        values = {key: value for key in new if (value := defaults.get(row[table.key], {}).get(key)) not in (None, "")}
        if values:
            change.updated[row.at] = values


def _complete_settings(change: TableChange, content: Content) -> None:
    """New settings are added, texts about old ones become those of this version, values stay."""
    defaults = {row["name"]: row for row in change.table.default_rows}
    rows = {row["name"]: row for row in read_rows(content, change.table)}
    for name, row in rows.items():
        said = {key: text for key, text in defaults.get(name, {}).items() if key != "value" and row[key] != text}
        if said:
            change.updated[row.at] = said
    change.added = [Row(row) for name, row in defaults.items() if name not in rows]


def former_settings(content: Content, schema: WorkbookSchema) -> Iterator[str]:
    """Settings that mean nothing any more."""
    names = {row["name"] for row in schema.tables[SETTINGS.name].default_rows}
    for row in read_rows(content, schema.tables[SETTINGS.name]):
        if row["name"] and row["name"] not in names:
            yield str(row["name"])
