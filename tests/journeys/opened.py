"""A workbook open in Calc for a whole file of tests: what one test changes is put back, sooner than opened anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osago_xl.books.base import Changes, FormValues, Row, TableChange
from osago_xl.books.live import LiveBook
from osago_xl.calc.native import CalcNative
from osago_xl.schema.tables import Form
from osago_xl.schema.workbook import WORKBOOK


class Opened:
    """`path` open in `app`, an xlwings App."""

    def __init__(self, app: Any, path: Path) -> None:
        self.app, self.path, self._file = app, path, path.read_bytes()
        self._open()

    @property
    def book(self) -> LiveBook:
        return LiveBook(self.xl, CalcNative())

    @property
    def is_open(self) -> bool:
        return any(book == self.xl for book in self.app.books)

    def put_back(self) -> None:
        """All that commands write: rows, formulas, forms, filters, the file. A closed workbook is opened again."""
        if self.is_open and self.path.read_bytes() == self._file:
            book = self.book
            book.canvas.erase()
            self._show_rows(book)
            self._restore_formulas()
            now = _rows(book)
            changed = [name for name, rows in now.items() if rows != self._before[name]]
            formulas = {name: _formulas(book, name) for name in changed}
            book.apply(Changes({name: change for name, change in formulas.items() if change.restored}))
            again = {name: _back(name, now[name], self._before[name]) for name in changed}
            forms = _forms(book)
            book.apply(Changes(again, {prefix: old for prefix, old in self._forms.items() if forms[prefix] != old}))
            return
        self.close()
        self.path.write_bytes(self._file)
        self._open()

    def close(self) -> None:
        """Without saving."""
        if self.is_open:
            self.xl.close()

    def _open(self) -> None:
        self.xl = self.app.books.open(str(self.path))
        book = self.book
        self._before, self._forms, self._computed = _rows(book), _forms(book), self._fields()

    def _restore_formulas(self) -> None:
        """Of forms: a renewal writes the end of the contract over its formula, and the next test would inherit it."""
        for (title, at), formula in self._fields().items():
            if formula != self._computed[title, at]:
                self.xl.sheets[title].range(at).formula = self._computed[title, at]

    def _fields(self) -> dict[tuple[str, str], str]:
        """Formulas of the fields that an agent may type over."""
        return {
            (sheet.title, field.at): self.xl.sheets[sheet.title].range(field.at).formula
            for sheet in WORKBOOK.forms.values()
            for field in sheet.form.fields
            if field.column.formula and not field.locked
        }

    def _show_rows(self, book: LiveBook) -> None:
        for name, table in WORKBOOK.tables.items():
            xl_table = self.xl.sheets[WORKBOOK.sheet_of[name].title].tables[name]
            if len(book.visible(table)) < xl_table.range.shape[0] - 1:
                xl_table.impl.clear_filter()


def _rows(book: LiveBook) -> dict[str, list[Row]]:
    return {name: book.read(table) for name, table in WORKBOOK.tables.items()}


def _forms(book: LiveBook) -> dict[str, FormValues]:
    return {prefix: _typed(sheet.form, book.read_form(prefix)) for prefix, sheet in WORKBOOK.forms.items()}


def _back(name: str, now: list[Row], before: list[Row]) -> TableChange:
    """Cells that differ, and rows at the end that are new; the whole table where others have come or gone."""
    table, places = WORKBOOK.tables[name], [row.at for row in before]
    if [row.at for row in now][: len(before)] != places:
        return TableChange(table, replaced=before)
    keys = [column.key for column in table.columns if not column.formula]
    change = TableChange(table, deleted={row.at for row in now[len(before) :]})
    for row, old in zip(now, before, strict=False):
        cells = {key: old[key] for key in keys if row[key] != old[key]}
        if cells:
            change.updated[old.at] = cells
    return change


def _formulas(book: LiveBook, name: str) -> TableChange:
    change = TableChange(WORKBOOK.tables[name])
    for at, key in book.overwritten(change.table, [row.at for row in book.read(change.table)]):
        change.restored.setdefault(at, set()).add(key)
    return change


def _typed(form: Form, values: FormValues) -> FormValues:
    return {key: value for key, value in values.items() if key in form.grid or not form.by_key[key].column.formula}
