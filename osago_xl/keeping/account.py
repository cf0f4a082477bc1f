"""The account of a merge: what became of every row, both values of every conflict, and what was not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.report_sheet import explained
from osago_xl.keeping.texts import shown
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Table, WorkbookSchema

HEADER = ("Лист", "Ключ", "Столбец", "У нас", "Там", "База", "Что стало")
CONFLICT, CHANGED, LOST = "конфликт", "изменено только там", "не перенесено"
_WORDS = {"added": "добавлено", "completed": "дополнено", "same": "без изменений"}


@dataclass
class Conflict:
    """A cell in which the bases differ; `taken` says whether theirs was taken."""

    table: Table
    key: str
    column: Column
    ours: Any
    theirs: Any
    taken: bool = False


class Line(NamedTuple):
    """A line of the report: what became of a row or a cell."""

    sheet: str
    their_key: str
    our_key: str
    what: str
    column: str = ""
    ours: str = ""
    theirs: str = ""
    taken: str = ""

    @property
    def key(self) -> str:
        """Our key, and theirs where it is another."""
        if not self.our_key or self.their_key in ("", self.our_key):
            return self.our_key or self.their_key
        return f"{self.our_key} (там {self.their_key})"

    @property
    def outcome(self) -> str:
        """What became of it, and whose value stands now."""
        return f"{self.what}: взято, как {self.taken}" if self.taken else self.what

    def __str__(self) -> str:
        values = f": у нас «{self.ours}», там «{self.theirs}»" if self.ours or self.theirs else ""
        place = ", ".join(filter(None, (self.sheet, self.key, self.column)))
        return f"{place}{values}: {self.outcome}" if place else self.outcome


@dataclass
class Account:
    """What became of one base. `tables`: table → how many rows were added, completed, the same."""

    base: str
    tables: dict[str, Counter[str]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    changes: list[Conflict] = field(default_factory=list)
    """Cells that were changed there only since the book was split off from ours."""
    rows: list[tuple[Table, str, str, str]] = field(default_factory=list)
    """(table, their key, our key, what) of the rows added and completed."""
    losses: list[tuple[Table, str, str, str]] = field(default_factory=list)
    """(table, their key, column, cell) of cells that could not be taken."""
    settings: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str, str]] = field(default_factory=list)

    def added(self, table: Table, theirs: Mapping[str, Any], ours: Row) -> None:
        """A row that was not in our base."""
        self._count(table, "added")
        self.rows.append((table, str(theirs[table.key]), str(ours[table.key]), "добавлено"))

    def met(self, table: Table, theirs: Mapping[str, Any], ours: Row, filled: Sequence[Column]) -> None:
        """A row that was; `filled` are the columns that now say more or something else."""
        self._count(table, "completed" if filled else "same")
        their_key, our_key = str(theirs[table.key]), str(ours[table.key])
        if filled:
            headers = ", ".join(column.header for column in filled)
            self.rows.append((table, their_key, our_key, f"дополнено: {headers}"))
        elif their_key != our_key:
            self.rows.append((table, their_key, our_key, "узнано, новых данных нет"))

    def lost(self, table: Table, key: str, header: str, cell: object) -> None:
        """A cell that fits no column or leads nowhere."""
        self.losses.append((table, key, header, shown(cell)))

    def setting(self, row: Row, ours: Any) -> None:
        """A setting that differs there; ours stays."""
        self.settings.append((row["parameter"] or row["name"], shown(ours), shown(row["value"])))

    def remark(self, table: str, key: str, text: str) -> None:
        """A sentence about a table ("": the file)."""
        self.remarks.append((table, key, text))

    @property
    def changed(self) -> bool:
        """Whether anything of ours has changed."""
        return any(counts["added"] or counts["completed"] for counts in self.tables.values())

    def summary(self, schema: WorkbookSchema) -> list[str]:
        """Counts by sheet."""
        lines = [f"{self.base}: конфликтов {len(self.conflicts)}, не перенесено ячеек {len(self.losses)}"]
        for name, counts in self.tables.items():
            if counts["added"] or counts["completed"]:
                shown = ", ".join(f"{_WORDS[what]} {counts[what]}" for what in _WORDS if counts[what])
                lines.append(f"  {schema.sheet_of[name].title}: {shown}")
        return lines

    def lines(self, schema: WorkbookSchema) -> Iterator[Line]:
        """Conflicts and losses first: they are for the agent to look at."""
        told = [(each, CONFLICT) for each in self.conflicts] + [(each, CHANGED) for each in self.changes]
        for each, what in told:
            taken = "там" if each.taken else "у нас"
            yield Line(
                schema.sheet_of[each.table.name].title, "", str(each.key), what, each.column.header,
                shown(each.ours), shown(each.theirs), taken,
            )  # fmt: skip
        for table, key, header, cell in self.losses:
            yield Line(schema.sheet_of[table.name].title, key, "", LOST, header, "", cell)
        for name, ours, theirs in self.settings:
            yield Line("Настройки", "", "", "настройка не переносится", name, ours, theirs)
        for name, key, text in self.remarks:
            yield Line(schema.sheet_of[name].title if name else "", "", key, text)
        for table, theirs, ours, what in self.rows:
            yield Line(schema.sheet_of[table.name].title, theirs, ours, what)

    def to_json(self, schema: WorkbookSchema) -> dict[str, Any]:
        """The same for `--json`."""
        tables = {name: {what: counts[what] for what in _WORDS} for name, counts in self.tables.items()}
        return {"base": self.base, "tables": tables, "lines": [line._asdict() for line in self.lines(schema)]}

    def _count(self, table: Table, what: str) -> None:
        self.tables.setdefault(table.name, Counter())[what] += 1


def report_rows(schema: WorkbookSchema, accounts: Sequence[Account]) -> Iterator[tuple[object, ...]]:
    """Under `HEADER`: a line for everything that did not stay as it was."""
    for account in accounts:
        for line in account.lines(schema):
            cells = (line.sheet, line.key, line.column, line.ours, line.theirs, account.base)
            yield from explained(cells, line.outcome)
