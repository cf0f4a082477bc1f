"""Cells of new rows as a sheet part holds them, made column by column: equal values of a column are made once.

A piece is a cell without its address, as `sheet_xml.cells_of` gives it.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from osago_xl.books.base import Row
from osago_xl.books.contents import shown
from osago_xl.books.formulas import has_addresses, shifted
from osago_xl.books.sheet_xml import RowXml, cell_start, letters_of, read_cell
from osago_xl.books.strings import SharedStrings
from osago_xl.books.values import computed, formula_xml, typed
from osago_xl.schema.columns import Column

_NUMBER_HERE = "\0"
"""Stands for the number of the row; no text of a cell can hold it."""

NumberedRows = Sequence[tuple[int, Row]]


@dataclass(frozen=True)
class Slot:
    """A column of the table in the file: ours, or the agent's (`column` is None)."""

    number: int
    style: str
    column: Column | None
    formula: str

    @property
    def letters(self) -> bytes:
        return letters_of(self.number).encode()


class Rendering:
    """`last` is the last row of the table and stands in row `bottom`: formulas of the agent's columns go on from it."""

    def __init__(self, slots: Sequence[Slot], last: RowXml, bottom: int, strings: SharedStrings) -> None:
        self._slots, self._last, self._bottom, self._strings = slots, last, bottom, strings
        self._starts = [cell_start(letters_of(slot.number), _NUMBER_HERE, "").encode() for slot in slots]
        self._made = {slot.number: _Pieces(self._maker(slot)) for slot in slots}

    def columns(self, rows: NumberedRows) -> list[list[bytes]]:
        """The pieces of these rows, one list for each slot."""
        return [self._pieces(slot, rows) for slot in self._slots]

    def texts(self, numbers: Iterable[int], starts: Iterable[bytes], columns: Iterable[list[bytes]]) -> Iterator[bytes]:
        """Rows without their «<row », each beginning with its attributes and «>»."""
        cells = chain.from_iterable((repeat(start), each) for start, each in zip(self._starts, columns, strict=True))
        here = _NUMBER_HERE.encode()
        for number, parts in zip(numbers, zip(starts, *cells, repeat(b"</row>"), strict=False), strict=True):
            yield b"".join(parts).replace(here, b"%d" % number)

    def ending(self, slot: Slot, row: Row, number: int) -> str:
        """What follows address and style in one cell."""
        column = slot.column
        if column is None:
            return self._foreign(slot, number)
        (ending,) = self._endings(slot)([shown(column, row) if slot.formula else row[column.key]])
        return ending

    def _pieces(self, slot: Slot, rows: NumberedRows) -> list[bytes]:
        column, style = slot.column, _style(slot)
        if column is None:
            return [(style + self._foreign(slot, number)).encode() for number, _ in rows]
        if slot.formula:
            return self._made[slot.number].of([shown(column, row) for _, row in rows])
        key = column.key
        return self._made[slot.number].of([row[key] for _, row in rows])

    def _maker(self, slot: Slot) -> Callable[[Sequence[Any]], list[bytes]]:
        style, endings = _style(slot), self._endings(slot)
        return lambda values: [(style + each).encode() for each in endings(values)]

    def _endings(self, slot: Slot) -> Callable[[Sequence[Any]], list[str]]:
        column, strings, formula = slot.column, self._strings, formula_xml(slot.formula)

        def constants(values: Sequence[Any]) -> list[str]:
            assert column
            cells = list(map(column.to_cell, values))
            strings.learn([cell for cell in cells if cell.__class__ is str])
            return [typed(cell, strings) for cell in cells]

        return (lambda values: [computed(formula, value) for value in values]) if slot.formula else constants

    def _foreign(self, slot: Slot, number: int) -> str:
        """A cell of a column that is not ours: its formula continues, its value is for Excel to compute."""
        formula = slot.formula
        if not formula:
            return "/>"
        above = self._last.cells.get(slot.number)
        if above and has_addresses(formula):
            text = html.unescape(read_cell(above).formula) or formula
            formula = shifted(text, (self._bottom, slot.number), (number, slot.number))
        return f">{formula_xml(formula, always=True)}</c>"


class _Pieces(dict[Any, bytes]):
    """Value → piece; those that are not known yet are made together."""

    def __init__(self, make: Callable[[Sequence[Any]], list[bytes]]) -> None:
        super().__init__()
        self._make = make

    def of(self, values: Sequence[Any]) -> list[bytes]:
        """The pieces of these values, in their order."""
        if bool in set(map(type, values)):  # True is equal to 1, and either would be taken for the other
            return self._make(values)
        new = [value for value in dict.fromkeys(values) if value not in self]
        if new:
            self.update(zip(new, self._make(new), strict=True))
        return list(map(self.__getitem__, values))


def _style(slot: Slot) -> str:
    return f' s="{slot.style}"' if slot.style else ""
