"""The rules of «Проверить базу» for what a command is about to write: errors refuse it, doubts are asked about once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import cast

from osago_xl.books.base import Row
from osago_xl.checks import cells, contracts, identifiers, links, money
from osago_xl.checks.base import Placed
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, PAYMENTS, TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.tables import R, Table
from osago_xl.work.unit import Work

JUDGED = (CLIENTS, CARS, DRIVERS, POLICIES)
_NAMES = frozenset(table.name for table in JUDGED)
_JOURNALS = frozenset({CONTACTS.name, TASKS.name, DOCUMENTS.name, PAYMENTS.name, FORM_MOVES.name})
_NO_DOUBTS = frozenset({"car.plate", "policy.number", "policy.gap"})
"""Ordinary things: a plate that comes later, a project without a number, a renewal after a pause."""
_ASKED_WHEN_EMPTY = frozenset(
    {(DRIVERS.name, "birth_date"), (DRIVERS.name, "licence_number"), (DRIVERS.name, "licensed")}
)


def findings(work: Work) -> list[Placed]:
    """Errors and doubts about the rows that the command has added, and about the cells it has changed in others.

    A policy is judged whole: its dates and sums hang together. What was stored before and stays is not asked again.
    """
    written = {table.name: _written(work, table) for table in JUDGED}
    base = _Narrowed(work, {name: [row for row, _ in rows] for name, rows in written.items()})
    columns = {id(row): changed for rows in written.values() for row, changed in rows}
    found = [each for each in _all(work, base) if _is_new(each, columns)]
    return sorted(found, key=lambda each: each.level != "error")


def counted(work: Work) -> list[str]:
    """How many errors and doubts a bulk command has brought along; its rows are not asked about one by one."""
    levels = Counter(each.level for each in findings(work))
    if not levels:
        return []
    return [f"В новых строках ошибок: {levels['error']}, сомнений: {levels['warning']}. Назовёт их «Проверить базу»."]


def _written(work: Work, table: Table) -> list[tuple[Row, frozenset[str] | None]]:
    """Rows a command has written with the columns it has changed; None for all of them."""
    change = work.changes().tables.get(table.name)
    if change is None:
        return []
    whole = table is POLICIES
    altered = [(row, None if whole else frozenset(change.updated[row.at])) for row in work.at(table, change.updated)]
    return [*((row, None) for row in change.added), *altered]


def _all(work: Work, base: _Narrowed) -> Iterator[Placed]:
    yield from cells.check(base)
    yield from identifiers.check(base)
    for table in JUDGED:
        yield from contracts.of_rows(base, table.name, base.rows(table))
    sold = base.rows(POLICIES)
    of_car: dict[str, list[Row]] = defaultdict(list)
    for row in work.linked(POLICIES, "car", {row["car"] for row in sold if row["car"]}):
        of_car[row["car"]].append(row)
    for rows in of_car.values():
        yield from contracts.doubled(rows)
    yield from links.same_number(work.linked(POLICIES, "number", {row["number"] for row in sold if row["number"]}))
    yield from money.balances(sold, work.linked(PAYMENTS, "policy", {row["key"] for row in sold}))


def _is_new(finding: Placed, columns: dict[int, frozenset[str] | None]) -> bool:
    if finding.rule in _NO_DOUBTS or finding.table not in _NAMES:
        return False
    if finding.rule == "cell.required" and (finding.table, finding.column) not in _ASKED_WHEN_EMPTY:
        return False
    changed = columns.get(id(finding.row))
    return finding.table == POLICIES.name or (
        id(finding.row) in columns and (changed is None or finding.column in changed)
    )


class _Narrowed:
    """A base that has only the rows written; the lists they are compared with are whole."""

    def __init__(self, work: Work, written: dict[str, list[Row]]) -> None:
        self._work, self._written = work, written
        self.schema = work.schema

    def rows(self, table: Table[R]) -> Sequence[R]:
        name = table.name
        if name in _JOURNALS:
            return ()
        return cast("list[R]", self._written[name]) if name in self._written else self._work.rows(table)

    def named(self, name: str) -> Table:
        return self._work.named(name)

    def find(self, table: Table[R], key: str) -> R | None:
        return self._work.find(table, key)

    def overwritten(self, table: Table[Row]) -> Sequence[tuple[Row, str]]:
        return ()

    @property
    def facts(self) -> Facts:
        return self._work.facts
