"""Rectangles of cells, and what becomes of the ranges written in a part when the rows of a table move."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from osago_xl.schema.addresses import address, place


@dataclass(frozen=True)
class Area:
    """Rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """«A2:AB10», «$A$2» …; ValueError for whole columns and anything else."""
        first, _, last = text.partition(":")
        return cls(*place(first), *place(last or first))

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    @property
    def absolute(self) -> str:
        """With dollars, as defined names have it."""
        return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", str(self))


@dataclass(frozen=True)
class Moves:
    """How the data rows of one table move: `table` with its header as it was, rows deleted, the new last row."""

    table: Area
    deleted: tuple[int, ...]
    bottom: int

    def area(self, old: Area) -> Area | None:
        """Where a range of the same sheet is afterwards; None when all its rows are deleted.

        A range over the whole height of the table follows its end; one that reaches below it (room, a whole sheet)
        only grows when the table outgrows it. Ranges beside the table stay.
        """
        table = self.table
        if old.right < table.left or old.left > table.right or old.bottom <= table.top or old.top > table.bottom:
            return old
        if old.bottom == table.bottom and old.top <= table.top + 1:
            return replace(old, bottom=self.bottom)
        if old.bottom > table.bottom:
            return replace(old, bottom=max(old.bottom, self.bottom))
        kept = [row for row in range(max(old.top, table.top), old.bottom + 1) if row not in self.deleted]
        if not kept:
            return None
        top = old.top if old.top <= table.top else self.row(kept[0])
        bottom = self.bottom if old.bottom == table.bottom else self.row(kept[-1])
        return replace(old, top=top, bottom=max(top, bottom))

    def row(self, old: int) -> int:
        """Where a kept row of the table is afterwards."""
        return old - sum(row < old for row in self.deleted)

    def sqref(self, text: str) -> str:
        """A list of ranges as conditional formats and validations have it; «» when none is left."""
        moved = (self._moved(part) for part in text.split())
        return " ".join(part for part in moved if part)

    def _moved(self, text: str) -> str:
        try:
            old = Area.parse(text)
        except ValueError:
            return text
        new = self.area(old)
        return text if new == old else str(new) if new else ""
