"""What a new act changes against the tariff of the day before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from osago_xl.imports.acts.model import Doubt, Stated
from osago_xl.tariffs import Tariffs
from osago_xl.tariffs.schema import TABLES

TITLES = {
    "base_rates": "Базовые ставки", "kt": "КТ", "kvs": "КВС", "kbm": "КБМ", "kbm_next": "КБМ следующего года",
    "km": "КМ", "ks": "КС", "kp": "КП", "ko": "КО",
}  # fmt: skip
_JUMP = Decimal("1.5")
"""A value that grows or falls more than so many times is asked about."""


class Change(NamedTuple):
    """A row before and after; `before` or `after` empty for a row that is new or is not stated any more."""

    table: str
    key: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    place: str = ""

    @property
    def times(self) -> Decimal:
        """The largest growth or fall among the values, 1 for none."""
        if not (self.before and self.after) or self.table == "kbm_next":
            return Decimal(1)
        pairs = [(Decimal(b), Decimal(a)) for b, a in zip(self.before, self.after, strict=True) if b and a]
        return max((max(a / b, b / a) for b, a in pairs), default=Decimal(1))

    def __str__(self) -> str:
        named = ", ".join(part for part in self.key if part)
        return f"{TITLES[self.table]}, {named}: {_shown(self.before)} → {_shown(self.after)}"


def _shown(values: tuple[str, ...]) -> str:
    return " / ".join(value or "нет" for value in values) if values else "нет"


def differences(tariffs: Tariffs, rows: dict[str, list[Stated]], in_force: date, amends: bool) -> list[Change]:
    """Changed and new rows; those gone only of a table that the act states whole. The largest jumps first."""
    found = [change for table, stated in rows.items() for change in _of_table(tariffs, table, stated, in_force, amends)]
    return sorted(found, key=lambda change: -change.times)


def _of_table(tariffs: Tariffs, table: str, stated: list[Stated], in_force: date, amends: bool) -> Iterator[Change]:
    before = tariffs.rows_on(table, in_force - timedelta(days=1))
    for row in stated:
        old = before[row.key].values if row.key in before else ()
        if old != row.values:
            yield Change(table, row.key, old, row.values, row.place)
    if not amends and table in TABLES:
        named = {row.key for row in stated}
        families = {row.key[0] for row in stated} if table in ("kvs", "km") else None
        for key, known in before.items():
            if key not in named and (families is None or key[0] in families):
                yield Change(table, key, known.values, ())


def jumps(changes: list[Change]) -> list[Doubt]:
    """Values that move more than half: right in some acts, a shifted row in most files."""
    return [
        Doubt(change.place, f"{change}, проверьте по акту", fatal=False) for change in changes if change.times > _JUMP
    ]
