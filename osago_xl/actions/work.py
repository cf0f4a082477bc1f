"""The unit of work of a command: read tables, collect changes, write them in one step with a journal for «Отменить».

A command never sees the book itself. Whatever it adds, sets and removes is visible to its own later reads at once and
reaches the workbook only at `commit`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from osago_xl.actions.journal import journal_rows
from osago_xl.books.base import Book, Changes, FormValues, Row, Selection, TableChange
from osago_xl.errors import BookError
from osago_xl.schema.facts import Facts, setting
from osago_xl.schema.tables import Table


class Work:
    """One command at work on one book on one day."""

    def __init__(self, book: Book, today: date, now: datetime | None = None) -> None:
        self._book = book
        self.schema = book.schema
        self.now = now or datetime.combine(today, datetime.min.time())
        self._today = today
        self._tables: dict[str, _Loaded] = {}
        self._forms: dict[str, FormValues] = {}
        self._filled: dict[str, FormValues] = {}
        self.path = book.path

    # reading

    def table(self, name: str) -> Table:
        """The declaration of a table by its name."""
        return self.schema.tables[name]

    def rows(self, table: str) -> Sequence[Row]:
        """All rows of a table, with what this command has changed so far."""
        return self._loaded(table).rows

    def find(self, table: str, key: str) -> Row | None:
        """The row with this key, None when there is none."""
        return self._loaded(table).index.get(key)

    def get(self, table: str, key: str) -> Row:
        """The row with this key; BookError when the link is broken."""
        row = self.find(table, key)
        if row is None:
            sheet = self.schema.sheet_of[table].title
            raise BookError(
                f"На листе «{sheet}» нет строки {key or 'с пустым ключом'}. Проверьте ключ или нажмите «Проверить базу»"
            )
        return row

    def form(self, prefix: str) -> FormValues:
        """The values of a form sheet, with what this command has filled in so far."""
        if prefix not in self._forms:
            self._forms[prefix] = self._book.read_form(prefix)
        return self._forms[prefix]

    def selection(self) -> Selection:
        """What the agent has selected."""
        return self._book.selection()

    @property
    def settings(self) -> Mapping[str, Any]:
        """Settings by name."""
        return {row["name"]: setting(row) for row in self.rows("tblSettings")}

    @property
    def today(self) -> date:
        """cfg_date of the settings when the agent has set one, else the day at the edge."""
        fixed = self.find("tblSettings", "cfg_date")
        value = setting(fixed) if fixed else None
        return value if isinstance(value, date) else self._today

    @property
    def facts(self) -> Facts:
        """What formulas read: fresh, since the command may have changed it."""
        self._loaded("tblServices")
        tables = {name: loaded.rows for name, loaded in self._tables.items()}
        return Facts(self.today, self.settings, tables)

    # changing

    def add(self, table: str, **values: Any) -> Row:
        """A new row with a fresh key at the end of the table; columns not named are empty."""
        loaded = self._loaded(table)
        row = Row({c.key: c.from_cell(None) for c in loaded.table.columns} | values)
        if loaded.table.prefix and not row[loaded.table.key]:
            row[loaded.table.key] = loaded.new_key()
        loaded.add(row)
        return row

    def set(self, table: str, row: Row, **values: Any) -> bool:
        """Change cells of a row; True when anything differs from before."""
        return self._loaded(table).set(row, values)

    def remove(self, table: str, row: Row) -> None:
        """Take a row out of its table (commands for the agent put it into Корзина first)."""
        self._loaded(table).remove(row)

    def replace(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Give a rebuilt table (call list, report, findings) new content."""
        self._loaded(table).replace([Row(row) for row in rows])

    def fill(self, prefix: str, **values: Any) -> None:
        """Write cells and grids of a form."""
        current = self.form(prefix)
        changed = {k: v for k, v in values.items() if current.get(k) != v}
        current.update(changed)
        if changed:
            self._filled.setdefault(prefix, {}).update(changed)

    # ending

    def give_keys(self) -> int:
        """Keys for rows typed or pasted by hand in every table with keys; how many were given."""
        return sum(self._loaded(name).give_keys() for name, table in self.schema.tables.items() if table.prefix)

    def changes(self) -> Changes:
        """What would be written now."""
        tables = {name: loaded.change for name, loaded in self._tables.items() if loaded.changed}
        return Changes(tables, dict(self._filled))

    def commit(self, command: str) -> Changes:
        """Write everything with its journal; what was written is returned. Nothing to write is nothing done."""
        changes = self.changes()
        if changes:
            befores = {name: self._tables[name].before for name in changes.tables}
            for values in journal_rows(self, command, changes, befores):
                self.add("tblLog", **values)
            changes = self.changes()
            self._book.apply(changes)
        return changes

    def _loaded(self, name: str) -> _Loaded:
        if name not in self._tables:
            table = self.schema.tables[name]
            self._tables[name] = _Loaded(table, self._book.read(table))
        return self._tables[name]


class _Loaded:
    """A table in memory: rows by place, an index by key, and the change collected so far."""

    def __init__(self, table: Table, rows: list[Row]) -> None:
        self.table = table
        self.rows = rows
        self.index = {row[table.key]: row for row in reversed(rows) if row[table.key]}
        self.change = TableChange(table)
        self.before: dict[int, Row] = {}
        self._last = 0

    @property
    def changed(self) -> bool:
        change = self.change
        return bool(change.added or change.updated or change.deleted or change.replaced is not None)

    def new_key(self) -> str:
        if not self._last:
            numbers = (re.search(r"(\d+)$", key) for key in self.index)
            self._last = max((int(m[1]) for m in numbers if m), default=0)
        self._last += 1
        return f"{self.table.prefix}{self._last:06d}"

    def add(self, row: Row) -> None:
        self.rows.append(row)
        self.index[row[self.table.key]] = row
        (self.change.added if self.change.replaced is None else self.change.replaced).append(row)

    def set(self, row: Row, values: Mapping[str, Any]) -> bool:
        unknown = values.keys() - self.table.by_key.keys()
        if unknown:
            raise KeyError(f"{self.table.name}: no columns {sorted(unknown)}")
        new = {k: v for k, v in values.items() if row[k] != v}
        if new and row.at >= 0 and self.change.replaced is None:
            self.before.setdefault(row.at, Row(row, row.at))
            self.change.updated.setdefault(row.at, {}).update(new)
        if self.table.key in new:
            self.index[new[self.table.key]] = row
        row.update(new)
        return bool(new)

    def remove(self, row: Row) -> None:
        self.rows.remove(row)
        self.index.pop(row[self.table.key], None)
        if row.at < 0:
            self.change.added.remove(row)
            return
        self.before.setdefault(row.at, Row(row, row.at))
        self.change.updated.pop(row.at, None)
        self.change.deleted.add(row.at)

    def replace(self, rows: list[Row]) -> None:
        self.before = {row.at: row for row in self.rows if row.at >= 0}
        self.change = TableChange(self.table, replaced=rows)
        self.rows = list(rows)
        self.index = {row[self.table.key]: row for row in rows}

    def give_keys(self) -> int:
        bare = [row for row in self.rows if not row[self.table.key]]
        for row in bare:
            self.set(row, {self.table.key: self.new_key()})
        return len(bare)
