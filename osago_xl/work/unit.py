"""The unit of work of a command: read tables, collect changes, write them in one step with a journal for «Отменить».

A command never sees the book itself. Whatever it adds, sets and removes is visible to its own later reads at once and
reaches the workbook only at `commit`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from osago_xl.books.base import Book, Canvas, Changes, Drawable, Formulas, FormValues, Row, Selection, Stored, Window
from osago_xl.errors import BookError
from osago_xl.schema.facts import Facts, Values, readable, readable_settings, setting
from osago_xl.schema.sheets.reference import SERVICES
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.sheets.technical import LOG
from osago_xl.schema.tables import R, Table
from osago_xl.work.journal import KEPT_ROWS, journal_rows, old_rows_to_drop
from osago_xl.work.loaded import Loaded


class Work:
    """One command at work on one book on one day."""

    def __init__(self, book: Book, today: date, now: datetime | None = None) -> None:
        self._book = book
        self.schema = book.schema
        self.now = now or datetime.combine(today, datetime.min.time())
        self._today = today
        self._tables: dict[str, Loaded] = {}
        self._forms: dict[str, FormValues] = {}
        self._filled: dict[str, FormValues] = {}
        self._form_before: dict[str, FormValues] = {}
        self._forgetting = False
        self.path = book.path
        self._noted: list[dict[str, Any]] = []
        self.made: list[Path] = []
        """Files this command has made: taken away again when it does not come to its end."""

    # reading

    def table(self, table: Table[R]) -> Table[R]:
        """The declaration of a table as this book has it."""
        return self.schema.tables[table.name]  # type: ignore[return-value]

    def named(self, name: str) -> Table:
        """The table of this name, for names that stand in the book: a selection, the journal, a finding."""
        return self.schema.tables[name]

    def rows(self, table: Table[R]) -> Sequence[R]:
        """All rows of a table, with what this command has changed so far."""
        return self._loaded(table).rows

    def seen(self, table: Table[Row]) -> Sequence[Values]:
        """All rows as formulas and the rules of the trade see them: what does not fit its column counts as empty."""
        return list(map(readable, self.rows(table)))

    def find(self, table: Table[R], key: str) -> R | None:
        """The row with this key, None when there is none."""
        return self._loaded(table).known.find(key)

    def linked(self, table: Table[R], column: str, keys: Collection[str]) -> list[R]:
        """Rows that hold one of these keys in a column; of a big table in an open book only they are read.

        A table that this command has not read knows none of the keys that it has given.
        """
        known = self._tables.values()
        if table.name not in self._tables and all(any(key in loaded.given for loaded in known) for key in keys):
            return []
        return self._loaded(table).known.where(column, keys)

    def values(self, table: Table[Row], column: str) -> list[Any]:
        """The cells of one column; empty rows of an open book count too."""
        return self._loaded(table).known.values(column)

    def at(self, table: Table[R], places: Iterable[int]) -> list[R]:
        """Rows by their places in the book; empty ones are left out."""
        return self._loaded(table).known.at(places)

    def get(self, table: Table[R], key: str) -> R:
        """The row with this key; BookError when the link is broken."""
        row = self.find(table, key)
        if row is None:
            sheet = self.schema.sheet_of[table.name].title
            named = f"строки {key}" if key else "строки с пустым ключом"
            raise BookError(f"На листе «{sheet}» нет {named}. Проверьте ключ или нажмите «Проверить базу».")
        return row

    def old_rows(self, table: Table[R]) -> Sequence[R]:
        """Rows this command changed or removed, as they were before."""
        return list(self._loaded(table).before.values())

    def form(self, prefix: str) -> FormValues:
        """The values of a form sheet, with what this command has filled in so far."""
        if prefix not in self._forms:
            self._forms[prefix] = self._book.read_form(prefix)
        return self._forms[prefix]

    def selection(self) -> Selection:
        """What the agent has selected; rows typed by hand have their keys by now."""
        selected = self._book.selection()
        if not selected.places:
            return selected
        table = self.named(selected.table)
        keys = {row.at: row[table.key] for row in self.at(table, selected.places)}
        return replace(selected, keys=tuple(keys[place] for place in selected.places if keys.get(place)))

    @property
    def canvas(self) -> Canvas:
        """The temporary sheet to draw on; BookError for a book that is not open in Excel or Calc."""
        if not isinstance(self._book, Drawable):
            raise BookError("Эта команда работает с мышью: откройте книгу в Excel и нажмите кнопку там.")
        return self._book.canvas

    @property
    def window(self) -> Window | None:
        """The book as it is open in front of the agent; None for a closed one."""
        return self._book if isinstance(self._book, Window) else None

    def visible_rows(self, table: Table[R]) -> Sequence[R]:
        """The rows the agent sees: a filter may hide others; all of a closed book."""
        if self.window is None:
            return self.rows(table)
        visible = self.window.visible(self.table(table))
        return [row for row in self.rows(table) if row.at in visible]

    @property
    def stored(self) -> bool:
        """Whether the book lives in a file, so that it can be copied and given a password."""
        return isinstance(self._book, Stored)

    def snapshot(self) -> tuple[bytes, str | None]:
        """The file as it would be if it were saved before this command writes, and the password that opens it."""
        book = self._file()
        return book.snapshot(), book.password

    def password_dialog(self) -> bool:
        """Show the program's own dialog for the password; False for a closed book, which has none."""
        return self._file().password_dialog()

    @property
    def settings(self) -> Mapping[str, Any]:
        """Settings by name; one that cannot be read is empty (no command but the check begins with such a one)."""
        return readable_settings(self.rows(SETTINGS))

    @property
    def today(self) -> date:
        """cfg_date of the settings when the agent has set one, else the day at the edge."""
        fixed = self.find(SETTINGS, "cfg_date")
        value = readable_settings([fixed])["cfg_date"] if fixed else None
        return value if isinstance(value, date) else self._today

    @property
    def facts(self) -> Facts:
        """What formulas read: fresh, since the command may have changed it."""
        self._loaded(SERVICES)
        return Facts(self.today, self.settings, {name: loaded.rows for name, loaded in self._tables.items()})

    def overwritten(self, table: Table[Row]) -> list[tuple[Row, str]]:
        """Rows and keys of formula columns where something typed stands instead of the formula."""
        if not isinstance(self._book, Formulas):
            return []
        rows = {row.at: row for row in self.rows(table) if row.at >= 0}
        return [(rows[at], column) for at, column in self._book.overwritten(self.table(table), rows)]

    def copied_keys(self) -> list[tuple[Table, str, list[Row]]]:
        """Keys that stand in several rows of the tables read so far: somebody copied a row."""
        return [(loaded.table, key, rows) for loaded in self._tables.values() for key, rows in loaded.copies()]

    # changing

    def add(self, table: Table[R], /, **values: Any) -> R:
        """A new row with a fresh key at the end of the table; columns not named are empty."""
        return self._loaded(table).add(values)

    def set(self, table: Table[Row], row: Row, /, **values: Any) -> bool:
        """Change cells of a row; True when anything differs from before. An empty value leaves a misfit alone."""
        return self._loaded(table).set(row, values)

    def overwrite(self, table: Table[Row], row: Row, /, **values: Any) -> bool:
        """The same for what is to be exactly so afterwards: an empty value empties a cell that holds a misfit, too."""
        return self._loaded(table).set(row, values, exactly=True)

    def restore(self, table: Table[Row], row: Row, column: str) -> None:
        """Put the formula of a column back into a row; «Отменить» does not bring back what was typed over it."""
        self._loaded(table).restore(row, column)

    def set_setting(self, name: str, value: Any) -> None:
        """Write one setting."""
        self.set(SETTINGS, self.get(SETTINGS, name), value=value)

    def mend_settings(self) -> list[str]:
        """Give numbers typed with their unit the form that formulas read («180 дней» → 180); what was changed.

        InputError names the first cell that cannot be read at all.
        """
        mended = []
        for row in self.rows(SETTINGS):
            value = setting(row)
            if isinstance(row["value"], str) and value != row["value"]:
                mended.append(f"Настройки, «{row['parameter']}»: «{row['value']}» записано как {value}.")
                self.set(SETTINGS, row, value=value)
        return mended

    def remove(self, table: Table[Row], *rows: Row) -> None:
        """Take rows out of their table (commands for the agent put them into Корзина first)."""
        self._loaded(table).remove(rows)

    def replace(self, table: Table[Row], rows: Iterable[Mapping[str, Any]]) -> None:
        """Give a rebuilt table (call list, report, findings) new content; columns not named are empty."""
        self._loaded(table).replace(rows)

    def new_key(self, table: Table[Row], row: Row) -> str:
        """Give a row another key of its own (it was copied together with the key of its original)."""
        loaded = self._loaded(table)
        loaded.set(row, {loaded.table.key: loaded.new_key()})
        return str(row[loaded.table.key])

    def fill(self, prefix: str, **values: Any) -> None:
        """Write cells and grids of a form."""
        current = self.form(prefix)
        changed = {k: v for k, v in values.items() if current.get(k) != v}
        if changed:
            before = self._form_before.setdefault(prefix, {})
            before.update({k: current.get(k) for k in changed if k not in before})
            current.update(changed)
            self._filled.setdefault(prefix, {}).update(changed)

    # ending

    def forget(self) -> None:
        """What this command erases must not live on: it is not journalled, cannot be undone, and leaves the file."""
        self._forgetting = True

    def note(self, what: str, key: str) -> None:
        """Have the journal say what this command did outside the workbook, so that «Отменить» finds it."""
        self._noted.append({"what": what, "row_key": key})

    def give_keys(self) -> int:
        """Read every table with keys, so that rows typed by hand get theirs; how many were given in all."""
        return sum(self._loaded(table).keys_given for table in self.schema.tables.values() if table.prefix)

    def changes(self) -> Changes:
        """What would be written now."""
        tables = {name: loaded.change for name, loaded in self._tables.items() if loaded.changed}
        return Changes(tables, dict(self._filled), self._forgetting)

    def displaced(self) -> list[str]:
        """What could not be read and gives way to a value, cell by cell; nothing of what is to be forgotten."""
        return (
            []
            if self._forgetting
            else [
                f"{self.schema.sheet_of[name].title} {row[loaded.table.key]}, «{loaded.table.by_key[column].header}»: "
                f"вместо «{old.raw}» теперь значение."
                for name, loaded in self._tables.items()
                for row, column, old in loaded.displaced()
            ]
        )

    def commit(self, command: str) -> Changes:
        """Write everything with its journal; what was written is returned. Nothing to write is nothing done."""
        changes = self.changes()
        if changes or self._noted:
            self._journal(command, changes)
            changes = self.changes()
            self._book.apply(changes)
        return changes

    def _journal(self, command: str, changes: Changes) -> None:
        """Note what is going to be written, and forget the oldest commands."""
        number = max((each or 0 for each in self.values(LOG, "command_number")), default=0) + 1
        if not self._forgetting:
            befores = {name: self._tables[name].before for name in changes.tables}
            for values in (*journal_rows(changes, befores, self._form_before), *self._noted):
                self.add(LOG, command_number=number, moment=self.now, command=command, **values)
        if len(self.values(LOG, "command_number")) > KEPT_ROWS:
            self.remove(LOG, *old_rows_to_drop(self.rows(LOG)))

    def discard_files(self) -> None:
        """Take away the files made."""
        for path in self.made:
            path.unlink(missing_ok=True)
        self.made.clear()

    def _file(self) -> Stored:
        if not isinstance(self._book, Stored):
            raise BookError("Эта книга не файл: копировать и закрывать паролем нечего.")
        return self._book

    def _loaded(self, table: Table[R]) -> Loaded[R]:
        name = table.name
        if name not in self._tables:
            self._tables[name] = Loaded(self.schema.tables[name], self._book)
        return self._tables[name]  # type: ignore[return-value]
