"""Columns of tables and cells of forms: one class converts both ways, so that a value has one meaning everywhere.

Excel hands over floats, empty strings and serial dates. `from_cell` turns them into our types (str, date, int, Decimal,
None) and `to_cell` back. A value that does not fit is never changed in silence: `from_cell` raises `Unread`, the books
put a `Misfit` into the row, which `to_cell` writes back as it came, and the check of the base names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar, Literal

from osago_xl.errors import Unread
from osago_xl.values import dates, numbers
from osago_xl.values.misfit import Misfit, TextMisfit

Cell = str | float | int | bool | date | None
Fill = Literal["input", "stored", "formula", "key"]
Merge = Literal["newer", "earliest", "latest", "joined", "ask"]
Compute = Callable[[Mapping[str, Any], Any], object]
"""The Python twin of a formula: (row, facts) -> value; tests hold it equal to what the spreadsheet computes."""

EPOCH = date(1899, 12, 30)
"""Day 0 of serial dates; right for every day after 28 February 1900."""

ERRORS = frozenset({"#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table or a cell of a form.

    `key` is the name in code, `header` the name the agent sees; `group` is the collapsed group it stands in ("" =
    always visible); `fill` says who writes it; `formula` is Excel's, with `[@Header]` for a cell of the own row.
    """

    key: str = field(kw_only=False)
    header: str = field(kw_only=False)
    width: float = 12
    required: bool = False
    group: str = ""
    hidden: bool = False
    stored: bool = False
    formula: str = ""
    compute: Compute | None = None
    help: str = ""
    wrap: bool = False
    personal: bool | None = None
    """Whether it can tell who somebody is and goes when he is erased; None: `schema.traits` takes the safe side."""
    erased: str = ""
    """What stands there afterwards, where an empty cell would be a mistake."""
    private: bool | None = None
    """Whether it is the owner's alone and stays out of a sub-agent's workbook; None: the safe side."""
    follows: tuple[str, ...] = ()
    """What a stored figure is computed from: "tblPolicies: client premium", or "tblDocs" for any cell of a table."""
    merge: Merge = "newer"
    """Which of two values stays when rows become one: the newer row's, the earliest, the latest, both joined, or
    the one that the agent names (what somebody is known by is never decided by a date; nobody to ask: ours stays)."""
    copied: bool = True
    """Whether a copy of the row takes it along."""
    anew: bool = False
    """Whether every sale works it out anew: the form takes it from no earlier row."""
    unique: bool = False
    """Whether no two rows may hold the same."""
    identifier: str = ""
    """The rules of the number it holds, by their name in `values.identifiers`."""
    leads: str = ""
    """The table whose key it holds."""

    number_format: ClassVar[str] = "General"
    align: ClassVar[str] = "left"

    @property
    def fill(self) -> Fill:
        """Who fills it: the agent, a command, a formula, or the program with a key."""
        if self.formula:
            return "formula"
        return "stored" if self.stored else "input"

    @property
    def derived(self) -> bool:
        """Whether it is computed again and never taken over; with a rule of merging it may come from an old base."""
        return self.stored and bool(self.follows) and self.merge == "newer"

    def from_cell(self, value: object) -> Any:
        """The value in our types; None for an empty cell (text columns: "")."""
        raise NotImplementedError  # pragma: no cover

    def misfit(self, raw: object) -> Misfit:
        """The value of a cell that `from_cell` refuses."""
        return TextMisfit(raw) if self.from_cell(None) == "" else Misfit(raw)

    def to_cell(self, value: Any) -> Cell:
        """What is written into the cell; None empties it, a misfit is written as it came."""
        return _as_it_came(value.raw) if isinstance(value, Misfit) else self._cell(value)

    def _cell(self, value: Any) -> Cell:
        """What is written for a value that fits."""
        return None if value is None or value == "" else value


@dataclass(frozen=True, kw_only=True)
class Text(Column):
    """Any text. Numbers typed by hand are taken as text without «.0»."""

    max_length: int = 0

    number_format: ClassVar[str] = "@"

    def from_cell(self, value: object) -> str:
        text = as_text(value)
        if text in ERRORS:
            raise Unread(f"в ячейке ошибка {text}")
        return text


@dataclass(frozen=True, kw_only=True)
class Digits(Text):
    """A number that is a name (ИНН, series, VIN): always text, leading zeros kept."""


