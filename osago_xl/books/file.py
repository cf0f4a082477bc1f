"""FileBook: a workbook of ours that nobody has open.

Writing patches the sheet and table parts it owns and leaves every other part of the file byte for byte as it was: the
agent's own sheets, columns, formats, charts and shapes survive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from osago_xl.books.atomic import replace_file
from osago_xl.books.base import Changes, FormValues, Row, Selection, lacking
from osago_xl.books.contents import Contents, compute, compute_form
from osago_xl.books.crypto import encrypt, opened
from osago_xl.books.depends import TODAY, Dependencies
from osago_xl.books.file_content import Content
from osago_xl.books.form_cells import FormCells
from osago_xl.books.heap import without_collector
from osago_xl.books.locks import alone, refuse_open
from osago_xl.books.package import Package, in_words
from osago_xl.books.patch import Patch
from osago_xl.books.places import Places
from osago_xl.books.version import refuse_newer, version_of
from osago_xl.errors import BookError, Unread, why
from osago_xl.schema.columns import as_day
from osago_xl.schema.tables import Form, Table, WorkbookSchema


class FileBook:
    """`today` is the day formulas are computed for; `selection` what the command line named."""

    def __init__(
        self,
        path: Path,
        today: date,
        *,
        schema: WorkbookSchema,
        password: str | None = None,
        selection: Selection | None = None,
    ) -> None:
        """BookError: missing, open elsewhere, damaged, locked by a password, or not a workbook of ours."""
        self.schema, self._path, self._today, self.password = schema, path, today, password
        self._selection = selection or Selection("")
        self._dependencies = Dependencies(schema)
        refuse_open(path)
        self._raw = self._read_file()
        self._content = self._load(self._raw)

    @property
    def path(self) -> Path:
        return self._path

    @property
    def places(self) -> Places:
        """Where things lie in the file."""
        return self._content.places

    @without_collector()
    def read(self, table: Table) -> list[Row]:
        """All rows; formula columns are those stored in the file while they are of today, else computed."""
        with in_words(self._path.name):
            if not self._stale:
                return self._content.rows(table)
            return [row.copy() for row in self._contents[table.name]]

    @without_collector()
    def count(self, table: Table) -> int:
        """How many rows a table has; every cell is read, and no formula is computed."""
        with in_words(self._path.name):
            return len(self._content.rows(table))

    def read_form(self, prefix: str) -> FormValues:
        form = self._form(prefix)
        with in_words(self._path.name):
            cells = FormCells(form, self._content.places.names, self._content.cells)
            values = cells.read(self._content.sheet(cells.title))
            if prefix in self._stale:
                stale = self._dependencies.stale_cells(form, self._stale)
                values = compute_form(form, values, self._contents.facts, stale)
        return values

    def overwritten(self, table: Table, places: Iterable[int]) -> list[tuple[int, str]]:
        with in_words(self._path.name):
            whole = self._content.with_formula(table, [column.key for column in table.computed])
        return [(at, key) for at in places for key, own in whole.items() if at not in own]

    @without_collector()
    def column(self, table: Table, key: str) -> list[Any]:
        """The values of one column, empty rows too; computed where they are those of another day."""
        with in_words(self._path.name):
            values = self._content.column(table, key)
            if table.by_key[key] not in self._dependencies.touched_by_others(table, self._stale):
                return list(values)
            fresh = {row.at: row[key] for row in self._contents[table.name]}
            return [fresh.get(at, value) for at, value in enumerate(values)]

    def rows_at(self, table: Table, places: Iterable[int]) -> list[Row]:
        """Rows by their places; wholly empty ones are left out."""
        wanted = set(places)
        with in_words(self._path.name):
            if self._stale:
                return [row.copy() for row in self._contents[table.name] if row.at in wanted]
            return self._content.rows_at(table, wanted)

    @without_collector()
    def apply(self, changes: Changes) -> None:
        """Write all changes or none; BookError when somebody else has changed or opened the file meanwhile."""
        if not changes:
            return
        with alone(self._path):
            refuse_open(self._path)
            if self._read_file() != self._raw:
                raise BookError(
                    f"Книгу «{self._path.name}» изменили, пока работала команда. Ничего не записано. Повторите команду."
                )
            with in_words(self._path.name):
                data = self._patched(changes)
            self._replace(data)

    def selection(self) -> Selection:
        return self._selection

    def show(self, sheet: str) -> None:
        """Nothing: a closed workbook opens where it was closed."""

    def save(self) -> None:
        """Nothing: `apply` has written."""

    def snapshot(self) -> bytes:
        return self._raw

    def password_dialog(self) -> bool:
        return False

    @cached_property
    def _stale(self) -> set[str]:
        """What the file shows as of another day, or does not show: openpyxl, say, saves formulas without values."""
        if TODAY not in self._content.places.names or self._day == self._stored_day:
            return set()
        if self._stored_day is None:
            return self._dependencies.everything()
        return self._dependencies.stale({TODAY})

    @property
    def _day(self) -> date:
        """The day that counts as today: the one the agent has fixed, else the caller's."""
        return Contents(self.schema, self._content.rows, lambda *_: None).facts_on(self._today).today

    @property
    def _stored_day(self) -> date | None:
        """The day the file was computed for."""
        title, area = self._content.places.names[TODAY]
        row = self._content.sheet(title).peek(area.top)
        piece = row.cells.get(area.left) if row else None
        try:
            return as_day(self._content.cells.value(piece)) if piece else None
        except Unread:
            return None

    @cached_property
    def _contents(self) -> Contents:
        """All tables with the formulas that depend on the day computed anew."""

        def settle(table: Table, rows: Sequence[Row]) -> None:
            columns = self._dependencies.touched_by_others(table, self._stale)
            compute(columns, rows, lambda: contents.facts)

        contents = Contents(self.schema, self._content.rows, settle)
        contents.facts_on(self._today)
        return contents

    def _form(self, prefix: str) -> Form:
        form = self.schema.forms[prefix].form
        assert form is not None
        return form

    def _read_file(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            raise BookError(f"Файла «{self._path}» нет. Проверьте имя и папку.") from None
        except OSError as error:
            raise BookError(
                f"Файл «{self._path.name}» не читается: {why(error)}. Закройте его в других программах и повторите."
            ) from error

    def _load(self, raw: bytes) -> Content:
        data = opened(raw, self.password, self._path.name)
        if data is raw:
            self.password = None
        with in_words(self._path.name):
            content = Content(data)
        self._refuse_foreign(content)
        return content

    def _refuse_foreign(self, content: Content) -> None:
        missing = [name for name in self.schema.tables if name not in content.places.tables]
        if len(missing) == len(self.schema.tables):
            raise BookError(
                f"«{self._path.name}» не рабочая книга ОСАГО. Выберите свою книгу или создайте новую: osago-xl new."
            )
        refuse_newer(self._path.name, version_of(content.package), self.schema)
        if missing:
            raise lacking(f"В книге «{self._path.name}» нет таблицы {missing[0]}")

    def _patched(self, changes: Changes) -> bytes:
        patch = Patch(self.schema, Package(self._content.data), self._content.places, self._content)
        return patch.apply(changes, self._today, self._stale)

    def _replace(self, data: bytes) -> None:
        content = Content(data)
        raw = encrypt(data, self.password) if self.password else data

        def check(path: Path) -> None:
            if path.read_bytes() != raw:
                raise BookError(f"Записанное на диск не совпало с книгой «{self._path.name}». Проверьте диск.")

        try:
            replace_file(self._path, raw, check)
        except OSError as error:
            raise BookError(
                f"Книга «{self._path.name}» не записана: {why(error)}. Файл остался прежним. "
                "Закройте его в других программах, проверьте место на диске и повторите."
            ) from error
        self._raw, self._content = raw, content
        for derived in ("_stale", "_contents"):
            self.__dict__.pop(derived, None)
