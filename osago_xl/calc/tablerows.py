"""Rows and columns of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from osago_xl.calc import growth
from osago_xl.calc.guard import guarded
from osago_xl.calc.ranges import CONSTANTS, Range

if TYPE_CHECKING:
    from osago_xl.calc.tables import Table


@guarded
class TableRows(base_classes.TableRows):
    """Rows below the header. Cells beside the table do not move when rows come and go."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def column_count(self) -> int:
        return self.table.range.shape[1]

    def __len__(self) -> int:
        body = self.table.data_body_range
        return body.shape[0] if body else 0

    def __call__(self, index: int) -> TableRow:
        if not 1 <= index <= len(self):
            raise IndexError(f"row {index} of {len(self)}")
        return TableRow(self.table, index)

    def __iter__(self) -> Iterator[TableRow]:
        return iter([TableRow(self.table, index) for index in range(1, len(self) + 1)])

    def add(self, values: Sequence[object] | None, index: int | None) -> TableRow:
        """A new row at `index` (1 = first), at the end if None; formula columns fill themselves."""
        index = index or len(self) + 1
        whole = self.table.range
        row = whole.row + int(self.table.show_headers) + index - 1
        cells = Range(self.table.parent, row, whole.column, 1, whole.shape[1])
        if index <= len(self):
            cells.insert("down")
        else:
            growth.grow(self.table, 1)
        if values is not None:
            for place, (value, made) in enumerate(zip(values, cells.api.getFormulaArray()[0], strict=True), 1):
                if value is not None or not made.startswith("="):
                    cells(1, place).raw_value = "" if value is None else value
        return TableRow(self.table, index)


@guarded
class TableRow(base_classes.TableRow):
    """One row, counted from 1 below the header."""

    def __init__(self, table: Table, index: int) -> None:
        self.table = table
        self._index = index

    @property
    def index(self) -> int:
        return self._index

    @property
    def range(self) -> Range:
        body = self.table.data_body_range
        if body is None:
            raise IndexError(f"{self.table.name} has no rows")
        return Range(self.table.parent, body.row + self._index - 1, body.column, 1, body.shape[1])

    def delete(self) -> None:
        """Remove the row; the last one is only emptied, a table keeps one row as in Excel."""
        if len(self.table.rows) == 1:
            self.range.api.clearContents(CONSTANTS)
            return
        self.range.delete("up")


@guarded
class TableColumns(base_classes.TableColumns):
    """Columns of a table by header text or number."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def _titles(self) -> tuple[str, ...]:
        header = self.table.header_row_range
        return tuple(map(str, header.api.getDataArray()[0])) if header else ()

    def __len__(self) -> int:
        return self.table.range.shape[1]

    def __call__(self, key: int | str) -> TableColumn:
        titles = self._titles()
        index = key if isinstance(key, int) else titles.index(key) + 1 if key in titles else 0
        if not 1 <= index <= len(self):
            raise KeyError(key)
        return TableColumn(self.table, index, titles[index - 1])

    def __iter__(self) -> Iterator[TableColumn]:
        return iter([TableColumn(self.table, n, title) for n, title in enumerate(self._titles(), 1)])

    def __contains__(self, key: str) -> bool:
        return key in self._titles()


@guarded
class TableColumn(base_classes.TableColumn):
    """One column."""

    def __init__(self, table: Table, index: int, name: str) -> None:
        self.table = table
        self._index = index
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    @property
    def index(self) -> int:
        return self._index

    @property
    def range(self) -> Range:
        return self._part(self.table.range)

    @property
    def data_body_range(self) -> Range | None:
        body = self.table.data_body_range
        return self._part(body) if body else None

    def _part(self, whole: Any) -> Range:
        return Range(self.table.parent, whole.row, whole.column + self._index - 1, whole.shape[0], 1)
