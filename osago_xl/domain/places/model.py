"""What a place in a text leads to: a row of the КТ table, and the place behind it."""

from __future__ import annotations

from typing import NamedTuple

WHOLE = "Вся территория"
OTHER = "Прочие города и населенные пункты"


class Territory(NamedTuple):
    """A row of the КТ table: code of the region and name of the place."""

    region: str
    place: str


class Match(NamedTuple):
    """A territory and what led to it.

    `town` — the place meant where the table does not name it; `size` — people living there, 0 for unknown;
    `sure` — False for a small place whose name other places may share.
    """

    row: Territory
    town: str = ""
    size: int = 0
    sure: bool = True
