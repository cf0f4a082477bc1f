"""Where the columns of a table stand on the sheet.

Excel joins neighbouring outline groups of one level into one. Therefore every collapsed group follows a narrow divider
that always stays visible, bears the name of the group and carries its [+]. The divider belongs to the drawing, not to
the data: readers find columns by header and pass it over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from osago_xl.schema.addresses import letters, place
from osago_xl.schema.check import DIVIDER_WIDTH
from osago_xl.schema.columns import Column
from osago_xl.schema.tables import Table
from osago_xl.schema.widths import drawn_width

DIVIDER_MARK = "▸"


@dataclass(frozen=True)
class Slot:
    """A column of the sheet: one of the table's, or the divider before a group (`column` is None)."""

    letter: str
    header: str
    width: float
    column: Column | None = None
    hidden: bool = False
    grouped: bool = False

    @property
    def visible(self) -> bool:
        return not (self.hidden or self.grouped)


@dataclass(frozen=True)
class Place:
    """A table on its sheet: `at` is the header's first cell, `filled` the rows with data or ready for the first one."""

    table: Table
    at: str
    filled: int

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        _, first = place(self.at)
        slots: list[Slot] = []
        group = ""
        for column in self.table.columns:
            if column.group and column.group != group and not column.hidden:
                letter = letters(first + len(slots))
                slots.append(Slot(letter, f"{DIVIDER_MARK}{column.group}", DIVIDER_WIDTH))
            if not column.hidden:
                group = column.group
            letter = letters(first + len(slots))
            grouped = bool(column.group)
            slots.append(Slot(letter, column.header, drawn_width(column), column, column.hidden, grouped))
        return tuple(slots)

    @cached_property
    def header_row(self) -> int:
        return place(self.at)[0]

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """The last row of the table itself."""
        return self.header_row + self.filled

    @property
    def last_ready(self) -> int:
        """The last row that is formatted: the table and the room below it."""
        return self.last_row if not self.table.room else max(self.last_row, self.header_row + self.table.room)

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """Header → letter of the column."""
        return {slot.header: slot.letter for slot in self.slots}

    @property
    def ref(self) -> str:
        """The table's range with its header."""
        return f"{self.at}:{self.slots[-1].letter}{self.last_row}"

    def rows(self, letter: str) -> str:
        """The cells of a column below the header, the room included."""
        return _area(letter, self.first_row, letter, self.last_ready)

    @property
    def body(self) -> str:
        """All cells below the header, the room included."""
        return _area(self.slots[0].letter, self.first_row, self.slots[-1].letter, self.last_ready)


def _area(left: str, top: int, right: str, bottom: int) -> str:
    first, last = f"{left}{top}", f"{right}{bottom}"
    return first if first == last else f"{first}:{last}"
