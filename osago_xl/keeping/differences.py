"""What differs between two workbooks, row by row: the preview of a restore."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from osago_xl.books.base import Row
from osago_xl.schema.tables import Table, WorkbookSchema

Kind = Literal["missing", "extra", "changed"]
WORDS: Mapping[Kind, str] = {"missing": "вернуть", "extra": "убрать", "changed": "вернуть прежнее"}


@dataclass(frozen=True)
class Difference:
    """A row that is not as it was: missing now, extra now, or changed in `cells` (key → (now, then))."""

    table: Table
    kind: Kind
    key: str
    now: Row | None = None
    then: Row | None = None
    cells: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def differences(
    schema: WorkbookSchema,
    now: Mapping[str, Sequence[Row]],
    then: Mapping[str, Sequence[Row]],
    tables: Collection[str] = (),
) -> list[Difference]:
    """All differences in these tables, by default in all that are worth restoring. Rows: table name → rows.

    Tables and columns that an earlier version did not have yet are no difference.
    """
    names = tables or [name for name, table in schema.tables.items() if table.made == "by hand"]
    return [each for name in names if name in then for each in _in_table(schema.tables[name], now[name], then[name])]


def counts(found: Iterable[Difference]) -> dict[str, Counter[Kind]]:
    """Table → how many rows differ how."""
    result: dict[str, Counter[Kind]] = {}
    for each in found:
        result.setdefault(each.table.name, Counter())[each.kind] += 1
    return result


def _in_table(table: Table, now: Sequence[Row], then: Sequence[Row]) -> Iterator[Difference]:
    """Rows are paired by what identifies them; where that stands several times, equal rows first, then in order."""
    known = {column.key for column in table.columns} if not then else then[0].keys()
    columns = [column.key for column in table.columns if not column.formula and column.key in known]
    waiting: dict[Any, list[Row]] = defaultdict(list)
    for row in now:
        waiting[row[table.key]].append(row)
    unpaired = []
    for row in then:
        same = next((each for each in waiting[row[table.key]] if _equal(each, row, columns)), None)
        if same is None:
            unpaired.append(row)
        else:
            _take(waiting[row[table.key]], same)
    for row in unpaired:
        key, left = str(row[table.key]), waiting[row[table.key]]
        if left:
            mine = left.pop(0)
            cells = {c: (mine[c], row[c]) for c in columns if mine[c] != row[c]}
            yield Difference(table, "changed", key, mine, row, cells)
        else:
            yield Difference(table, "missing", key, then=row)
    for key, rows in waiting.items():
        yield from (Difference(table, "extra", str(key), now=row) for row in rows)


def _equal(one: Row, other: Row, columns: Sequence[str]) -> bool:
    return all(one[column] == other[column] for column in columns)


def _take(rows: list[Row], row: Row) -> None:
    del rows[next(place for place, each in enumerate(rows) if each is row)]
