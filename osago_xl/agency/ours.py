"""The book's side of an exchange: its rows as the office knows them, and the outcome put back into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from osago_xl.agency.keys import inside, outside
from osago_xl.agency.model import SHARED, Shared
from osago_xl.agency.sight import Member, columns_seen, led_by, tables_of
from osago_xl.agency.snapshot import Moved
from osago_xl.agency.values import Values
from osago_xl.books.base import Row
from osago_xl.desk.blanks.register import own_note
from osago_xl.desk.personal_rows import forget_traces, is_erased
from osago_xl.schema.columns import Choice, as_text
from osago_xl.schema.identities import identity_of
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.reference import AGENTS, ME
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import as_typed
from osago_xl.values.text import fold
from osago_xl.work.unit import Work


class Ours:
    """The rows of a book that its member exchanges."""

    def __init__(self, work: Work, member: Member, code: int) -> None:
        self.work, self.member, self.code = work, member, code
        self._me = next((row["agent"] for row in work.rows(AGENTS) if row["role"] == ME), "")
        self.values: dict[str, dict[str, Values]] = {}
        self._rows: dict[str, dict[str, Row]] = {}
        self._received: list[tuple[Shared, str, dict[str, Any]]] = []
        self._gone: dict[str, list[Row]] = {}
        self._stay: set[tuple[str, str]] = set()
        self._seen: Mapping[str, Collection[str]] = {}
        self.read()

    def read(self) -> None:
        """Take the rows as they are now."""
        for shared in tables_of(self.member.role):
            self._rows[shared.name] = rows = {}
            self.values[shared.name] = values = {}
            seen: Counter[str] = Counter()
            for row in self.work.rows(shared.table):
                said = self._said(shared, row)
                key = self._key(shared, row, said)
                seen[key] += 1
                if seen[key] > 1:
                    key = self._another(shared, row, key, seen[key])
                rows[key], values[key] = row, said

    def rename(self, table: Table, fresh: Mapping[str, str]) -> None:
        """Give rows other keys (as the office knows them) and lead all links of the book there."""
        for name in self._rows:
            for column, link in SHARED[name].links.items():
                if link.of == table.name:
                    for key, values in self.values[name].items():
                        if values[column] in fresh:
                            new = inside(fresh[values[column]], table.prefix, self.code)
                            self.work.set(self.work.named(name), self._rows[name][key], **{column: new})
        for old, key in fresh.items():
            self.work.set(table, self._rows[table.name][old], **{table.key: inside(key, table.prefix, self.code)})
        self.read()

    def compare(
        self,
        decided: Mapping[str, Mapping[str, Values]],
        kept: Collection[tuple[str, str]],
        seen: Mapping[str, Collection[str]],
    ) -> None:
        """Find out what the book has to say anew; `kept` rows stay though nothing was decided about them.

        `seen`: table → keys of the rows of the store that the member sees, deleted ones too.
        """
        self._seen = seen
        self._stay = set(kept)
        for name, rows in decided.items():
            shared, mine = SHARED[name], self._rows[name]
            for key, values in rows.items():
                if news := self._news(shared, key, values, decided):
                    self._received.append((shared, key, news))
            self._gone[name] = [row for key, row in mine.items() if key not in rows and (name, key) not in self._stay]

    def received(self) -> Counter[str]:
        """Table → how many rows come in, change or go."""
        return Counter(shared.name for shared, _, _ in self._received) + Counter(
            {name: len(rows) for name, rows in self._gone.items()}
        )

    def put(self) -> None:
        """Make the book say what `compare` has found."""
        for client in self._forgotten():
            forget_traces(self.work, client)
        for name, rows in self._gone.items():
            self.work.remove(self.work.named(name), *rows)
        for shared, key, news in self._received:
            row = self._rows[shared.name].get(key)
            if row is not None:
                self.work.overwrite(shared.table, row, **news)
            else:
                own = {shared.table.key: inside(key, shared.table.prefix, self.code)} if shared.table.prefix else {}
                self.work.add(shared.table, **own, **news)

    def forgotten_elsewhere(self, moved: Mapping[tuple[str, str], Moved]) -> list[str]:
        """Keys, as this book shows them, of rows that went to another member and were forgotten there."""
        return [
            inside(key, SHARED[name].table.prefix, self.code) for (name, key), row in moved.items() if row.forgotten
        ]

    def _forgotten(self) -> list[Row]:
        """Clients whom somebody else has made anonymous, as the book still knows them."""
        changed = [(key, news) for shared, key, news in self._received if shared.table is CLIENTS]
        known = self._rows[CLIENTS.name]
        return [known[key] for key, news in changed if key in known and is_erased(str(news.get("name", "")))]

    def _news(
        self, shared: Shared, key: str, values: Values, decided: Mapping[str, Mapping[str, Values]]
    ) -> dict[str, Any]:
        ours, row = self.values[shared.name].get(key), self._rows[shared.name].get(key)
        if ours is None or row is None:
            return {column: self._shown(shared, column, value, decided) for column, value in values.items()}
        leaving = {
            column
            for column, link in shared.links.items()
            if values[column] in self._rows.get(link.of, ()) and self._hides(link.of, values[column], decided)
        }
        differing = {column: value for column, value in values.items() if ours[column] != value or column in leaving}
        shown = {column: self._shown(shared, column, value, decided) for column, value in differing.items()}
        return {column: value for column, value in shown.items() if row[column] != value}

    def _hides(self, table: str, key: str, decided: Mapping[str, Mapping[str, Values]]) -> bool:
        """Whether a link leads to a row that the member cannot see; what was there and is deleted hides nothing."""
        places: tuple[Collection[str], ...] = (decided.get(table, ()), self._seen.get(table, ()))
        return bool(key) and (table, key) not in self._stay and not any(key in place for place in places)

    def _shown(self, shared: Shared, column: str, value: Any, decided: Mapping[str, Mapping[str, Values]]) -> Any:
        """A value as this book says it; a link to a row that its owner cannot see is empty there."""
        link = shared.links.get(column)
        if link and value:
            hidden = self._hides(link.of, value, decided)
            return "" if hidden else inside(value, self.work.named(link.of).prefix, self.code)
        if _names_agent(shared, column) and value == self.member.name:
            return self._me or value
        return value

    def _said(self, shared: Shared, row: Row) -> Values:
        said = {key: row[key] for key in columns_seen(shared, self.member.role)}
        for column in said:
            if column in shared.links:
                said[column] = outside(said[column], self.work.named(shared.links[column].of).prefix, self.code)
            elif _names_agent(shared, column) and self._me and fold(said[column]) == fold(self._me):
                said[column] = self.member.name
        if shared.table is FORM_MOVES:
            said["note"] = own_note(said["note"])
        return led_by(shared, said, self.member)

    def _key(self, shared: Shared, row: Row, said: Values) -> str:
        if shared.table.prefix:
            return outside(str(row[shared.table.key]), shared.table.prefix, self.code)
        signs = identity_of(shared.table).signs
        columns = signs[0].traits if signs else (shared.table.columns[0].key,)
        return "|".join(as_text(as_typed(said[column])).casefold() for column in columns)

    def _another(self, shared: Shared, row: Row, key: str, number: int) -> str:
        """The second row with the same key: a copy, which gets a key of its own."""
        if not shared.table.prefix:
            return f"{key}|{number}"
        return outside(self.work.new_key(shared.table, row), shared.table.prefix, self.code)


def _names_agent(shared: Shared, column: str) -> bool:
    declared = shared.columns[column]
    return isinstance(declared, Choice) and declared.source == "lstAgents"
