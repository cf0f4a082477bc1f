"""Who recommended whom: the people who recommend as a tree, with what their whole branch brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from osago_xl.reports import selling
from osago_xl.reports.data import Data, Period
from osago_xl.reports.portfolio import Lines

STEP = "— "


def tree(data: Data, period: Period | None = None) -> Lines:
    """The lines of `selling.referrers` in the order of the tree, each under who recommended him.

    Added: names of those brought, and people and premium of the whole branch. A circle of recommendations is cut
    where it is entered, so that everybody stands in the tree once.
    """
    known = {line["key"]: line for line in selling.referrers(data, period)}
    above = dict(zip(data.clients["key"], data.clients["referrer"], strict=True))
    below: dict[str, list[str]] = defaultdict(list)
    for key in known:
        below[above.get(key, "")].append(key)
    whom = selling.brought(data, period).groupby("referrer")["name"].agg(", ".join)
    lines: Lines = []
    placed: set[str] = set()
    roots = [key for key in known if above.get(key, "") not in known]
    for root in [*roots, *known]:  # who is left after the roots stands in a circle
        for key, depth in list(_walk(root, below, placed)):
            lines.append(known[key] | {"name": STEP * depth + known[key]["name"], "whom": whom[key], "depth": depth})
    return _with_branches(lines)


def _walk(key: str, below: dict[str, list[str]], placed: set[str], depth: int = 0) -> Iterator[tuple[str, int]]:
    if key in placed:
        return
    placed.add(key)
    yield key, depth
    for child in below.get(key, ()):
        yield from _walk(child, below, placed, depth + 1)


def _with_branches(lines: Lines) -> Lines:
    """Sums of each line and of the deeper ones that follow it."""
    for number, line in enumerate(lines):
        branch: list[dict[str, Any]] = [line]
        for following in lines[number + 1 :]:
            if following["depth"] <= line["depth"]:
                break
            branch.append(following)
        line["branch_count"] = sum(each["count"] for each in branch)
        line["branch_premium"] = sum((each["premium"] for each in branch), Decimal(0))
    return lines
