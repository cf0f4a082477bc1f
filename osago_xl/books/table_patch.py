"""A plan carried out on the XML of a sheet: only cells of the table's own columns are written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from osago_xl.books.base import Row
from osago_xl.books.cell_edits import Edit, edit_cells, put, show
from osago_xl.books.columns import PAGE
from osago_xl.books.deflate import SLOW
from osago_xl.books.paged_rows import add_page
from osago_xl.books.places import TablePart
from osago_xl.books.plan import Plan
from osago_xl.books.rendering import NumberedRows, Rendering, Slot
from osago_xl.books.row_moves import delete_rows, shares, unshare
from osago_xl.books.sheet_xml import (
    RowXml,
    SheetXml,
    has_content,
    looks_of,
    style_of,
    unhidden,
)
from osago_xl.books.strings import SharedStrings
from osago_xl.books.values import computed, formula_xml, typed
from osago_xl.errors import BookError

_OWN = re.compile(rb'\s?\b(?:r|hidden|collapsed)="[^"]*"')


class TablePatch:
    """One table of a sheet being changed. `alone`: no other table stands beside it, so that whole rows can move."""

    def __init__(self, sheet: SheetXml, place: TablePart, plan: Plan, strings: SharedStrings, alone: bool) -> None:
        self._sheet, self._place, self._plan, self._strings, self._alone = sheet, place, plan, strings, alone
        self._last = sheet.peek(place.area.bottom) or RowXml(b"", {})
        self._slots = self._make_slots()
        self._looks = [(slot.letters, slot.style.encode()) for slot in self._slots if slot.column]
        self._new_row = _OWN.sub(b"", b" " + self._last.attributes).strip()
        self._rendering = Rendering(self._slots, self._last, place.area.bottom, strings)
        self._columns = {slot.column.key: slot for slot in self._slots if slot.column}

    def apply(self) -> None:
        """Cells first, in their old places; then rows go, then rows come."""
        plan, first = self._plan, self._place.first
        if plan.moves_rows and self._place.has_totals:
            raise BookError(
                f"На листе «{self._place.sheet}» включена строка итогов таблицы. "
                "Выключите её (Конструктор таблиц → Строка итогов) и повторите."
            )
        if plan.deleted or shares(self._sheet, [first + at for at in (*plan.updated, *plan.restored, *plan.whole)]):
            unshare(self._sheet)
        edit_cells(self._sheet, self._edits())
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

    def _edits(self) -> dict[int, dict[int, Edit]]:
        """New constants, formulas that come back, and what formulas show now."""
        plan, edits = self._plan, defaultdict[int, dict[int, Edit]](dict)
        for at, values in plan.updated.items():
            for key, value in values.items():
                column = self._columns[key].column
                if column and not column.formula:
                    self._put(edits[at], key, typed(column.to_cell(value), self._strings))
        for at, values in plan.cached.items():
            edits[at] |= {self._columns[key].number: show(value) for key, value in values.items()}
        for at, keys in plan.restored.items():
            for key in keys:
                formula, now = formula_xml(self._columns[key].formula), plan.cached.get(at, {})
                self._put(edits[at], key, computed(formula, now[key]) if key in now else f">{formula}</c>")
        return {self._place.first + at: cells for at, cells in edits.items()}

    def _put(self, cells: dict[int, Edit], key: str, ending: str) -> None:
        slot = self._columns[key]
        cells[slot.number] = put(ending, slot.style)

    def _fill(self, number: int, row: Row) -> None:
        """A whole row into a place that has cells already: styles stay, and so do the cells of the agent's columns."""
        xml = self._sheet.row(number)
        xml.show()
        for slot in self._slots:
            if slot.column or slot.number not in xml.cells:
                xml.put(slot.number, number, self._rendering.ending(slot, row, number), slot.style)

    def _append(self, rows: Sequence[Row], first: int) -> None:
        numbered = dict(enumerate(rows, first))
        for number in numbered:
            if number in self._sheet.rows:
                self._refuse_content(number)
        self._write(numbered)

    def _write(self, rows: Mapping[int, Row]) -> None:
        """Rows from end to end: where nothing is to be kept but their height, many at once, else cell by cell."""
        below = min(rows, default=0) > max(self._sheet.rows)
        plain = rows if below else {number: row for number, row in rows.items() if self._is_plain(number)}
        for number in rows.keys() - plain.keys():
            self._fill(number, rows[number])
        letters = [slot.letters for slot in self._slots]
        for chunk in _chunks(list(plain.items())):
            numbers, columns = [number for number, _ in chunk], self._rendering.columns(chunk)
            starts = map(self._new_start if below else self._start, numbers)
            texts = list(self._rendering.texts(numbers, starts, columns))
            known = dict(zip(letters, columns, strict=True))
            if SLOW or not below or not add_page(self._sheet, numbers, texts, known):
                self._sheet.rows.update(zip(numbers, texts, strict=True))

    def _is_plain(self, number: int) -> bool:
        """Whether a row is not there yet, or has all our cells as we make them and no other."""
        old = self._sheet.rows.get(number)
        return old is None or (isinstance(old, bytes) and looks_of(old) == self._looks)

    def _start(self, number: int) -> bytes:
        old = self._sheet.rows.get(number)
        return unhidden(old.partition(b">")[0]) + b">" if isinstance(old, bytes) else self._new_start(number)

    def _new_start(self, number: int) -> bytes:
        return b'r="%d" %s>' % (number, self._new_row)

    def _refuse_content(self, number: int) -> None:
        """What the agent wrote below a table is not overwritten."""
        cells = self._sheet.row(number).cells
        if any(has_content(cells[slot.number]) for slot in self._slots if slot.number in cells):
            raise BookError(
                f"На листе «{self._place.sheet}» под таблицей в строке {number} что-то записано, "
                "и таблице некуда расти. Перенесите записи в другое место и повторите."
            )


def _chunks(rows: NumberedRows) -> Iterator[NumberedRows]:
    return (rows[start : start + PAGE] for start in range(0, len(rows), PAGE))
