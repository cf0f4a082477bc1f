"""MemoryBook: a workbook without a file, for tests, previews and dry runs.

It keeps cells, not values: what is written goes through the columns to cells and back, so a command sees exactly what
it would see in a file, misfits included. Formula columns are computed by the Python twins of the formulas.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from osago_xl.books.base import Changes, FormValues, Row, Selection, TableChange
from osago_xl.books.contents import compute_form, fitting, settle
from osago_xl.errors import BookError, Unread
from osago_xl.schema.columns import Cell, Column
from osago_xl.schema.facts import Facts, readable, readable_settings
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.tables import Form, Table, WorkbookSchema
from osago_xl.values.misfit import ErrorText

Cells = dict[str, Cell]


class MemoryBook:
    """A book of this schema, filled with the default rows of its tables."""

    def __init__(self, schema: WorkbookSchema, today: date, path: Path | None = None) -> None:
        self.schema = schema
        self.today = today
        self.saved = 0
        self.shown: list[str] = []
        self.selected = Selection("")
        self._path = path
        self._cells = {t.name: [_cells(t, row) for row in t.default_rows] for t in schema.tables.values()}
        self._forms: dict[str, FormValues] = {prefix: {} for prefix in schema.forms}
        self._rows: dict[str, list[Row]] = {}
        self._facts = Facts(today, {})

    @property
    def path(self) -> Path | None:
        """What was given; nothing is ever written there."""
        return self._path

    def read(self, table: Table) -> list[Row]:
        """All rows of a table, formula columns included."""
        if not self._rows:
            self._compute()
        return [row.copy() for row in self._rows[table.name]]

    def overwritten(self, table: Table, places: Iterable[int]) -> list[tuple[int, str]]:
        """Formula cells that `put` has typed over."""
        cells = self._cells[table.name]
        return [(at, column.key) for at in places for column in table.computed if column.key in cells[at]]

    def read_form(self, prefix: str) -> FormValues:
        """All cells of a form; grids with their empty rows. A formula typed over stays what was typed."""
        form, written = self._form(prefix), self._forms[prefix]
        values: FormValues = {f.column.key: fitting(f.column, written.get(f.column.key)) for f in form.fields}
        for grid in form.grids:
            rows = [*written.get(grid.key, ()), *({} for _ in range(grid.rows))][: grid.rows]
            values[grid.key] = [{c.key: fitting(c, row.get(c.key)) for c in grid.columns} for row in rows]
        if not self._rows:
            self._compute()
        typed = {key: values[key] for key in written if key in form.by_key}
        return compute_form(form, values, self._facts) | typed

    def apply(self, changes: Changes) -> None:
        """Write all changes or none."""
        cells = {name: self._changed(change) for name, change in changes.tables.items()}
        forms = {prefix: self._filled(prefix, values) for prefix, values in changes.forms.items()}
        self._cells.update(cells)
        self._forms.update(forms)
        self._rows = {}

    def selection(self) -> Selection:
        """What the test has put into `selected`."""
        return self.selected

    def show(self, sheet: str) -> None:
        """Remember which sheets were shown."""
        self.shown.append(sheet)

    def save(self) -> None:
        """Count the calls."""
        self.saved += 1

    def put(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Type cells below the last row as an agent would: anything goes, fitting or not."""
        self._cells[table].extend(dict(row) for row in rows)
        self._rows = {}

    def _changed(self, change: TableChange) -> list[Cells]:
        table, old = change.table, self._cells[change.table.name]
        if change.replaced is not None:
            return [_cells(table, row) for row in change.replaced]
        beyond = [at for at in {*change.updated, *change.deleted} if not 0 <= at < len(old)]
        if beyond:
            raise BookError(f"В таблице {table.name} нет строки {beyond[0]}. Прочитайте таблицу заново.")
        kept = [
            _without(row, change.restored.get(at, ())) | _cells(table, change.updated.get(at, {}))
            for at, row in enumerate(old)
            if at not in change.deleted
        ]
        return kept + [_cells(table, row) for row in change.added]

    def _filled(self, prefix: str, values: FormValues) -> FormValues:
        form = self._form(prefix)
        written = dict(self._forms[prefix])
        for key, value in values.items():
            if key in form.grid:
                columns = {c.key: c for c in form.grid[key].columns}
                written[key] = [{k: columns[k].to_cell(v) for k, v in row.items()} for row in value]
            else:
                written[key] = form.by_key[key].column.to_cell(value)
        return written

    def _form(self, prefix: str) -> Form:
        sheet = self.schema.forms[prefix]
        assert sheet.form is not None
        return sheet.form

    def _compute(self) -> None:
        """Read every table; formulas in the order of the sheets, since a row may look at its parent's."""
        for table in self.schema.tables.values():
            blank = {column.key: column.from_cell(None) for column in table.columns}
            self._rows[table.name] = [_read(table, blank, at, row) for at, row in enumerate(self._cells[table.name])]
        settings = readable_settings(self._rows.get(SETTINGS.name, ()))
        fixed = settings.get("cfg_date")
        self._facts = facts = Facts(fixed if isinstance(fixed, date) else self.today, settings, self._rows)
        for table in self.schema.tables.values():
            for column in table.computed:
                if column.compute is None:
                    continue
                for row in self._rows[table.name]:
                    if column.key not in self._cells[table.name][row.at]:
                        settle(column, row, column.compute(readable(row), facts))


def _cells(table: Table, values: Mapping[str, Any]) -> Cells:
    """What a file would hold; formula columns hold their formula, whatever is written."""
    return {k: column.to_cell(v) for k, v in values.items() if not (column := table.by_key[k]).formula}


def _without(cells: Cells, keys: Collection[str]) -> Cells:
    return {key: cell for key, cell in cells.items() if key not in keys}


def _read(table: Table, blank: Mapping[str, Any], at: int, cells: Cells) -> Row:
    row = Row(blank, at)
    for key, cell in cells.items():
        if cell is not None and key in table.by_key:  # an earlier declaration may have fewer columns
            row[key] = _value(table.by_key[key], cell)
    return row


def _value(column: Column, cell: Cell) -> Any:
    if isinstance(cell, ErrorText):
        return column.misfit(cell)
    try:
        return column.from_cell(cell)
    except Unread:
        return column.misfit(cell)
