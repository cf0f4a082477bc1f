"""A sheet put together cell by cell, for formats whose rows may be repeated, skipped and merged."""

from __future__ import annotations

from pathlib import Path

from osago_xl.imports.formats.refusals import too_large
from osago_xl.imports.model import MAX_CELLS, Area, Raw, RawSheet

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class SheetMaker:
    """Rows in order, cells in order. Only filled cells take room, however many empty ones a file repeats."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name
        self.rows: list[list[Raw]] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.notes: dict[tuple[int, int], str] = {}
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.row = 0
        self.column = 0
        self._width = 0

    def start_row(self, number: int = 0) -> None:
        """The next row, or that one."""
        self.row = number if number > self.row else self.row + 1
        self.column = 1

    def put(self, value: Raw, times: int = 1, across: int = 1, down: int = 1, error: str = "", note: str = "") -> None:
        """The next cell of the row, `times` over; `across` and `down` make it the first of a merged area."""
        times = min(times, _LAST_COLUMN)
        if value not in (None, "") or error or note:
            for column in range(self.column, self.column + times):
                self._fill(column, value, error, note)
        if across > 1 or down > 1:
            bottom, right = min(self.row + down - 1, _LAST_ROW), min(self.column + across - 1, _LAST_COLUMN)
            self.merged.append(Area(self.row, self.column, bottom, right))
        self.column += times

    def _fill(self, column: int, value: Raw, error: str, note: str) -> None:
        self._width = max(self._width, column)
        if self.row * self._width > MAX_CELLS:
            raise too_large(self.path, self.name, self.row, self._width)
        while len(self.rows) < self.row:
            self.rows.append([])
        cells = self.rows[self.row - 1]
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = value
        if error:
            self.errors[self.row, column] = error
        if note:
            self.notes[self.row, column] = note

    def repeat_row(self, times: int) -> None:
        """The row just made, so many times over in all; an empty one only moves on."""
        filled = len(self.rows) == self.row
        if filled and times > 1:
            if self.row + times > _LAST_ROW or (self.row + times) * self._width > MAX_CELLS:
                raise too_large(self.path, self.name, self.row + times, self._width)
            self.rows.extend(list(self.rows[-1]) for _ in range(times - 1))
        self.row += times - 1

    def hide_columns(self, first: int, count: int = 1) -> None:
        """Columns the agent does not see."""
        self.hidden_columns.update(range(first, min(first + count - 1, _LAST_COLUMN) + 1))

    def made(self, name: str, *, hidden: bool = False) -> RawSheet:
        """The finished sheet."""
        return RawSheet(
            name,
            self.rows,
            self.errors,
            tuple(self.merged),
            self.notes,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            hidden,
        )
