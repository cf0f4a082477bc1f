"""A sheet cut into its tables, each handed on as a sheet of its own with one heading row and true row numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from osago_xl.imports.model import Place, Raw, RawSheet, RawTable
from osago_xl.imports.shapes.heads import Head, IsHeading, find_heads
from osago_xl.imports.shapes.rows import judge
from osago_xl.imports.shapes.words import filled, texts
from osago_xl.values.text import fold

_LEAST_COLUMNS = 2


def tables(sheet: RawSheet, is_heading: IsHeading) -> list[RawTable]:
    """The tables of a sheet from above, those beside each other from the left.

    A sheet without any known heading is one table as it stands: by its values somebody may still know it.
    """
    heads = find_heads(sheet, is_heading)
    if not heads:
        return [_whole(sheet)]
    starts: list[Head] = heads[:1]
    repeats: list[Head] = []
    for head in heads[1:]:
        (repeats if head.repeats(starts[-1]) else starts).append(head)
    ends = [_end(sheet, head.bottom, below.top) for head, below in pairwise(starts)] + [len(sheet.rows)]
    copied = _copied(sheet, starts)
    found = []
    above = 1
    for head, end in zip(starts, ends, strict=True):
        again = [each for each in repeats if head.bottom < each.top <= end]
        free = range(above, head.top)
        found += [_table(sheet, head, end, columns, again, copied, free) for columns in _beside(sheet, head, end)]
        above = end + 1
    return found


def _whole(sheet: RawSheet) -> RawTable:
    return RawTable(**{name: getattr(sheet, name) for name in RawSheet.__dataclass_fields__})


def _end(sheet: RawSheet, start: int, below: int) -> int:
    """The last row of a table that another one follows: without the title of that one and the empty rows between."""
    end = below - 1
    while end > start and len(texts(sheet.rows[end - 1])) <= 1:
        end -= 1
    return end


def _copied(sheet: RawSheet, heads: list[Head]) -> dict[Place, Raw]:
    """Values of cells merged downwards, for each further row of the area."""
    first = heads[0].bottom
    found: dict[Place, Raw] = {}
    for area in sheet.merged:
        row = sheet.rows[area.top - 1] if area.top <= len(sheet.rows) else []
        value = row[area.left - 1] if area.left <= len(row) else ""
        if area.top > first and value not in (None, ""):
            for number in range(area.top + 1, min(area.bottom, len(sheet.rows)) + 1):
                found[number, area.left] = value
    return found


def _beside(sheet: RawSheet, head: Head, end: int) -> Iterator[frozenset[int]]:
    """Columns of each table under a head: several when blocks parted by an empty column, or repeated, begin alike."""
    columns = sorted(head.headings)
    used = set(columns).union(*(filled(row) for row in sheet.rows[head.bottom : end]))
    blocks: list[list[int]] = [[]]
    for column in range(max(used) + 1):
        if column in used:
            blocks[-1].append(column)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    named = [[fold(head.headings[c]) for c in block if c in head.headings] for block in blocks]
    alike = len(blocks) > 1 and all(len(names) >= _LEAST_COLUMNS and names[0] == named[0][0] for names in named)
    if alike:
        yield from map(frozenset, blocks)
    else:
        yield from _repeated(columns, head.headings, used)


def _repeated(columns: list[int], headings: Mapping[int, str], used: set[int]) -> Iterator[frozenset[int]]:
    """«ФИО, Телефон, ФИО, Телефон» are two tables without a gap."""
    names = [fold(headings[column]) for column in columns]
    for size in range(_LEAST_COLUMNS, len(names) // 2 + 1):
        if len(names) % size == 0 and names == names[:size] * (len(names) // size) and len(set(names[:size])) == size:
            for at in range(0, len(names), size):
                yield frozenset(columns[at : at + size])
            return
    yield frozenset(used)


def _table(
    sheet: RawSheet,
    head: Head,
    end: int,
    columns: frozenset[int],
    again: list[Head],
    copied: Mapping[Place, Raw],
    above: range,
) -> RawTable:
    width = max(columns) + 1
    beyond = (column for row in sheet.rows[head.bottom : end] for column in filled(row))
    whole = columns.issuperset(beyond)
    rows: list[list[Raw]] = [[] for _ in range(head.bottom - 1)]
    rows.append([head.headings.get(column, "") if column in columns else "" for column in range(width)])
    rows += [
        row if whole else [cell if n in columns else "" for n, cell in enumerate(row[:width])]
        for row in sheet.rows[head.bottom : end]
    ]
    for (number, column), value in copied.items():
        if head.bottom < number <= end and column - 1 in columns:
            row = rows[number - 1] = list(rows[number - 1])
            row += [""] * (column - len(row))
            row[column - 1] = value
    headings = {column: text for column, text in head.headings.items() if column in columns}
    repeated = {n: "повтор шапки таблицы" for each in again for n in range(each.top, each.bottom + 1)}
    data = {n: rows[n - 1] for n in range(head.bottom + 1, len(rows) + 1) if n not in repeated}
    judged = judge(data, headings, sheet.merged)
    own = {"errors": sheet.errors, "notes": sheet.notes}
    kept = {name: {p: v for p, v in each.items() if p[1] - 1 in columns and p[0] <= end} for name, each in own.items()}
    return RawTable(
        sheet.name,
        rows,
        kept["errors"],
        sheet.merged,
        kept["notes"],
        sheet.hidden_rows,
        sheet.hidden_columns,
        sheet.hidden,
        head=head.bottom,
        aside=repeated | judged.aside,
        groups=judged.groups,
        copied=frozenset(copied),
        above={n: " ".join(found.values()) for n in above if (found := texts(sheet.rows[n - 1]))},
    )
