"""One table of an open workbook: whole blocks across the border, nothing written that is not ours.

Columns are found by their headers, so the agent may move them, hide them and add his own to the right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from osago_xl.books.base import Row, Selection, TableChange, lacking
from osago_xl.books.live_cells import converted, rows_of, runs
from osago_xl.books.native import Native
from osago_xl.schema.columns import Column, Link, Text
from osago_xl.schema.tables import Table

Undo = Callable[[], None]


class LiveTable:
    """`xl_table` is an xlwings Table. Rows are counted from 0 below the header."""

    def __init__(self, xl_table: Any, table: Table, native: Native) -> None:
        self.xl, self.table, self.native = xl_table, table, native
        self.sheet = xl_table.range.sheet
        area = xl_table.range
        self.top, self.left, self.width = area.row + 1, area.column, area.shape[1]
        headers = [str(h or "").strip() for h in rows_of(xl_table.header_row_range.raw_value, self.width)[0]]
        self.places = {c.key: headers.index(c.header) for c in table.columns if c.header in headers}
        missing = [c.header for c in table.columns if c.key not in self.places]
        if missing:
            raise lacking(f"Лист «{self.sheet.name}»: нет столбца «{missing[0]}»")
        self._typed = [self.places[c.key] for c in table.columns if not c.formula]

    @property
    def height(self) -> int:
        """Data rows of the table, empty ones too."""
        return int(self.xl.range.shape[0]) - 1

    def read(self) -> list[Row]:
        """Rows in the order of the sheet; those in which the agent typed nothing are left out."""
        return self._rows(0, self.height)

    def rows_at(self, places: Iterable[int]) -> list[Row]:
        """The same for some of the rows."""
        return [row for first, count in runs(places) for row in self._rows(first, count)]

    def column(self, key: str) -> list[Any]:
        """Values of a column, those of empty rows too."""
        block = rows_of(self._cells(0, self.height, self.places[key], 1).raw_value, 1)
        return converted(self.table.by_key[key], [cells[0] for cells in block])

    def _rows(self, first: int, count: int) -> list[Row]:
        block = self._raw(first, count)
        filled = [at for at, cells in enumerate(block) if self._is_filled(cells)]
        raw = list(zip(*(block[at] for at in filled), strict=True)) or [()] * self.width
        columns = [converted(column, raw[self.places[column.key]]) for column in self.table.columns]
        keys = [column.key for column in self.table.columns]
        lines = zip(filled, zip(*columns, strict=True), strict=True)
        return [Row(zip(keys, values, strict=True), first + at) for at, values in lines]

    def _raw(self, first: int, count: int) -> list[Sequence[Any]]:
        return rows_of(self._cells(first, count, 0, self.width).raw_value, self.width)

    def _is_filled(self, cells: Sequence[Any]) -> bool:
        """Whether the agent has typed anything into a row."""
        return any(cells[place] not in (None, "") for place in self._typed)

    def _used(self) -> int:
        """Rows down to the last one that is filled: read from below, since seldom more than one is empty."""
        end, step = self.height, 8
        while end:
            first = max(end - step, 0)
            filled = [at for at, cells in enumerate(self._raw(first, end - first)) if self._is_filled(cells)]
            if filled:
                return first + filled[-1] + 1
            end, step = first, step * 4
        return 0

    def overwritten(self, places: Sequence[int]) -> list[tuple[int, str]]:
        """(place, key of the formula column) of the cells of these rows that hold something else."""
        found = []
        for column in self.table.computed if places else ():
            cells = self._cells(0, self.height, self.places[column.key], 1)
            formulas = [str(line[0] or "") for line in rows_of(cells.formula, 1)]
            found += [(at, column.key) for at in places if not formulas[at].startswith("=")]
        return sorted(found)

    def selected(self, rows: Iterable[int]) -> Selection | None:
        """What these rows of the sheet are in this table; None when they lie outside it."""
        places = sorted(row - self.top for row in rows if 0 <= row - self.top < self.height)
        if not places:
            return None
        column = self.table.by_key[self.table.key]
        block = rows_of(self._cells(0, self.height, self.places[column.key], 1).raw_value, 1)
        values = converted(column, [cells[0] for cells in block])
        keys = (str(values[place] or "") for place in places)
        return Selection(self.sheet.name, self.table.name, tuple(key for key in keys if key), tuple(places))

    def apply(self, change: TableChange) -> Iterable[Undo]:
        """Write a change part by part; each step already done is given back as the call that reverses it."""
        if change.replaced is not None:
            yield from self._replace(change.replaced)
            return
        yield from self._restore(change.restored)
        yield from self._update(change.updated)
        if change.added:
            yield from self._append(change.added)
        for first, count in reversed(runs(change.deleted)):
            yield self._delete(first, count)

    def _cells(self, first: int, count: int, place: int, width: int) -> Any:
        """Cells of so many rows and columns; `place` is the first column, from 0."""
        row, column = self.top + first, self.left + place
        return self.sheet.range((row, column), (row + count - 1, column + width - 1))

    def _update(self, updated: Mapping[int, Mapping[str, Any]]) -> Iterable[Undo]:
        for column in self.table.columns:
            for first, count in runs(at for at, values in updated.items() if column.key in values):
                values = [[column.to_cell(updated[first + n][column.key])] for n in range(count)]
                yield self._write(first, self.places[column.key], values, [column])

    def _restore(self, restored: Mapping[int, Iterable[str]]) -> Iterable[Undo]:
        for at, keys in restored.items():
            for key in keys:
                yield self._put_formula(self._cells(at, 1, self.places[key], 1), self.table.by_key[key].formula)

    def _put_formula(self, cell: Any, formula: str) -> Undo:
        before = cell.formula
        if cell.number_format == "@":
            cell.number_format = "General"  # as text the formula would only be shown
        cell.formula = f"={self.table.stored_formula(formula)}"

        def undo() -> None:
            cell.formula = before

        return undo

    def _append(self, rows: Sequence[Row]) -> Iterable[Undo]:
        first, before = self._used(), self.height
        needed = first + len(rows)
        if needed > before:
            self.resize(needed)
            yield lambda: self.resize(before)
        yield from self._write_rows(first, rows)

    def _replace(self, rows: Sequence[Row]) -> Iterable[Undo]:
        before = self.height
        sizes = [(place, len(group)) for place, group in self._typed_blocks()]
        old = [self._cells(0, before, *size).raw_value for size in sizes]

        def undo() -> None:
            self.resize(before)
            for size, values in zip(sizes, old, strict=True):
                self._cells(0, before, *size).raw_value = values

        yield undo
        self.resize(max(len(rows), 1))
        yield from self._write_rows(0, rows or [Row({c.key: c.from_cell(None) for c in self.table.columns})])

    def _write_rows(self, first: int, rows: Sequence[Mapping[str, Any]]) -> Iterable[Undo]:
        """Whole rows, in blocks of neighbouring columns that are not formulas."""
        for place, group in self._typed_blocks():
            values = [[c.to_cell(row[c.key]) for c in group] for row in rows]
            yield self._write(first, place, values, group)

    def _typed_blocks(self) -> list[tuple[int, list[Column]]]:
        """Neighbouring columns that are not formulas, with the place of the first."""
        columns = sorted((c for c in self.table.columns if not c.formula), key=lambda c: self.places[c.key])
        runs = groupby(enumerate(columns), lambda pair: self.places[pair[1].key] - pair[0])
        groups = ([column for _, column in run] for _, run in runs)
        return [(self.places[group[0].key], group) for group in groups]

    def _write(self, first: int, place: int, values: list[list[Any]], columns: Sequence[Column]) -> Undo:
        cells = self._cells(first, len(values), place, len(columns))
        before = cells.raw_value
        texts = (at for at, column in enumerate(columns) if isinstance(column, Text) and not isinstance(column, Link))
        for offset, count in runs(texts):
            self.native.as_text(self._cells(first, len(values), place + offset, count))
        self.native.write(cells, values)

        def undo() -> None:
            cells.raw_value = before

        return undo

    def _delete(self, first: int, count: int) -> Undo:
        """Take away neighbouring rows; of a table that would have none left, one stays with its formulas alone."""
        formulas = self._cells(first, count, 0, self.width).formula
        typed = [(place, len(group)) for place, group in self._typed_blocks()]
        values = [self._cells(first, count, *block).raw_value for block in typed]
        kept = int(count == self.height)
        for block in typed if kept else ():
            self._cells(first, 1, *block).clear_contents()
        if count > kept:
            self._cells(first + kept, count - kept, 0, self.width).delete("up")

        def undo() -> None:
            if first + kept == self.height:
                self.resize(first + count)
            else:
                self._cells(first, count, 0, self.width).insert("down")
            self._cells(first, count, 0, self.width).formula = formulas
            for block, old in zip(typed, values, strict=True):
                self._cells(first, count, *block).raw_value = old  # texts that begin with "=" are texts again

        return undo

    def resize(self, height: int) -> None:
        """Give the table so many data rows; new ones take formulas, formats and checks of the last."""
        old = self.height
        if height < old:
            self._cells(height, old - height, 0, self.width).delete("up")
        elif height > old:
            self.native.extend_table(self.xl, height - old)
