"""«Объединить»: the rows of another base into ours.

Keys are given anew where they are taken, links follow. The same person, car, driver, policy, form is recognised and
completed; where both bases say something different, the rule decides and the report names both values. Rows of one
base are never joined with each other. Ours stays where nothing decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.blanks.register import accept_typed
from osago_xl.domain.identity.traits import numbers_of
from osago_xl.keeping.account import Account, Conflict
from osago_xl.keeping.agents import new_names, role_here
from osago_xl.keeping.handed_over import HandedOver, kept_columns
from osago_xl.keeping.identity import Recogniser, comparable
from osago_xl.keeping.keys import in_order, key_giver
from osago_xl.schema.columns import Choice, Column, Key
from osago_xl.schema.facts import readable_settings
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.sheets.technical import HANDED_OVER, LOG, TRASH
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import Misfit
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

"""What belongs to one base: its bin, and how its owner has set it up."""


class Rule(StrEnum):
    """What becomes of a cell in which both bases say something different."""

    NEWER = "newer"
    FILLED = "filled"
    ASK = "ask"


Ask = Callable[[Conflict], bool]
"""Whether their value is taken."""


@dataclass
class Base:
    """Another base: all its rows, and when it was last saved. `unread` names what was found in it and is not ours."""

    name: str
    rows: Mapping[str, Sequence[Row]]
    saved: datetime | None = None
    unread: Sequence[str] = ()


@dataclass
class _Pair:
    there: Row
    theirs: dict[str, Any]
    """The same row as it will stand here, with our keys."""
    ours: Row
    new: bool


@dataclass
class Merge:
    """One merge into the base of `work`, which was last saved at `saved`; nothing is written."""

    work: Work
    rule: Rule = Rule.NEWER
    ask: Ask | None = None
    saved: datetime | None = None
    accounts: list[Account] = field(default_factory=list)
    _common: HandedOver = field(default_factory=lambda: HandedOver(()))

    def take(self, other: Base) -> Account:
        """Bring in the rows of one base; the next base meets the result."""
        account = Account(other.name)
        self.accounts.append(account)
        self._common = HandedOver(other.rows.get(HANDED_OVER.name, ()))
        keys: dict[str, dict[str, str]] = {}
        names = new_names(self.work, other.rows)
        for table in map(self.work.named, in_order(self.work.schema.tables)):
            if table.made == "by hand" and table.merged:
                self._table(table, other, keys, names, account)
        self._forms(account)
        self._left_out(other, account)
        return account

    def _table(
        self, table: Table, other: Base, keys: dict[str, dict[str, str]], names: Mapping[str, str], account: Account
    ) -> None:
        """Recognise all rows first, so that links inside the table lead to our keys, then fill and decide."""
        known = Recogniser(table, self.work.rows(table))
        bases = (self.work.rows(table), other.rows[table.name])
        fresh = key_giver(table.prefix, *([row[table.key] for row in rows] if table.prefix else [] for rows in bases))
        links = keys.setdefault(table.name, {})
        pairs = []
        for row in _ordered(table, other.rows[table.name]):
            theirs = self._translated(table, row, keys, names, account)
            ours = known.find(theirs, str(row[table.key]))
            new = ours is None
            if ours is None:
                own = {table.key: fresh(str(row[table.key]))} if table.prefix else {}
                ours = self.work.add(table, **own)
            if table.prefix:
                links.setdefault(row[table.key], ours[table.key])
            pairs.append(_Pair(row, theirs, ours, new))
        inner = [c.key for c in table.columns if isinstance(c, Key) and c.of == table.name and not c.own]
        columns = kept_columns(table)
        for pair in pairs:
            for link in inner:
                pair.theirs[link] = self._link(table, pair.theirs, link, links, account)
            self._settle(table, pair, columns, other, account)

    def _translated(
        self,
        table: Table,
        row: Row,
        keys: Mapping[str, Mapping[str, str]],
        names: Mapping[str, str],
        account: Account,
    ) -> dict[str, Any]:
        """Their row with links to our keys."""
        values = dict(row)
        for column in table.columns:
            if isinstance(column, Key) and not column.own and column.of != table.name:
                values[column.key] = self._link(table, values, column.key, keys.get(column.of, {}), account)
            elif names and isinstance(column, Choice) and column.source == "lstAgents":
                values[column.key] = names.get(values[column.key], values[column.key])
        if table.name == AGENTS.name:
            values["agent"] = names.get(values["agent"], values["agent"])
            values["role"] = role_here(self.work, values)
        return values

    def _link(
        self, table: Table, values: Mapping[str, Any], column: str, links: Mapping[str, str], account: Account
    ) -> str:
        """Our key for theirs; a link that was broken there is named and left empty."""
        old = values[column]
        if not old or old in links:
            return links.get(old, "")
        account.lost(table, str(values[table.key]), table.by_key[column].header, old)
        return ""

    def _settle(self, table: Table, pair: _Pair, columns: Sequence[Column], other: Base, account: Account) -> None:
        """Their values into our row."""
        if pair.new:
            self.work.set(table, pair.ours, **{column.key: pair.theirs[column.key] for column in columns})
            account.added(table, pair.theirs, pair.ours)
            return
        newer = self._newer(pair, other)
        values = {}
        for column in columns:
            mine, theirs = pair.ours[column.key], pair.theirs[column.key]
            if mine == theirs:
                continue
            news = self._news(table, column, pair)
            if _same(column.key, mine, theirs) or (theirs in (None, "") and not news):
                continue
            if news:
                account.changes.append(Conflict(table, pair.ours[table.key], column, mine, theirs, taken=True))
                values[column.key] = theirs
            elif news is None:
                values[column.key] = self._decided(table, column, pair, newer, account)
        before = Row(pair.ours)
        changed = self.work.set(table, pair.ours, **values)
        filled = [column for column in columns if changed and before[column.key] != pair.ours[column.key]]
        account.met(table, pair.theirs, pair.ours, filled)

    def _news(self, table: Table, column: Column, pair: _Pair) -> bool | None:
        """Whether a cell was changed there and not here since the books parted; None when that does not decide."""
        there = self._common.changed(table, str(pair.there[table.key]), column, pair.there[column.key])
        here = self._common.changed(table, str(pair.ours[table.key]), column, pair.ours[column.key])
        if there is None or here is None or (there and here):
            return None
        return there

    def _decided(self, table: Table, column: Column, pair: _Pair, newer: bool, account: Account) -> Any:
        """The value of a cell that is not the same in both."""
        mine, theirs = pair.ours[column.key], pair.theirs[column.key]
        if mine in (None, ""):
            return theirs
        if isinstance(mine, Misfit) or isinstance(theirs, Misfit):
            account.conflicts.append(Conflict(table, pair.ours[table.key], column, mine, theirs))
            return mine
        if column.merge == "earliest":
            return min(mine, theirs)
        if column.merge == "latest":
            return max(mine, theirs)
        if column.merge == "joined":
            return mine if fold(theirs) in fold(mine) else f"{mine}; {theirs}"
        conflict = Conflict(table, pair.ours[table.key], column, mine, theirs)
        asked = column.merge == "ask"
        if self.ask and (asked or self.rule is Rule.ASK):
            conflict.taken = self.ask(conflict)
        else:
            conflict.taken = newer and not asked
        account.conflicts.append(conflict)
        return theirs if conflict.taken else mine

    def _newer(self, pair: _Pair, other: Base) -> bool:
        """Whether their row is the newer one: by the row's own date, else by the day the base was saved."""
        if self.rule is not Rule.NEWER:
            return False
        mine, theirs = (_changed(row) for row in (pair.ours, pair.theirs))
        if mine != theirs and mine and theirs:
            return theirs > mine
        return bool(self.saved and other.saved and other.saved > self.saved)

    def _forms(self, account: Account) -> None:
        """New movements go through the register: what it refuses stays on the sheet with the reason beside it."""
        if not account.tables.get(FORM_MOVES.name, Counter())["added"]:
            return
        for row in accept_typed(self.work):
            account.remark(FORM_MOVES.name, row["key"], row["note"])

    def _left_out(self, other: Base, account: Account) -> None:
        """What a base holds and a merge does not take."""
        ours, theirs = self.work.settings, readable_settings(other.rows[SETTINGS.name])
        for row in other.rows[SETTINGS.name]:
            if row["value"] not in (None, "") and not _same("value", ours.get(row["name"]), theirs[row["name"]]):
                account.setting(row, ours.get(row["name"]))
        for name, what in ((TRASH.name, "Корзина"), (LOG.name, "Журнал")):
            if count := len(other.rows[name]):
                account.remark(name, "", f"{what} другой базы не переносится, строк {count}: они остались в её файле.")
        for text in other.unread:
            account.remark("", "", text)


def _ordered(table: Table, rows: Sequence[Row]) -> Sequence[Row]:
    """Movements of forms in the order in which they were accepted."""
    return sorted(rows, key=lambda row: row["place"] or 10**9) if table.name == FORM_MOVES.name else rows


def _changed(row: Mapping[str, Any]) -> date | None:
    return row.get("changed") or row.get("created")


def _same(column: str, mine: Any, theirs: Any) -> bool:
    """Whether theirs says nothing that ours does not."""
    if column in ("phone", "phone_2") and mine and (numbers := numbers_of(theirs)):
        return set(numbers) <= set(numbers_of(mine))
    return bool(comparable(column, mine) == comparable(column, theirs))
