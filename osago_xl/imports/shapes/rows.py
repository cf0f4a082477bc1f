"""Rows between the heading and the end of a table: data, groups, and what is neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from osago_xl.imports.model import Area, Raw
from osago_xl.imports.shapes.words import filled, group, is_counter, is_signature, is_total, number, texts
from osago_xl.schema.columns import as_text

_FEW = 3
"""So many cells a line under a table may have: «Директор ____ /Липина/»."""
_SECTION = "Раздел"


class Judged(NamedTuple):
    """Rows that are no data, with the reason; and what the group rows say of the rows below them."""

    aside: dict[int, str]
    groups: dict[int, Mapping[str, str]]


def judge(rows: Mapping[int, list[Raw]], headings: Mapping[int, str], merged: tuple[Area, ...]) -> Judged:
    """The rows of a table below its heading, by their numbers on the sheet; all but a few cells are not looked at."""
    counts = {at: len(cells) for at, row in rows.items() if (cells := filled(row))}
    few = {at: found for at, count in counts.items() if count <= _FEW and (found := texts(rows[at]))}
    aside: dict[int, str] = {}
    if counts and _is_numbering(rows[min(counts)], headings):
        aside[min(counts)] = "строка с номерами столбцов"
    named = {n: pair for n, found in few.items() if n not in aside and (pair := _group(n, found, headings, merged))}
    for at in sorted(counts, reverse=True):
        if at in aside:
            continue
        reason = _tail(few.get(at, {}))
        if at in named:
            reason = f"{_shown(named.pop(at))}: строк под ней нет"
        if not reason:
            break
        aside[at] = reason
    return Judged(aside, _carried(counts, named, aside))


def _carried(
    numbers: Iterable[int], named: Mapping[int, tuple[str, str]], aside: dict[int, str]
) -> dict[int, Mapping[str, str]]:
    """What the group rows say of each row below them; the group rows themselves are put aside."""
    groups: dict[int, Mapping[str, str]] = {}
    current: dict[str, str] = {}
    for at in numbers if named else ():
        if pair := named.get(at):
            current = current | {pair[0] or _SECTION: pair[1]}
            aside[at] = f"{_shown(pair)}: записана у строк под ней"
        elif at not in aside and current:
            groups[at] = current
    return groups


def _shown(pair: tuple[str, str]) -> str:
    return f"строка группы «{': '.join(filter(None, pair))}»"


def _is_numbering(row: list[Raw], headings: Mapping[int, str]) -> bool:
    """«1 2 3 4» under the heading, as printed forms have it."""
    cells = [cell for cell in row if as_text(cell)]
    return len(cells) >= min(3, len(headings)) > 1 and list(map(number, cells)) == list(range(1, len(cells) + 1))


def _group(
    at: int, found: Mapping[int, str], headings: Mapping[int, str], merged: tuple[Area, ...]
) -> tuple[str, str] | None:
    """What a row says of those below it; None for a row of data. A client who is only a name is data."""
    if len(found) != 1 or len(headings) < 2:
        return None
    [(column, text)] = found.items()
    if is_total(text) or is_signature(text):
        return None
    if pair := group(text):
        return pair
    width = max((a.right - a.left + 1 for a in merged if a.top <= at <= a.bottom and a.left == column + 1), default=1)
    is_wide = width >= 2 and 2 * width >= len(headings)
    in_counter = is_counter(headings.get(column, "")) and number(text) is None
    return ("", text) if is_wide or in_counter else None


def _tail(found: Mapping[int, str]) -> str:
    """Why a row at the end of a table is none of its data; "" when it is."""
    if any(map(is_total, found.values())):
        return "строка итогов"
    if any(map(is_signature, found.values())):
        return f"подпись под таблицей: «{' '.join(found.values())[:80]}»"
    if 0 < len(found) < _FEW and all(number(text) is not None for text in found.values()):
        return "строка итогов: одни числа"
    return ""
