"""What was read of an act: rows as the data files hold them, and what could not be read for certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.imports.acts.cleaning import factor, is_blank, misread, number


class Stated(NamedTuple):
    """A row of the tariff as the act states it; `place` of the file, for messages."""

    key: tuple[str, ...]
    values: tuple[str, ...]
    since: date | None
    place: str


class Doubt(NamedTuple):
    """What stands in the way. An act with one that is `fatal` is not taken; any other is asked about."""

    place: str
    text: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


@dataclass
class Found:
    """Rows by table (tariffs.schema) and doubts, collected table by table."""

    rows: dict[str, list[Stated]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def state(self, table: str, key: Sequence[str], values: Sequence[str], since: date | None, place: str) -> None:
        """Take a row; the same row twice with other values is a doubt."""
        known = self.rows.setdefault(table, [])
        same = next((row for row in known if row.key == tuple(key) and row.since == since), None)
        if same is None:
            known.append(Stated(tuple(key), tuple(values), since, place))
        elif same.values != tuple(values):
            both = f"{' / '.join(same.values)} и {' / '.join(values)}"
            self.doubt(place, f"«{', '.join(key)}» названо дважды с разными значениями: {both} ({same.place})")

    def doubt(self, place: str, text: str, fatal: bool = True) -> None:
        """Remember what could not be read for certain."""
        self.doubts.append(Doubt(place, text, fatal))

    def value(self, text: str, place: str, low: str, high: str, whole: bool = False) -> str | None:
        """A number within what can be, as the files write it; "" for a dash; None and a doubt for anything else."""
        if is_blank(text):
            return ""
        found = number(text)
        if found is None:
            guess = misread(text)
            hint = f": похоже на {guess}, исправьте в файле" if guess else ": сдвинут столбец или опечатка"
            self.doubt(place, f"«{text[:40]}» не число{hint}")
            return None
        if not Decimal(low) <= found <= Decimal(high):
            self.doubt(place, f"{text} не бывает: допустимо от {low} до {high}")
            return None
        return str(int(found)) if whole and found == int(found) else factor(found)


class Line(NamedTuple):
    """A row of a table taken apart: its words, its values, its place."""

    label: str
    values: list[str]
    place: str


def lines(rows: list[list[str]], values: int, place: str) -> list[Line]:
    """Rows as words and the last `values` columns; the number of the row is left out, empty columns too."""
    width = max((len(row) for row in rows), default=0)
    used = [n for n in range(width) if any(n < len(row) and row[n] for row in rows)]
    found = []
    for at, row in enumerate(rows, start=1):
        cells = [row[n] if n < len(row) else "" for n in used]
        words = [cell for cell in cells[: len(cells) - values] if any(c.isalpha() for c in cell)]
        found.append(Line(" ".join(words), cells[len(cells) - values :], f"{place}, строка {at}"))
    return found
