"""Three-way merge of one row, field by field: what it said when the book saw it last, here, and in the store.

Changed on one side only is news. Changed on both, the rule of the column decides; where it does not, the younger row
does by its own day, else the store: whoever came first. Both values are told then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from osago_xl.agency.model import Shared
from osago_xl.agency.snapshot import Past
from osago_xl.agency.values import Values
from osago_xl.schema.columns import Column
from osago_xl.values.misfit import Misfit
from osago_xl.values.text import fold


class Clash(NamedTuple):
    """A field that was changed on both sides; `column` "" for a row changed here and deleted there, or the reverse."""

    table: str
    key: str
    column: str
    ours: Any
    theirs: Any
    kept: Any


def merged(shared: Shared, key: str, ours: Values, theirs: Values, pasts: Sequence[Past]) -> tuple[Values, list[Clash]]:
    """The row as it is to be on both sides, and what only a rule or a question can decide."""
    known = [past.values for past in pasts if past.alive]
    younger = _younger(ours, theirs)
    row, clashes = {}, []
    for column, mine in ours.items():
        there = theirs[column]
        before = [values[column] for values in known]
        row[column], doubt = _field(shared.columns[column], mine, there, before, younger)
        if doubt:
            clashes.append(Clash(shared.name, key, column, mine, there, row[column]))
    return row, clashes


def _field(column: Column, mine: Any, there: Any, before: Sequence[Any], younger: bool) -> tuple[Any, bool]:
    """The value of a field, and whether somebody has to be told of the other one."""
    if mine == there or mine in before:
        return there, False
    if there in before:
        return mine, False
    if not before and (is_empty(mine) or is_empty(there)):
        return (there if is_empty(mine) else mine), False
    comparable = not (is_empty(mine) or is_empty(there))
    if comparable and column.merge == "earliest":
        return min(mine, there), False
    if comparable and column.merge == "latest":
        return max(mine, there), False
    if comparable and column.merge == "joined":
        return (there if fold(mine) in fold(there) else f"{there}; {mine}"), False
    return (mine if younger else there), True


def unchanged(ours: Values, pasts: Iterable[Past]) -> bool:
    """Whether nobody has touched the row since the book saw it: every field says what it said at some time."""
    known = [past.values for past in pasts if past.alive]
    return all(any(value == values[column] for values in known) for column, value in ours.items())


def is_empty(value: Any) -> bool:
    """Whether nothing stands in the cell; a misfit is something, though it is false."""
    return (value is None or value == "") and not isinstance(value, Misfit)


def _younger(ours: Values, theirs: Values) -> bool:
    mine, there = (row.get("changed") or row.get("created") for row in (ours, theirs))
    return bool(mine and there and mine > there)
