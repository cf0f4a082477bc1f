"""A new workbook of ours with given rows: what a split ends in, and what an upgrade compares with."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from osago_xl.books import open_book
from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.schema.tables import Table, WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def new_workbook(rows: Rows, today: date, *, schema: WorkbookSchema = WORKBOOK) -> bytes:
    """The file of a new workbook in which these tables hold these rows, the others what every new workbook holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "OSAGO.xlsm")
        build_workbook(path, today, schema=schema)
        tables = {name: _content(schema.tables[name], content) for name, content in rows.items()}
        open_book(path, today=today, schema=schema).apply(Changes(tables))
        return path.read_bytes()


def _content(table: Table, rows: Sequence[Mapping[str, Any]]) -> TableChange:
    empty = {column.key: column.from_cell(None) for column in table.columns}
    known = [{key: value for key, value in row.items() if key in table.by_key} for row in rows]
    return TableChange(table, replaced=[Row(empty | values) for values in known])
