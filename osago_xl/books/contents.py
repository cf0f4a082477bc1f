"""The rows of all tables as formulas see them: read when first asked for, computed when they are stale."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from osago_xl.books.base import FormValues, Row
from osago_xl.errors import Unread
from osago_xl.schema import computing
from osago_xl.schema.columns import Column
from osago_xl.schema.facts import Facts, readable, readable_settings
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.tables import Form, Table, WorkbookSchema
from osago_xl.values.misfit import ErrorText

Settle = Callable[[Table, Sequence[Row]], None]


class Contents(Mapping[str, Sequence[Row]]):
    """Table name → rows. `load` reads one table, `settle` then computes those of its formulas that are stale."""

    def __init__(self, schema: WorkbookSchema, load: Callable[[Table], Sequence[Row]], settle: Settle) -> None:
        self._schema, self._load, self._settle = schema, load, settle
        self._rows: dict[str, Sequence[Row]] = {}
        self._facts: Facts | None = None

    def __getitem__(self, name: str) -> Sequence[Row]:
        if name not in self._rows:
            table = self._schema.tables[name]
            self._rows[name] = self._load(table)
            self._settle(table, self._rows[name])
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._schema.tables)

    def __len__(self) -> int:
        return len(self._schema.tables)

    def fill(self, name: str) -> None:
        """Have a table read and computed."""
        self[name]

    def facts_on(self, today: date) -> Facts:
        """What formulas read, on the day the settings fix or else on this one."""
        settings = readable_settings(self[SETTINGS.name]) if SETTINGS.name in self._schema.tables else {}
        fixed = settings.get("cfg_date")
        self._facts = Facts(fixed if isinstance(fixed, date) else today, settings, self)
        return self._facts

    @property
    def facts(self) -> Facts:
        """What `facts_on` made."""
        assert self._facts is not None, "facts_on comes first"
        return self._facts


def compute(columns: Iterable[Column], rows: Sequence[Row], facts: Callable[[], Facts]) -> None:
    """Fill formula columns of these rows; `columns` are in an order in which each follows those it reads."""
    twins = [(column, column.compute) for column in columns if column.compute] if rows else []
    seen = list(map(readable, rows)) if twins else []
    for column, twin in twins:
        now = facts()
        for number, row in enumerate(rows):
            if not settle(column, row, twin(seen[number], now)):
                seen[number] = readable(row)


def compute_form(form: Form, values: FormValues, facts: Facts, keys: Collection[str] | None = None) -> FormValues:
    """The values of a form with its formulas computed, converted as if they were read from the sheet.

    `keys` are those of the fields and grids to compute; None means all.
    """
    values = {key: [dict(row) for row in value] if key in form.grid else value for key, value in values.items()}
    computing.compute_form(form, values, facts, keys)
    for key, field in form.by_key.items():
        if field.column.formula:
            values[key] = fitting(field.column, values[key])
    for key, grid in form.grid.items():
        for row in values[key]:
            row |= {column.key: fitting(column, row[column.key]) for column in grid.columns if column.formula}
    return values


def shown(column: Column, row: Row) -> object:
    """What a formula shows in a row: its value, or the error it has come to."""
    return column.to_cell(row[column.key])


def settle(column: Column, row: Row, value: object) -> bool:
    """Put a computed value into a row; what does not fit (an error) is a misfit as it is when read, and False."""
    try:
        row[column.key] = column.from_cell(value)
    except Unread:
        row[column.key] = column.misfit(value)
        return False
    return True


def fitting(column: Column, value: object) -> Any:
    """A value of a form's cell; what does not fit counts as empty there (the form's own validation stops it)."""
    try:
        return column.from_cell(None if isinstance(value, ErrorText) else value)
    except Unread:
        return column.from_cell(None)
