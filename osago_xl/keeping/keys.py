"""Keys where two bases meet: the order in which tables can be linked, and keys for rows that come in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from osago_xl.schema.columns import Key
from osago_xl.schema.tables import Table


def in_order(tables: Mapping[str, Table]) -> list[str]:
    """Names of the tables so that each follows those its links lead to; a link into the own table does not count.

    Tables that link in a circle cannot all follow: of them the first declared comes first.
    """
    done: list[str] = []
    waiting = dict(tables)
    while waiting:
        ready = [name for name, table in waiting.items() if not _targets(table) & (waiting.keys() - {name})]
        ready = ready or [next(iter(waiting))]
        done += ready
        for name in ready:
            del waiting[name]
    return done


def _targets(table: Table) -> set[str]:
    return {column.of for column in table.columns if isinstance(column, Key) and not column.own}


def key_giver(prefix: str, ours: Iterable[str], theirs: Iterable[str]) -> Callable[[str], str]:
    """Gives a key to a row that comes in: its own when it is free here, else the next after both bases."""
    taken = set(ours)
    last = max(map(_number, (*taken, *theirs)), default=0)

    def give(key: str) -> str:
        nonlocal last
        if not key or key in taken:
            last += 1
            key = f"{prefix}{last:06d}"
        taken.add(key)
        return key

    return give


def _number(key: str) -> int:
    digits = re.search(r"\d+$", key)
    return int(digits[0]) if digits else 0
