"""What formulas read besides their own row: today, the settings, and the small reference tables."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from osago_xl.domain.calls import CallRules
from osago_xl.errors import InputError, Unread
from osago_xl.values import dates, flags, numbers
from osago_xl.values.misfit import Misfit, as_typed

Values = Mapping[str, Any]
_COUNTED = frozenset({"дней", "день", "дня", "звонков", "раз", "шт.", "₽", "₽ за год", "%"})
"""Units of the settings that are numbers."""


class _Readable(Mapping[str, Any]):
    """A row as a formula sees it: what does not fit its column is an empty cell (a text is one already)."""

    def __init__(self, row: Values) -> None:
        self._row = row
        self.at = getattr(row, "at", -1)

    def __getitem__(self, key: str) -> Any:
        value = self._row[key]
        return None if type(value) is Misfit else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)


def readable(row: Values) -> Values:
    """The row for the twin of a formula: itself, where everything fits."""
    return _Readable(row) if Misfit in map(type, row.values()) else row


def setting_is_day(row: Values) -> bool:
    """Whether a row of tblSettings holds a date."""
    return bool(row["unit"] == "дата")


def setting(row: Values) -> Any:
    """The value of a row of tblSettings, read as its unit says: «180 дней» is 180; InputError names the cell."""
    value = row["value"]
    if value is None or value == "":
        return value
    try:
        return _read(row["unit"], value)
    except Unread as reason:
        name = row["parameter"] or row["name"]
        where = f"Лист «Настройки», строка «{name}», столбец «Значение»"
        raise InputError(name, value, f"{where}: «{as_typed(value)}», {reason}. Исправьте ячейку.") from None


def _read(unit: str, value: object) -> Any:
    if unit == "дата":
        return dates.read(value)
    if unit == "да/нет":
        return flags.word(value)
    if unit in _COUNTED:
        number = numbers.read(value)
        return int(number) if number is not None and number == number.to_integral_value() else number
    return value


def readable_settings(rows: Sequence[Values]) -> dict[str, Any]:
    """All settings by name for formulas, which cannot ask: what cannot be read counts as an empty cell."""
    found = {}
    for row in rows:
        try:
            found[row["name"]] = setting(row)
        except InputError:
            found[row["name"]] = ""
    return found


class LinkedRows(Sequence[Any]):
    """Rows of a table, readable as they are, of which some can be had without all the others."""

    @abstractmethod
    def with_key(self, key: Any) -> Values | None:
        """The first row with this key."""

    @abstractmethod
    def at_place(self, place: int) -> Values | None:
        """The row at a place of the table."""

    @abstractmethod
    def where(self, column: str, value: object) -> Sequence[Values]:
        """The rows that hold this value, as they were when a value of this column was first asked for."""


@dataclass
class Facts:
    """Settings by name (cfg_…), the rows of the tables by table name, and the day that counts as today."""

    today: date
    settings: Mapping[str, Any]
    tables: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    _seen: dict[str, Sequence[Values]] = field(default_factory=dict, repr=False)
    _indexes: dict[str, dict[str, Values]] = field(default_factory=dict, repr=False)
    _by_place: dict[str, dict[int, Values]] = field(default_factory=dict, repr=False)
    _groups: dict[tuple[str, str], dict[Any, list[Values]]] = field(default_factory=dict, repr=False)

    def number(self, name: str) -> int:
        """A whole-number setting; an emptied cell counts as 0, as in a formula."""
        value = self.settings.get(name)
        return int(value) if value else 0

    def parent(self, table: str, key: str) -> Values | None:
        """The row of another table that a key leads to; None for a broken or empty link."""
        if not key:
            return None
        rows = self.rows(table)
        if isinstance(rows, LinkedRows):
            return rows.with_key(key)
        if table not in self._indexes:
            self._indexes[table] = {row["key"]: row for row in reversed(rows)}
        return self._indexes[table].get(key)

    def rows(self, table: str) -> Sequence[Values]:
        """All rows of a table as a formula sees them; none when it was not read."""
        if table not in self._seen:
            rows = self.tables.get(table, ())
            if isinstance(rows, LinkedRows):
                return rows
            seen = list(map(readable, rows))
            self._seen[table] = seen if any(type(row) is _Readable for row in seen) else rows
        return self._seen[table]

    def at(self, table: str, place: int) -> Values | None:
        """The row at a place of a table, 0 for the first; None where there is none."""
        rows = self.rows(table)
        if isinstance(rows, LinkedRows):
            return rows.at_place(place)
        if table not in self._by_place:
            self._by_place[table] = {row.at: row for row in rows}  # type: ignore[attr-defined]
        return self._by_place[table].get(place)

    def where(self, table: str, column: str, value: object) -> Sequence[Values]:
        """The rows that hold this value, as they were when a value of this column was first asked for."""
        rows = self.rows(table)
        if isinstance(rows, LinkedRows):
            return rows.where(column, value)
        if (table, column) not in self._groups:
            groups = self._groups[table, column] = defaultdict(list)
            for row in rows:
                groups[row[column]].append(row)
        return self._groups[table, column].get(value, ())

    @cached_property
    def calls(self) -> CallRules:
        """The settings of the call date in the form the domain takes them."""
        return CallRules(
            silence_days=self.number("cfg_silence_days"),
            amber_days=self.number("cfg_amber_days"),
            stages=(
                self.number("cfg_stage_1"),
                self.number("cfg_stage_2"),
                self.number("cfg_stage_3"),
                self.number("cfg_stage_4"),
            ),
            service_days={row["service"]: int(row["days"] or 0) for row in self.rows("tblServices")},
            lost_days=self.number("cfg_lost_days"),
        )