@dataclass(frozen=True, kw_only=True)
class Key(Digits):
    """A key of a row: Cyrillic prefix and six digits. `of` names the table it belongs to or leads to."""

    of: str = ""
    own: bool = False
    holds: bool = True
    """Whether a row must not be deleted while this cell of another leads to it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "leads", "" if self.own else self.of)

    @property
    def fill(self) -> Fill:
        return "key" if self.own else "input"

    def from_cell(self, value: object) -> str:
        return normal_key(super().from_cell(value))


@dataclass(frozen=True, kw_only=True)
class Choice(Text):
    """Text from a drop-down; `source` is a defined name or a tuple of words. The list warns, it does not forbid."""

    source: str | tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Day(Column):
    """A date without time; an import takes one that lies so many days ahead (`ahead`) for a slip of the pen."""

    ahead: int = 366

    number_format: ClassVar[str] = r"dd\.mm\.yyyy"
    align: ClassVar[str] = "center"

    def from_cell(self, value: object) -> date | None:
        return as_day(value)

    def _cell(self, value: Any) -> Cell:
        return value.date() if isinstance(value, datetime) else value


@dataclass(frozen=True, kw_only=True)
class Moment(Day):
    """A date with time: a real Excel moment, since the text of one would sort wrong."""

    number_format: ClassVar[str] = r"dd\.mm\.yyyy\ hh:mm"

    def from_cell(self, value: object) -> datetime | None:
        return dates.moment(value)

    def _cell(self, value: Any) -> Cell:
        return value  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True)
class Number(Column):
    """A whole or broken number without kopecks: days, power, pieces. int where it is whole, else Decimal."""

    minimum: int | None = 0
    maximum: int | None = None
    source: str = ""
    """Defined name of a list of numbers to choose from; as with `Choice` the list warns only."""

    number_format: ClassVar[str] = "General"
    align: ClassVar[str] = "right"

    def from_cell(self, value: object) -> int | Decimal | None:
        number = as_number(value)
        if number is None:
            return None
        return int(number) if number == number.to_integral_value() else number

    def _cell(self, value: Any) -> Cell:
        return float(value) if isinstance(value, Decimal) else super()._cell(value)


@dataclass(frozen=True, kw_only=True)
class Money(Number):
    """Roubles as Decimal with kopecks."""

    number_format: ClassVar[str] = '#,##0.00;"−"#,##0.00;;@'

    def from_cell(self, value: object) -> Decimal | None:
        return numbers.money(value)


@dataclass(frozen=True, kw_only=True)
class Rate(Number):
    """A coefficient or a percent: Decimal with as many places as were typed."""

    number_format: ClassVar[str] = "#,##0.00##"

    def from_cell(self, value: object) -> Decimal | None:
        return as_number(value)


@dataclass(frozen=True, kw_only=True)
class Value(Column):
    """A setting: a number, a date or a text, as it stands."""

    def from_cell(self, value: object) -> Any:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            number = numbers.read(value) or Decimal(0)
            return int(number) if number == number.to_integral_value() else number
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else as_text(value)

    def _cell(self, value: Any) -> Cell:
        return float(value) if isinstance(value, Decimal) else super()._cell(value)


@dataclass(frozen=True, kw_only=True)
class Figure(Value):
    """A cell of a report: a number or a date to count with, or a text. How it looks is said by a highlight."""

    align: ClassVar[str] = "general"


@dataclass(frozen=True, kw_only=True)
class Link(Text):
    """A cell that leads somewhere: HYPERLINK() as a formula, or a stored path or address."""

    number_format: ClassVar[str] = "General"


def _as_it_came(raw: Any) -> Any:
    """A moment in a column of numbers goes back as the text that was seen: as a number it would seem to fit."""
    if isinstance(raw, datetime):
        return raw.strftime("%d.%m.%Y %H:%M:%S").removesuffix(" 00:00:00")
    return raw.isoformat() if isinstance(raw, time) else raw


_HOMOGLYPHS = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")


def normal_key(text: str) -> str:
    """A key as it is compared: upper case, Latin twins of Cyrillic letters replaced."""
    return text.strip().upper().translate(_HOMOGLYPHS)


def as_text(value: object) -> str:
    """Text of a cell: 7 instead of 7.0, an ISO day for a date, "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return str(value)


def as_day(value: object) -> date | None:
    """A date of a cell, as `values.dates` reads it."""
    return dates.read(value)


def as_number(value: object) -> Decimal | None:
    """A number of a cell, as `values.numbers` reads it."""
    return numbers.read(value)
