"""The shape of a finding with its place, and what all checks read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from osago_xl.books.base import Row
from osago_xl.findings import Finding, Level
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.changes import CHANGES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, PAYMENTS, TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, BASE_RATES, CHANNELS, COMMISSION_RULES, INSURERS, SERVICES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.tables import R, Table, WorkbookSchema


class Placed(NamedTuple):
    """A finding at a row of a table; `fix` is a safe new value of the cell, None when only the agent can tell."""

    table: str
    row: Row
    column: str
    level: Level
    rule: str
    message: str
    hint: str = ""
    fix: str | None = None


class Base(Protocol):
    """What a check reads: `osago_xl.work.unit.Work` is one."""

    schema: WorkbookSchema

    def rows(self, table: Table[R]) -> Sequence[R]:
        """All rows of a table."""

    def named(self, name: str) -> Table:
        """The table of this name."""

    def find(self, table: Table[R], key: str) -> R | None:
        """The row with this key."""

    def overwritten(self, table: Table[Row]) -> Sequence[tuple[Row, str]]:
        """Rows and columns where something typed stands instead of a formula."""

    @property
    def facts(self) -> Facts:
        """Today and the settings."""


def placed(table: str, row: Row, column: str, finding: Finding) -> Placed:
    """Give a finding of the domain its place."""
    return Placed(table, row, column, finding.level, finding.rule, finding.message, finding.hint, finding.fix)


def columns_of(base: Base) -> Iterator[tuple[Table, Sequence[Row]]]:
    """Every table the agent fills, with its rows."""
    for name in CHECKED:
        table = base.named(name)
        yield table, base.rows(table)


CHECKED = (
    CLIENTS.name, POLICIES.name, CARS.name, DRIVERS.name, CONTACTS.name, TASKS.name, DOCUMENTS.name, PAYMENTS.name,
    CHANGES.name, FORM_MOVES.name, INSURERS.name, AGENTS.name, BASE_RATES.name, COMMISSION_RULES.name, SERVICES.name,
    CHANNELS.name,
)  # fmt: skip
