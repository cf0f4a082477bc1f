"""A command reversed from its journal: what it would take from the agent is known before anything is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.trash import held_by, to_trash
from osago_xl.schema.sheets.technical import LOG
from osago_xl.schema.tables import Table
from osago_xl.tariffs.own import folder, look_again
from osago_xl.tariffs.taken import bring_back, put_away
from osago_xl.work.journal import (
    ACT_PUT_AWAY,
    ACT_TAKEN,
    ADDED,
    CHANGED,
    DELETED,
    FILLED,
    REBUILT,
    keys_of,
    sign,
    typed_sign,
    unpack,
)
from osago_xl.work.unit import Work

UNDO = "Отменить"
COMMANDS_AT_ONCE = 20
"""So many commands of the journal are read together, from the newest on."""

FEW = 100
"""Links to more rows than these are not looked for: an import that is taken back is not linked to by hand."""


def last_command(work: Work) -> list[Row]:
    """Journal rows of the newest command that is not undone; only the end of a long journal is read."""
    numbers = sorted({number for number in work.values(LOG, "command_number") if number}, reverse=True)
    for first in range(0, len(numbers), COMMANDS_AT_ONCE):
        rows = work.linked(LOG, "command_number", set(numbers[first : first + COMMANDS_AT_ONCE]))
        waiting = [row for row in rows if not row["undone"] and row["command"] != UNDO]
        if waiting:
            newest = max(row["command_number"] or 0 for row in waiting)
            return [row for row in waiting if row["command_number"] == newest]
    return []


class Undoing:
    """The journal rows of one command, and what stands in the way of taking it back without a loss."""

    def __init__(self, work: Work, entries: Sequence[Row]) -> None:
        self._work, self._entries = work, entries
        self.rows = sum(len(keys_of(entry)) for entry in entries)
        self.overwritten = [place for entry in entries for place in self._changed_since(entry)]
        """«К-000001, Телефон»: cells changed or emptied after the command; they get back what was there before it."""
        self._grown = [grown for entry in entries for grown in self._typed_since(entry)]
        self.grown = [
            f"{row[table.key]}, лист «{work.schema.sheet_of[table.name].title}»" for table, row in self._grown
        ]
        """Rows of the command in which somebody has typed since."""
        self.retyped = [cell for entry in entries for cell in self._typed_into_list(entry)]
        """«Кому звонить 3, Результат: думает»: typed into a list that the command had built; it goes with it."""
        self.linked = list(self._links())
        """Rows of the command to which others lead by now."""

    def reverse(self) -> None:
        """Newest entry first, so that a row added and changed by one command goes away whole."""
        rebuilt: dict[str, list[dict[str, Any]]] = {}
        for grown, row in self._grown:
            to_trash(self._work, grown, row)
        for entry in reversed(self._entries):
            table, what = entry["table"], entry["what"]
            if what == REBUILT:
                rows = rebuilt.setdefault(table, [])
                if entry["before"]:
                    rows.insert(0, unpack(entry["before"]))
            elif what == FILLED:
                self._work.fill(table, **{entry["row_key"]: unpack(entry["before"]).get(entry["row_key"])})
            elif what in (ACT_TAKEN, ACT_PUT_AWAY):
                _reverse_act(what, entry["row_key"])
            else:
                self._reverse_row(entry)
        for name, rows in rebuilt.items():
            self._work.replace(self._work.named(name), rows)
        for entry in self._entries:
            self._work.set(LOG, entry, undone="да")

    def _reverse_row(self, entry: Row) -> None:
        table, before = self._work.named(entry["table"]), unpack(entry["before"])
        if entry["what"] == DELETED:
            self._work.add(table, **before)
        elif entry["what"] == ADDED:
            self._work.remove(table, *self._added(entry))
        elif (row := self._row(table, entry["row_key"])) is not None:
            self._work.overwrite(table, row, **{key: old for key, old, _ in self._cells(entry)})

    def _cells(self, entry: Row) -> Iterator[tuple[str, Any, Any]]:
        """Key, old and new value of the cells of a changed row; the journal leaves out empty ones."""
        columns = self._work.named(entry["table"]).by_key
        before, after = unpack(entry["before"]), unpack(entry["after"])
        for key in after.keys() | before.keys():
            empty = columns[key].from_cell(None)
            yield key, before.get(key, empty), after.get(key, empty)

    def _changed_since(self, entry: Row) -> Iterator[str]:
        if entry["what"] == FILLED:
            yield from self._form_changed_since(entry)
        row = self._row(self._work.named(entry["table"]), entry["row_key"]) if entry["what"] == CHANGED else None
        if row is None:
            return
        table = self._work.named(entry["table"])
        for column in table.columns:
            for key, _, new in self._cells(entry):
                if key == column.key and row[key] != new:
                    yield f"{entry['row_key']}, {column.header}"

    def _form_changed_since(self, entry: Row) -> Iterator[str]:
        key, form = entry["row_key"], self._work.schema.forms[entry["table"]].form
        now = self._work.form(entry["table"]).get(key)
        if form and _filled({key: now}) != _filled(unpack(entry["after"])):
            name = form.by_key[key].column.header if key in form.by_key else "таблица"
            yield f"{self._work.schema.forms[entry['table']].title}, {name}"

    def _added(self, entry: Row) -> list[Row]:
        table = self._work.named(entry["table"])
        return [row for key in keys_of(entry) if (row := self._row(table, key))]

    def _row(self, table: Table, key: str) -> Row | None:
        """The journal holds keys as text, the rows of a list of calls are known by their numbers."""
        return self._work.find(table, table.by_key[table.key].from_cell(key))

    def _typed_since(self, entry: Row) -> Iterator[tuple[Table, Row]]:
        """Rows whose sign is another one now; a journal of an older version has no signs, and each row is kept."""
        if entry["what"] != ADDED:
            return
        table = self._work.named(entry["table"])
        if not any(column.fill == "input" for column in table.columns):
            return
        signs = dict(zip(keys_of(entry), entry["after"].split(), strict=False))
        for row in self._added(entry):
            if signs.get(str(row[table.key])) != sign(table, row):
                yield table, row

    def _typed_into_list(self, entry: Row) -> Iterator[str]:
        """An older journal has no sign of the list that was built, and names nothing."""
        if entry["what"] != REBUILT or not entry["after"]:
            return
        table = self._work.named(entry["table"])
        rows = self._work.rows(table)
        if typed_sign(table, rows) == entry["after"]:
            return
        sheet, typed = self._work.schema.sheet_of[table.name].title, [c for c in table.columns if c.fill == "input"]
        for row in rows:
            for column in typed:
                if row[column.key] not in (None, ""):
                    yield f"{sheet} {row[table.key]}, {column.header}: {row[column.key]}"

    def _links(self) -> Iterator[str]:
        """Rows added by the command that rows not of it lead to."""
        added = [
            (self._work.named(entry["table"]), row)
            for entry in self._entries
            if entry["what"] == ADDED
            for row in self._added(entry)
        ]
        if len(added) > FEW:
            return
        own = {(table.name, str(row[table.key])) for table, row in added}
        for table, row in added:
            if sheet := held_by(self._work, table, row, own):
                yield f"{row[table.key]}: лист «{sheet}»"


def _reverse_act(what: str, name: str) -> None:
    (put_away if what == ACT_TAKEN else bring_back)(folder(), name)
    look_again()


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a form without what is empty, in the rows of its grids too, as the journal keeps them."""
    found = {}
    for key, value in values.items():
        kept = [row for each in value if (row := _filled(each))] if isinstance(value, list) else value
        if kept not in (None, "", []):
            found[key] = kept
    return found
