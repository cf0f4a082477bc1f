"""An agent before a workbook that is open in Calc: he selects, clicks, reads and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlwings
from desk import TODAY
from opened import Opened

from osago_xl.calc import bridge
from osago_xl.cli.console import ConsoleUi
from osago_xl.excel import runner
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.workbook import WORKBOOK

EQUAL = 2  # com.sun.star.sheet.FilterOperator2
NOW = datetime(2026, 11, 22, 10, 0)
IN_A_WEEK = date(2026, 11, 30)
"""When «через 7 дней» is: the 29th is a Sunday, so the Monday after it."""


class Agent(Opened):
    """Sits before the open workbook: selects cells, clicks, reads what is said and answers «да»."""

    def __init__(self, app: Any, path: Path) -> None:
        super().__init__(app, path)
        self.heard: list[str] = []
        self.sit_down()

    def sit_down(self) -> None:
        """Before another workbook, or a new test."""
        self.heard.clear()
        self.app.impl.answer = self._answer
        xlwings.Book.set_mock_caller(self.xl)

    def _answer(self, prompt: str, title: str, buttons: str) -> str:
        self.heard.append(prompt)
        return "yes" if buttons == "yes_no" else "ok"

    def leave(self) -> None:
        """Close the workbook without saving."""
        del xlwings.Book._mock_caller
        self.close()

    def stand_on(self, table: str, *keys: object) -> None:
        """Select the rows from the first of these keys to the last."""
        places = self._places(table, keys)
        self._cells(table)[min(places) : max(places) + 1, 1].select()

    def stand_on_place(self, table: str, place: int) -> None:
        """Select a row by its number below the header."""
        self._cells(table)[place, 1].select()

    def stand_on_areas(self, table: str, *keys: object) -> None:
        """Select rows apart from each other, as with Ctrl held down."""
        document, cells = self.xl.api, self._cells(table)
        areas = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for place in self._places(table, keys):
            areas.addRangeAddress(cells[place, 1].api.RangeAddress, False)
        cells[0, 1].select()
        document.CurrentController.select(areas)

    def hide(self, table: str, *keys: object) -> None:
        """Hide rows as a filter does."""
        for place in self._places(table, keys):
            self._cells(table)[place, 1].api.Rows.IsVisible = False

    def filter(self, table: str, column: str, value: str) -> None:
        """Choose one value under the filter button of a column."""
        area = self.xl_table(table).impl.api
        field = bridge.struct("sheet.TableFilterField2", Field=self._column(table, column), IsNumeric=False)
        field.StringValue, field.Operator = value, EQUAL
        area.getFilterDescriptor().setFilterFields2((field,))
        area.refresh()

    def unfilter(self, table: str) -> None:
        """Show all rows again."""
        self.xl_table(table).impl.clear_filter()

    def visible_keys(self, table: str) -> list[str]:
        """Keys of the rows on the screen, from top to bottom."""
        seen, key = self.book.visible(WORKBOOK.tables[table]), WORKBOOK.tables[table].key
        return [row[key] for row in self.rows(table) if row.at in seen]

    def hidden_rows(self, table: str) -> int:
        """How many rows of a table are hidden."""
        cells = self._cells(table)
        return sum(not cells[place, 1].api.Rows.IsVisible for place in range(cells.shape[0]))

    def type_in(self, table: str, place: int, **values: object) -> None:
        """Type into cells of a row by hand."""
        for key, value in values.items():
            self._cells(table)[place, self._column(table, key)].raw_value = value

    def click(self, action: str) -> str:
        """Press a button; the last thing said."""
        runner.click(action)
        return self.heard[-1]

    def answer(self, action: str, *answers: str) -> str:
        """Press a button and answer what it asks; the last thing said."""
        runner.run(action, lambda: self.book, _Talk(self.heard, answers), TODAY, NOW)
        return self.heard[-1]

    def rows(self, table: str) -> list[Any]:
        return self.book.read(WORKBOOK.tables[table])

    def postponed(self) -> list[str]:
        """Keys of the clients who are to be called in a week."""
        return [row["key"] for row in self.rows(CLIENTS.name) if row["next_call"] == IN_A_WEEK]

    def xl_table(self, table: str) -> Any:
        return self.xl.sheets[WORKBOOK.sheet_of[table].title].tables[table]

    def _cells(self, table: str) -> Any:
        return self.xl_table(table).data_body_range

    def _column(self, table: str, key: str) -> int:
        headers: list[str] = self.xl_table(table).header_row_range.value
        return headers.index(WORKBOOK.tables[table].by_key[key].header)

    def _places(self, table: str, keys: tuple[object, ...]) -> list[int]:
        return [row.at for row in self.rows(table) if row[WORKBOOK.tables[table].key] in keys]


class _Talk(ConsoleUi):
    """Answers given beforehand; what is said is heard."""

    def __init__(self, heard: list[str], answers: Sequence[str]) -> None:
        super().__init__(yes=True, answers=answers)
        self._heard = heard

    def say(self, text: str) -> None:
        self._heard.append(text)
