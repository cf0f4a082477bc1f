"""The shape of a finding with its place, and what all checks read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from osago_xl.books.base import Row
from osago_xl.findings import Finding, Level
from osago_xl.schema.facts import Facts
from osago_xl.schema.tables import Named, R, Table, WorkbookSchema


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

    def rows(self, table: Named[R]) -> Sequence[R]:
        """All rows of a table."""

    def find(self, table: Named[R], key: str) -> R | None:
        """The row with this key."""

    def overwritten(self, table: Named[Row]) -> Sequence[tuple[Row, str]]:
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
        yield base.schema.tables[name], base.rows(name)


CHECKED = (
    "tblClients", "tblPolicies", "tblCars", "tblDrivers", "tblContacts", "tblTasks", "tblDocs", "tblPayments",
    "tblChanges", "tblFormMoves", "tblInsurers", "tblAgents", "tblBaseRates", "tblCommission", "tblServices",
    "tblChannels",
)  # fmt: skip
