"""Declarations of an «earlier version»: ours without some columns, a setting, a sheet; and files made from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from osago_xl.books import open_book
from osago_xl.books.file_content import Content
from osago_xl.schema.columns import Column, Number, Text
from osago_xl.schema.tables import Sheet, Table, WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

TODAY = date(2026, 11, 22)
GONE_SHEET, GONE_SETTING = "Сводка", "cfg_labels"
"""What the older workbook of these tests lacks."""


def formulas(schema: WorkbookSchema) -> Iterator[str]:
    """All that a formula, a state colour or a list reads."""
    for sheet in schema.sheets:
        for _, table in sheet.tables:
            yield from (column.formula for column in table.columns)
            yield from (f"{each.when} [{each.column}]" for each in table.highlights)
        yield from (counter.formula for counter in sheet.counters)
        if sheet.form:
            yield from (field.column.formula for field in sheet.form.fields)
            yield from (column.formula for grid in sheet.form.grids for column in grid.columns)
    yield from (f"[{header}]" for _, header in schema.lists.values())


_READ = "\n".join(formulas(WORKBOOK))


_NEEDED = {"tblSettings": ("name", "value", "unit")}
"""Read in code, by their keys."""


def removable(table: Table) -> list[Column]:
    """Columns nothing else reads: a version without them can be built."""
    kept = {table.key, *_NEEDED.get(table.name, ())}
    return [column for column in table.columns[1:] if not _is_read(column.header) and column.key not in kept]


def _is_read(header: str) -> bool:
    return f"[{header}]" in _READ or f"[@{header}]" in _READ


def middle_and_end(table: Table) -> tuple[str, ...]:
    """Keys of two columns to go, one of them the last of the table if that can be."""
    free = removable(table)
    return tuple(dict.fromkeys(column.key for column in (free[len(free) // 2], free[-1]))) if free else ()


def with_tables(schema: WorkbookSchema, change: Callable[[Table], Table]) -> WorkbookSchema:
    """The declaration with every table changed."""
    sheets = (
        replace(sheet, tables=tuple((at, change(table)) for at, table in sheet.tables)) for sheet in schema.sheets
    )
    return replace(schema, sheets=tuple(sheets))


def without_columns(schema: WorkbookSchema, gone: Mapping[str, Collection[str]]) -> WorkbookSchema:
    """Without these columns (keys by table); rows of a new book lose them too."""

    def change(table: Table) -> Table:
        keys = gone.get(table.name, ())
        rows = tuple({key: value for key, value in row.items() if key not in keys} for row in table.default_rows)
        columns = tuple(column for column in table.columns if column.key not in keys)
        return replace(table, columns=columns, default_rows=rows)

    return with_tables(schema, change)


def without_sheet(schema: WorkbookSchema, code_name: str) -> WorkbookSchema:
    """Without a sheet."""
    return replace(schema, sheets=tuple(sheet for sheet in schema.sheets if sheet.code_name != code_name))


def without_settings(schema: WorkbookSchema, names: Collection[str]) -> WorkbookSchema:
    """Without some settings."""

    def change(table: Table) -> Table:
        rows = tuple(row for row in table.default_rows if table.name != "tblSettings" or row["name"] not in names)
        return replace(table, default_rows=rows)

    return with_tables(schema, change)


OWN = (Text("own_text", "Моё слово"), Number("own_number", "Моё число", minimum=None))


def with_own_columns(schema: WorkbookSchema, names: Collection[str]) -> WorkbookSchema:
    """With two columns of the agent's at the right end of these tables."""
    return with_tables(
        schema, lambda table: replace(table, columns=table.columns + OWN) if table.name in names else table
    )


def alone_on_sheet(sheet: Sheet) -> bool:
    return len(sheet.tables) == 1


def build(path: Path, schema: WorkbookSchema) -> Path:
    """A workbook of that version without rows of the agent's."""
    build_workbook(path, TODAY, schema=schema)
    return path


def rows(path: Path, schema: WorkbookSchema) -> dict[str, list[dict[str, object]]]:
    """All stored cells: table → rows."""
    book = open_book(path, today=TODAY, schema=schema)
    return {
        name: [
            {column.key: row[column.key] for column in table.columns if not column.formula} for row in book.read(table)
        ]
        for name, table in schema.tables.items()
    }


def content(path: Path) -> Content:
    """The parts of a file."""
    return Content(path.read_bytes())
