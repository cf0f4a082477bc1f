"""Rows that head a table: one, two or three of them read together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from osago_xl.imports.model import Area, Raw, RawSheet
from osago_xl.imports.shapes.words import may_head, texts

IsHeading = Callable[[str], bool]

_LEAST, _SHARE = 2, 0.5
"""A row heads a table when so many of its cells, and so large a share, are known headings."""
_MOST_ROWS = 3


class Head(NamedTuple):
    """`top` … `bottom` (from 1) and the headings by their column (from 0)."""

    top: int
    bottom: int
    headings: Mapping[int, str]

    def repeats(self, other: Head) -> bool:
        """Whether it is the same heading again, on a further page."""
        return list(map(_plain, self.headings.values())) == list(map(_plain, other.headings.values()))


def find_heads(sheet: RawSheet, is_heading: IsHeading) -> list[Head]:
    """All heads of a sheet from above; rows that belong together are one."""
    strong = [number for number, row in enumerate(sheet.rows, 1) if _is_strong(row, is_heading)]
    heads: list[Head] = []
    for number in strong:
        if heads and number <= heads[-1].bottom:
            continue
        top = _upwards(sheet, number, heads[-1].bottom if heads else 0)
        bottom = _downwards(sheet, top, number, is_heading)
        heads.append(Head(top, bottom, _joined(sheet, range(top, bottom + 1), is_heading)))
    return heads


def _is_strong(row: Sequence[Raw], is_heading: IsHeading) -> bool:
    """Nearly every row of data has a cell that is no heading at all: the words of the others are not looked at."""
    cells = [cell for cell in row if cell is not None and cell != ""]
    if len(cells) < _LEAST or not all(map(may_head, cells)):
        return False
    known = sum(is_heading(str(cell)) for cell in cells)
    return known >= _LEAST and known >= _SHARE * len(cells)


def _upwards(sheet: RawSheet, number: int, above: int) -> int:
    """The first row of the head: a row above belongs to it when it heads groups of its columns."""
    top = number
    while top - 1 > above and number - top < _MOST_ROWS - 1 and _heads_groups(sheet, top - 1, top):
        top -= 1
    return top


def _heads_groups(sheet: RawSheet, upper: int, lower: int) -> bool:
    """Words only, over more than one place; a title is one cell, or one merged over the whole table."""
    over, under = texts(sheet.rows[upper - 1]), texts(sheet.rows[lower - 1])
    if not over or not under or not all(may_head(text) for text in over.values()):
        return False
    spans = [area for area in _across(sheet, upper) if area.left - 1 in over]
    if len(over) == 1:
        return any(1 < area.right - area.left + 1 < len(under) for area in spans)
    return bool(spans) or len(over) < len(under)


def _downwards(sheet: RawSheet, top: int, number: int, is_heading: IsHeading) -> int:
    """The last row of the head: rows below that name what the row above has left open."""
    bottom = number
    while bottom < len(sheet.rows) and bottom - top < _MOST_ROWS - 1 and _goes_on(sheet, bottom, is_heading):
        bottom += 1
    return bottom


def _goes_on(sheet: RawSheet, upper: int, is_heading: IsHeading) -> bool:
    over, under = texts(sheet.rows[upper - 1]), texts(sheet.rows[upper])
    if not under or not all(may_head(text) for text in under.values()):
        return False
    spans = _across(sheet, upper)
    below = {column for area in spans for column in range(area.left - 1, area.right)}
    tall = {a.left - 1 for a in sheet.merged if a.top <= upper < a.bottom}
    if spans and below >= under.keys() - tall:
        return True
    fills = any(column not in over for column in under)
    return fills and _is_strong(sheet.rows[upper], is_heading)


def _across(sheet: RawSheet, number: int) -> list[Area]:
    return [area for area in sheet.merged if area.top == number and area.right > area.left]


def _joined(sheet: RawSheet, rows: range, is_heading: IsHeading) -> dict[int, str]:
    """Headings read downwards; where the whole says nothing known and its last part does, that part alone."""
    lines = [_spread(sheet, number, number == rows[-1]) for number in rows]
    columns = sorted({column for line in lines for column in line})
    found = {}
    for column in columns:
        parts = list(dict.fromkeys(line[column] for line in lines if column in line))
        whole = " ".join(parts)
        found[column] = parts[-1] if not is_heading(whole) and is_heading(parts[-1]) else whole
    return found


def _spread(sheet: RawSheet, number: int, is_last: bool) -> dict[int, str]:
    """A row of the head; its texts stand for all columns they are over, merged or not."""
    line = texts(sheet.rows[number - 1])
    if is_last:
        return line
    areas = _across(sheet, number)
    if areas:
        for area in areas:
            if area.left - 1 in line:
                line |= dict.fromkeys(range(area.left - 1, area.right), line[area.left - 1])
        return line
    below = texts(sheet.rows[number])
    current = ""
    for column in range(max([*line, *below], default=-1) + 1):
        current = line.get(column, current)
        if column not in line and column in below and current:
            line[column] = current
    return line


def _plain(text: str) -> str:
    return "".join(text.lower().split())
