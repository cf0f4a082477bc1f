"""Defined names of a book or a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from osago_xl.calc import bridge
from osago_xl.calc.formulas import to_calc, to_excel
from osago_xl.calc.guard import guarded

if TYPE_CHECKING:
    from osago_xl.calc.books import Book
    from osago_xl.calc.ranges import Range


@guarded
class Names(base_classes.Names):
    """`api` is UNO's NamedRanges of the book or of one sheet."""

    def __init__(self, book: Book, api: Any) -> None:
        self.book = book
        self.api = api

    def _all(self) -> list[str]:
        return [name for name in self.api.ElementNames if not name.startswith("_xlnm.")]

    def __call__(self, name_or_index: str | int) -> Name:
        if isinstance(name_or_index, int):
            return Name(self, self._all()[name_or_index - 1])
        for name in self.api.ElementNames:
            if name.casefold() == name_or_index.casefold():
                return Name(self, name)
        raise KeyError(name_or_index)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name, Name(self, name)) for name in self._all()]

    def contains(self, name_or_index: str) -> bool:
        return name_or_index.casefold() in {name.casefold() for name in self.api.ElementNames}

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter([Name(self, name) for name in self._all()])

    def add(self, name: str, refers_to: str) -> Name:
        self.api.addNewByName(name, to_calc(refers_to)[1:], bridge.struct("table.CellAddress"), 0)
        return Name(self, name)


@guarded
class Name(base_classes.Name):
    """One defined name."""

    def __init__(self, names: Names, name: str) -> None:
        self._names = names
        self._name = name

    @property
    def api(self) -> Any:
        return self._names.api.getByName(self._name)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self._name = value

    @property
    def refers_to(self) -> str:
        return to_excel("=" + self.api.Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(to_calc(value)[1:])

    @property
    def refers_to_range(self) -> Range:
        from osago_xl.calc.ranges import from_uno

        cells = self.api.getReferredCells()
        if cells is None:
            raise ValueError(f"{self._name} does not refer to cells: {self.refers_to}")
        return from_uno(self._names.book, cells)

    def delete(self) -> None:
        self._names.api.removeByName(self._name)
