"""A change of a table as work on its rows: which are written, which go, which come below the last one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from osago_xl.books.base import Row, TableChange
from osago_xl.errors import BookError
from osago_xl.schema.tables import Table


@dataclass
class Plan:
    """What happens to the rows of one table; places are those before the change, from 0 below the header."""

    table: Table
    updated: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    """Cells of kept rows: constants only."""
    whole: dict[int, Row] = field(default_factory=dict)
    """Rows written from end to end into places that are there already."""
    deleted: tuple[int, ...] = ()
    appended: list[Row] = field(default_factory=list)
    restored: dict[int, set[str]] = field(default_factory=dict)
    """Formula columns of kept rows that hold no formula and get it back; what it shows stands in `cached`."""
    cached: dict[int, dict[str, object]] = field(default_factory=dict)
    """What formulas of kept rows show now."""

    def __bool__(self) -> bool:
        return bool(self.updated or self.restored or self.whole or self.deleted or self.appended or self.cached)

    def place(self, old: int) -> int:
        """Where a kept row is afterwards."""
        return old - bisect_left(self.deleted, old)

    def settle(self, height: int) -> list[Row]:
        """The rows of the change itself, each told its place; `height` is that of the table before."""
        for at, row in self.whole.items():
            row.at = self.place(at)
        for at, row in enumerate(self.appended, start=height - len(self.deleted)):
            row.at = at
        return self.new_rows

    @property
    def moves_rows(self) -> bool:
        """Whether the table changes its height."""
        return bool(self.deleted or self.appended)

    @property
    def new_rows(self) -> list[Row]:
        """Rows written whole, in the order of the table."""
        return [*self.whole.values(), *self.appended]


def plan(change: TableChange, height: int, used: int) -> Plan:
    """`height`: data rows of the table in the file, `used`: those up to the last one with content."""
    table = change.table
    if change.replaced is not None:
        return _replace(table, change.replaced, height)
    beyond = [at for at in (*change.updated, *change.restored, *change.deleted) if not 0 <= at < height]
    if beyond:
        raise BookError(f"В таблице {table.name} нет строки {beyond[0] + 1}. Книга изменилась, повторите команду.")
    added = _complete(table, change.added)
    room = range(used, height)
    result = Plan(table, dict(change.updated), dict(zip(room, added, strict=False)))
    result.restored = {at: keys for at, keys in change.restored.items() if at not in change.deleted}
    result.appended = added[len(room) :]
    result.deleted = tuple(sorted(change.deleted))
    _keep_one(result, height)
    return result


def _replace(table: Table, rows: Sequence[Mapping[str, Any]], height: int) -> Plan:
    content = _complete(table, rows) or [blank(table)]
    result = Plan(table, whole=dict(enumerate(content[:height])), appended=content[height:])
    result.deleted = tuple(range(len(content), height))
    return result


def _keep_one(result: Plan, height: int) -> None:
    """A table without a data row is damaged for Excel: the first one stays, empty or with the first new row."""
    if len(result.deleted) < height:
        return
    result.whole[0] = result.appended.pop(0) if result.appended else blank(result.table)
    result.deleted = result.deleted[1:]


def blank(table: Table) -> Row:
    """A row nobody has filled."""
    return Row({column.key: column.from_cell(None) for column in table.columns})


def is_blank(table: Table, row: Mapping[str, Any]) -> bool:
    """Whether a row holds nothing but formulas."""
    return all(row[column.key] in (None, "") for column in table.columns if not column.formula)


def _complete(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    empty = blank(table)
    return [Row({**empty, **row}) for row in rows]
