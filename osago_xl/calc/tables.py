"""Excel's tables: in Calc they are database ranges, which we let grow and shrink the way Excel does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from osago_xl.calc import growth
from osago_xl.calc.guard import guarded
from osago_xl.calc.ranges import Range
from osago_xl.calc.tablerows import TableColumns, TableRows

if TYPE_CHECKING:
    from osago_xl.calc.sheets import Sheet


@guarded
class Tables(base_classes.Tables):
    """Tables of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.parent = sheet

    @property
    def api(self) -> Any:
        return self.parent.book.database_ranges

    def _here(self) -> list[Table]:
        return [Table(self.parent, name) for name in self.parent.book.tables_on(self.parent.index - 1)]

    def __call__(self, name_or_index: str | int) -> Table:
        if isinstance(name_or_index, int):
            return self._here()[name_or_index - 1]
        for table in self._here():
            if table.name.casefold() == name_or_index.casefold():
                return table
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._here())

    def __iter__(self) -> Iterator[Table]:
        return iter(self._here())

    def __contains__(self, name: str) -> bool:
        return any(table.name.casefold() == name.casefold() for table in self._here())

    def add(
        self,
        source_type: object = None,
        source: Any = None,
        link_source: object = None,
        has_headers: bool = True,
        destination: object = None,
        table_style_name: object = None,
        name: str | None = None,
    ) -> Table:
        known = self.api.ElementNames
        name = name or next(text for n in range(1, 1000) if (text := f"Таблица{n}") not in known)
        self.api.addNewByName(name, source.impl.api.RangeAddress)
        self.api.getByName(name).ContainsHeader = has_headers
        return Table(self.parent, name)


@guarded
class Table(base_classes.Table):
    """One table; `api` is the UNO database range."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.parent = sheet
        self._name = name

    parent: Any = None

    @property
    def api(self) -> Any:
        return self.parent.book.database_range(self._name)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        raise NotImplementedError("Calc breaks the formulas that name the table")

    display_name = name

    @property
    def range(self) -> Range:
        area = self.api.DataArea
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(self.parent, area.StartRow + 1, area.StartColumn + 1, rows, columns)

    @property
    def show_headers(self) -> bool:
        return bool(self.api.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        self.api.ContainsHeader = value

    @property
    def show_totals(self) -> bool:
        return bool(self.api.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        self.api.TotalsRow = value

    @property
    def header_row_range(self) -> Range | None:
        whole = self.range
        return Range(self.parent, whole.row, whole.column, 1, whole.shape[1]) if self.show_headers else None

    @property
    def totals_row_range(self) -> Range | None:
        whole = self.range
        last = whole.row + whole.shape[0] - 1
        return Range(self.parent, last, whole.column, 1, whole.shape[1]) if self.show_totals else None

    @property
    def data_body_range(self) -> Range | None:
        whole, head = self.range, int(self.show_headers)
        rows = whole.shape[0] - head - int(self.show_totals)
        return Range(self.parent, whole.row + head, whole.column, rows, whole.shape[1]) if rows > 0 else None

    @property
    def insert_row_range(self) -> None:
        return None

    @property
    def rows(self) -> TableRows:
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        return TableColumns(self)

    @property
    def show_autofilter(self) -> bool:
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.api.AutoFilter = value

    @property
    def filtered(self) -> bool:
        """True when a filter hides rows (xlwings has no word for it)."""
        return bool(self.api.getFilterDescriptor().getFilterFields2())

    def clear_filter(self) -> None:
        """Show all rows again; the filter buttons stay."""
        self.api.getFilterDescriptor().setFilterFields2(())
        self.api.refresh()
        self.range.row_hidden = False

    def holds(self, cells: Range) -> bool:
        """True when the upper left cell of `cells` lies in the table."""
        whole = self.range
        down, right = cells.row - whole.row, cells.column - whole.column
        return 0 <= down < whole.shape[0] and 0 <= right < whole.shape[1]

    def spans(self, cells: Range) -> bool:
        """True when `cells` are as wide as the table and begin in its body, so that inserting there adds rows."""
        whole = self.range
        first = whole.row + int(self.show_headers)
        wide = cells.column <= whole.column and cells.column + cells.shape[1] >= whole.column + whole.shape[1]
        return wide and first <= cells.row < whole.row + whole.shape[0]

    def resize(self, range: Any) -> None:
        """New borders below the same header; new rows get formulas, formats and checks of the last old row.

        What already stands in the new rows is kept, as in Excel.
        """
        new, old = range.impl, self.range
        if (new.row, new.column) != (old.row, old.column) or new.shape[0] < 1 + int(self.show_headers):
            raise ValueError(f"{self._name}: the header must stay where it is, with at least one row below")
        grown = new.shape[0] - old.shape[0]
        if grown > 0:
            growth.grow(self, grown)
        if self.range.shape != new.shape:
            area = self.api.DataArea
            area.EndRow = area.StartRow + new.shape[0] - 1
            area.EndColumn = area.StartColumn + new.shape[1] - 1
            self.api.setDataArea(area)

    def dress(self, row: int, count: int) -> None:
        """Give empty rows that were inserted inside the table its formulas, formats and checks."""
        growth.dress(self, row, (("",) * self.range.shape[1],) * count)
