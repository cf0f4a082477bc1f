"""A plan carried out on the XML of a sheet: only cells of the table's own columns are written."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from osago_xl.books.base import Row
from osago_xl.books.contents import shown
from osago_xl.books.formulas import has_addresses, shifted
from osago_xl.books.places import TablePart
from osago_xl.books.plan import Plan
from osago_xl.books.row_moves import delete_rows, unshare
from osago_xl.books.sheet_xml import (
    RowXml,
    SheetXml,
    cell_start,
    has_content,
    has_formula,
    letters_of,
    looks_of,
    read_cell,
    recomputed,
    style_of,
    unhidden,
)
from osago_xl.books.strings import SharedStrings
from osago_xl.books.values import computed, formula_xml, typed
from osago_xl.errors import BookError
from osago_xl.schema.columns import Column

CHUNK = 1_000
"""Rows rendered at once: columns of text stay small."""

_NUMBER_HERE = "\0"
"""Stands for the number of the row; no text of a cell can hold it."""

_OWN = re.compile(rb'\s?\b(?:r|hidden|collapsed)="[^"]*"')


@dataclass(frozen=True)
class Slot:
    """A column of the table in the file: ours, or the agent's (`column` is None)."""

    number: int
    style: str
    column: Column | None
    formula: str


class TablePatch:
    """One table of a sheet being changed. `alone`: no other table stands beside it, so that whole rows can move."""

    def __init__(self, sheet: SheetXml, place: TablePart, plan: Plan, strings: SharedStrings, alone: bool) -> None:
        self._sheet, self._place, self._plan, self._strings, self._alone = sheet, place, plan, strings, alone
        self._last = sheet.peek(place.area.bottom) or RowXml(b"", {})
        self._slots = self._make_slots()
        self._looks = [(letters_of(slot.number).encode(), slot.style.encode()) for slot in self._slots if slot.column]
        self._new_row = _OWN.sub(b"", b" " + self._last.attributes).strip()
        self._made: dict[int, dict[Any, str]] = {slot.number: {} for slot in self._slots}
        self._columns = {slot.column.key: slot for slot in self._slots if slot.column}

    def apply(self) -> None:
        """Cells first, in their old places; then rows go, then rows come."""
        plan, first = self._plan, self._place.first
        if plan.moves_rows and self._place.has_totals:
            raise BookError(
                f"На листе «{self._place.sheet}» включена строка итогов таблицы. "
                "Выключите её (Конструктор таблиц → Строка итогов) и повторите."
            )
        if plan.deleted or self._sheet.shares(first + at for at in (*plan.updated, *plan.restored, *plan.whole)):
            unshare(self._sheet)
        for at, values in plan.updated.items():
            self._update(first + at, values)
        for at, keys in plan.restored.items():
            self._restore(first + at, keys)
        for at, values in plan.cached.items():
            self._refresh(first + at, values)
        self._write({first + at: row for at, row in plan.whole.items()})
        end = self._place.area.bottom - len(plan.deleted) + 1
        if plan.deleted:
            deleted = [first + at for at in plan.deleted]
            delete_rows(self._sheet, self._place, deleted, whole=self._alone, keep_cells=bool(plan.table.room))
        if plan.appended:
            self._append(plan.appended, end)

    def _make_slots(self) -> list[Slot]:
        ours = self._plan.table.by_header
        above = self._sheet.peek(self._place.first) or RowXml(b"", {})
        slots = []
        for number, (header, formula) in enumerate(self._place.columns, start=self._place.area.left):
            piece = self._last.cells.get(number) or above.cells.get(number)
            column = ours.get(header)
            if column and column.formula:
                formula = formula or self._plan.table.stored_formula(column.formula)
            slots.append(Slot(number, style_of(piece) if piece else "", column, formula))
        return slots

    def _update(self, number: int, values: Any) -> None:
        row = self._sheet.row(number)
        for key, value in values.items():
            slot = self._columns[key]
            assert slot.column
            if not slot.column.formula:
                row.put(slot.number, number, typed(slot.column.to_cell(value), self._strings), slot.style)

    def _restore(self, number: int, keys: Iterable[str]) -> None:
        """Formulas without a result, which comes with all the others."""
        row = self._sheet.row(number)
        for slot in map(self._columns.__getitem__, keys):
            row.put(slot.number, number, f">{formula_xml(slot.formula)}</c>", slot.style)

    def _refresh(self, number: int, values: Any) -> None:
        """New results under the formulas that stand there; a formula the agent has overwritten stays so."""
        row = self._sheet.row(number)
        for key, value in values.items():
            slot = self._columns[key]
            piece = row.cells.get(slot.number, b"")
            if has_formula(piece):
                row.cells[slot.number] = recomputed(piece, value)

    def _fill(self, number: int, row: Row) -> None:
        """A whole row into a place that has cells already: styles stay, and so do the cells of the agent's columns."""
        xml = self._sheet.row(number)
        xml.show()
        for slot in self._slots:
            if slot.column or slot.number not in xml.cells:
                xml.put(slot.number, number, self._ending(slot, row, number), slot.style)

    def _append(self, rows: Sequence[Row], first: int) -> None:
        numbered = dict(enumerate(rows, first))
        for number in numbered:
            if number in self._sheet.rows:
                self._refuse_content(number)
        self._write(numbered)

    def _write(self, rows: Mapping[int, Row]) -> None:
        """Rows from end to end: where nothing is to be kept but their height, many at once, else cell by cell."""
        plain = {number: row for number, row in rows.items() if self._is_plain(number)}
        for number, row in rows.items():
            if number not in plain:
                self._fill(number, row)
        fresh = list(plain.items())
        for start in range(0, len(fresh), CHUNK):
            chunk = fresh[start : start + CHUNK]
            for (number, _), cells in zip(chunk, self._rendered(chunk), strict=True):
                self._sheet.rows[number] = b"%s>%s</row>" % (self._attributes(number), cells.encode())

    def _is_plain(self, number: int) -> bool:
        """Whether a row is not there yet, or has all our cells as we make them and no other."""
        old = self._sheet.rows.get(number)
        return old is None or (isinstance(old, bytes) and looks_of(old) == self._looks)

    def _attributes(self, number: int) -> bytes:
        old = self._sheet.rows.get(number)
        if isinstance(old, bytes):
            return unhidden(old.partition(b">")[0])
        return b'r="%d" %s' % (number, self._new_row)

    def _rendered(self, rows: Sequence[tuple[int, Row]]) -> Iterator[str]:
        """Cells of new rows, made column by column; the number of the row is filled in last."""
        columns = [self._cells(slot, rows) for slot in self._slots]
        return (
            "".join(cells).replace(_NUMBER_HERE, str(number))
            for (number, _), cells in zip(rows, zip(*columns, strict=True), strict=True)
        )

    def _cells(self, slot: Slot, rows: Sequence[tuple[int, Row]]) -> list[str]:
        start, made = cell_start(letters_of(slot.number), _NUMBER_HERE, slot.style), self._made[slot.number]
        column = slot.column
        if column is None:
            return [start + self._ending(slot, row, number) for number, row in rows]
        if slot.formula:
            formula, results = formula_xml(slot.formula), [shown(column, row) for _, row in rows]
            return _each_once(made, results, lambda value: start + computed(formula, value))
        to_cell, strings, key = column.to_cell, self._strings, column.key
        return _each_once(made, [row[key] for _, row in rows], lambda value: start + typed(to_cell(value), strings))

    def _ending(self, slot: Slot, row: Row, number: int) -> str:
        column = slot.column
        if column is None:
            return self._foreign(slot, number)
        if slot.formula:
            return computed(formula_xml(slot.formula), shown(column, row))
        return typed(column.to_cell(row[column.key]), self._strings)

    def _foreign(self, slot: Slot, number: int) -> str:
        """A cell of a column that is not ours: its formula continues, its value is for Excel to compute."""
        formula = slot.formula
        if not formula:
            return "/>"
        above = self._last.cells.get(slot.number)
        if above and has_addresses(formula):
            text = html.unescape(read_cell(above).formula) or formula
            formula = shifted(text, (self._place.area.bottom, slot.number), (number, slot.number))
        return f">{formula_xml(formula, always=True)}</c>"

    def _refuse_content(self, number: int) -> None:
        """What the agent wrote below a table is not overwritten."""
        cells = self._sheet.row(number).cells
        if any(has_content(cells[slot.number]) for slot in self._slots if slot.number in cells):
            raise BookError(
                f"На листе «{self._place.sheet}» под таблицей в строке {number} что-то записано, "
                "и таблице некуда расти. Перенесите записи в другое место и повторите."
            )


def _each_once(made: dict[Any, str], values: Sequence[Any], make: Callable[[Any], str]) -> list[str]:
    """What `make` gives for each value; equal ones are made once, in their order, and kept in `made`."""
    if bool in set(map(type, values)):  # True is equal to 1, and either would be taken for the other
        return [make(value) for value in values]
    made.update((value, make(value)) for value in dict.fromkeys(values) if value not in made)
    return list(map(made.__getitem__, values))
