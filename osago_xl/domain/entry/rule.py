"""The shape of a rule about a row: when it is broken, where, and what the agent is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from osago_xl.domain.territory import Territories
from osago_xl.findings import Finding, Level

Values = Mapping[str, Any]


class Known(NamedTuple):
    """What a rule knows besides the row: the day, and the tables of the acts in force."""

    today: date
    territories: Territories
    kbm: Callable[[date], Collection[Decimal]]


class Rule(NamedTuple):
    """A rule is asked when all cells it `needs` are filled; `broken` says that it is, or the words for «{}».

    `level` — error: cannot be, it is refused; warning: a doubt, it is asked about. `remedy` tells what to do.
    """

    code: str
    column: str
    level: Level
    message: str
    remedy: str
    needs: tuple[str, ...]
    broken: Callable[[Values, Known], bool | str]


def judge(rules: Iterable[Rule], row: Values, known: Known) -> Iterator[tuple[str, Finding]]:
    """Every broken rule of a row with the column it stands in."""
    for rule in rules:
        if all(_filled(row[key]) for key in rule.needs):
            said = rule.broken(row, known)
            if said:
                words = said if isinstance(said, str) else ""
                yield rule.column, Finding(rule.level, rule.code, rule.message.format(words), rule.remedy)


def _filled(value: object) -> bool:
    """Zero counts; a cell whose content does not fit its column is judged as what it is, not here."""
    return bool(value) or (isinstance(value, (int, Decimal)) and not isinstance(value, bool))
