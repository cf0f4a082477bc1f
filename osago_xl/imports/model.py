"""What an import is made of: foreign sheets as they were read, remarks to the agent, and the fate of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

Raw = str | float | int | bool | date | None
Outcome = Literal["added", "merged", "skipped", "refused"]
OUTCOMES: tuple[Outcome, ...] = ("added", "merged", "skipped", "refused")
RUSSIAN: Mapping[Outcome, str] = {
    "added": "добавлена",
    "merged": "объединена",
    "skipped": "пропущена",
    "refused": "отклонена",
}


MAX_CELLS = 6_000_000
"""Of a sheet's filled rectangle: 200 000 rows of 30 columns."""


Place = tuple[int, int]
"""(row, column), both from 1."""


class Area(NamedTuple):
    """A rectangle of cells; all four count from 1 and belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class RawSheet:
    """Cells of a foreign sheet as they stand; `rows[0]` is row 1, places are (row, column), both from 1.

    `errors`: what stands in a cell instead of a value («#N/A», a formula never calculated); `notes`: what was written
    beside a cell; `merged`: areas whose value stands in their first cell.
    """

    name: str
    rows: list[list[Raw]]
    errors: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    notes: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False


@dataclass(frozen=True)
class RawTable(RawSheet):
    """One table of a sheet: rows outside it are empty, its headings stand in one row; rows are numbered as in the file.

    `head`: the row of its headings, 0 when no heading is known;
    `aside`: rows that are no data, and why; `groups`: what group rows above say of a row («Менеджер» → «Петрова»);
    `copied`: places filled from a cell merged over them; `above`: rows over the heading that belong to no table.
    """

    head: int = 0
    aside: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    copied: frozenset[Place] = frozenset()
    above: Mapping[int, str] = field(default_factory=dict)

    def notes_of(self, number: int) -> list[tuple[Place, str]]:
        """Notes at the cells of a row."""
        return self._notes_by_row.get(number, [])

    @cached_property
    def _notes_by_row(self) -> dict[int, list[tuple[Place, str]]]:
        found: dict[int, list[tuple[Place, str]]] = {}
        for place, text in self.notes.items():
            found.setdefault(place[0], []).append((place, text))
        return found


@dataclass(frozen=True)
class SourceFile:
    """A foreign file in memory. `origin` says what was found out about it: format, encoding, separator."""

    path: Path
    sheets: tuple[RawSheet, ...]
    origin: str = ""


class Remark(NamedTuple):
    """A sentence about a place of the file. `row` 0 = the whole sheet; `kind` groups remarks on the screen."""

    sheet: str
    row: int
    column: str
    message: str
    kind: str = ""


class Fate(NamedTuple):
    """What became of an input row: in which table, under which key, and why."""

    sheet: str
    row: int
    table: str
    outcome: Outcome
    key: str = ""
    why: str = ""


class Joined(NamedTuple):
    """A row that was taken for somebody known, and why."""

    sheet: str
    row: int
    key: str
    why: str


@dataclass
class FileReport:
    """The account of one file. `derived` counts what a policy brings along in other tables: client, car, payment."""

    file: str
    origin: str = ""
    fates: list[Fate] = field(default_factory=list)
    derived: dict[str, Counter[Outcome]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    mapping: list[str] = field(default_factory=list)
    """Lines «Лист: Заголовок → Столбец» for the agent to look over."""
    columns: list[dict[str, Any]] = field(default_factory=list)
    """The same for machines: sheet, heading, field, by, confidence."""

    def counts(self) -> Counter[Outcome]:
        """How many input rows ended how."""
        return Counter(fate.outcome for fate in self.fates)

    def tables(self) -> dict[str, Counter[Outcome]]:
        """The same for each target table, derived ones included."""
        found: dict[str, Counter[Outcome]] = {}
        for fate in self.fates:
            found.setdefault(fate.table, Counter())[fate.outcome] += 1
        for table, counts in self.derived.items():
            found[table] = found.get(table, Counter()) + counts
        return found

    def to_json(self) -> dict[str, Any]:
        """The object of the machine contract; in each table as in the file the four outcomes add up to `rows`."""
        return {
            "file": self.file,
            **_numbers(self.counts()),
            "tables": {name: _numbers(counts) for name, counts in self.tables().items()},
            "columns": self.columns,
            "joined": [each._asdict() for each in self.joined],
            "findings": [
                {"sheet": r.sheet, "row": r.row or None, "column": r.column, "message": r.message} for r in self.remarks
            ],
        }


def _numbers(counts: Counter[Outcome]) -> dict[str, int]:
    return {"rows": counts.total(), **{outcome: counts[outcome] for outcome in OUTCOMES}}
