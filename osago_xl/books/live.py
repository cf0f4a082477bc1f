"""LiveBook: a workbook open in Excel or in Calc, through xlwings.

A change is written in blocks with screen and calculation held; when a step fails, the steps before it are taken back.
Cells we do not own, filters, sorting, widths and formats are left alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from osago_xl.books.base import Changes, FormValues, Row, Selection, lacking
from osago_xl.books.live_canvas import LiveCanvas
from osago_xl.books.live_form import read_form, write_form
from osago_xl.books.live_table import LiveTable, Undo
from osago_xl.books.native import ExcelNative, Native
from osago_xl.books.version import refuse_newer
from osago_xl.errors import BookError
from osago_xl.schema.addresses import address
from osago_xl.schema.tables import Table, WorkbookSchema
from osago_xl.schema.workbook import VERSION_AT, WORKBOOK

CLOSED = (
    "Книга закрылась или не отвечает, команда не записана. Файл на диске прежний: "
    "откройте книгу заново (не сохраняя изменений, если Excel спросит) и повторите."
)


class LiveBook:
    """`book` is an xlwings Book; `native` its engine's own calls (Excel's when not given).

    `selection` stands for what is selected where nobody sits before the screen.
    """

    def __init__(
        self,
        book: Any,
        native: Native | None = None,
        schema: WorkbookSchema = WORKBOOK,
        selection: Selection | None = None,
    ) -> None:
        self.xl, self.schema = book, schema
        self._given = selection
        self.password: str | None = None
        """Known only where a command line has opened the book: Excel does not tell it."""
        self.native = native or ExcelNative()
        self._where = {table.name: sheet for sheet in book.sheets for table in sheet.tables}
        missing = [name for name in schema.tables if name not in self._where]
        if len(missing) == len(schema.tables):
            raise BookError(
                f"«{book.name}» не рабочая книга ОСАГО. Откройте свою книгу или создайте новую: osago-xl new."
            )
        if missing:
            raise lacking(f"В книге «{book.name}» нет таблицы {missing[0]}")
        self._refuse_other_version()
        self._tables: dict[str, LiveTable] = {}
        self.hidden: list[str] = []
        """Sheets on which the last change added rows that a filter hides."""

    def _refuse_other_version(self) -> None:
        sheet, cell = VERSION_AT
        found = str(self.xl.sheets[sheet][cell].value) if sheet in {each.name for each in self.xl.sheets} else ""
        number = found.removeprefix("v")
        refuse_newer(self.xl.name, number, self.schema)
        if number != self.schema.version:
            raise BookError(
                f"Книга «{self.xl.name}» от прежней версии программы. Сохраните и закройте её, выполните "
                "osago-xl upgrade КНИГА и откройте снова: ваши данные, столбцы и листы останутся."
            )

    def choose(self, selection: Selection | None) -> None:
        """Let this count as selected; None asks the screen again."""
        self._given = selection

    @property
    def path(self) -> Path | None:
        """The file; None for a new book and for one that lives at a web address."""
        full = str(self.xl.fullname)
        return Path(full) if Path(full).is_absolute() else None

    @property
    def is_open(self) -> bool:
        """Whether the workbook is still there: the agent may have closed it, or the whole program."""
        try:
            return any(book.fullname == self.xl.fullname for book in self.xl.app.books)
        except Exception:  # each engine has its own way to say that its program is gone
            return False

    def read(self, table: Table) -> list[Row]:
        return self._table(table).read()

    def column(self, table: Table, key: str) -> list[Any]:
        return self._table(table).column(key)

    def rows_at(self, table: Table, places: Iterable[int]) -> list[Row]:
        return self._table(table).rows_at(places)

    def overwritten(self, table: Table, places: Iterable[int]) -> list[tuple[int, str]]:
        return self._table(table).overwritten(list(places))

    def read_form(self, prefix: str) -> FormValues:
        sheet, form = self._form(prefix)
        return read_form(sheet, form)

    def apply(self, changes: Changes) -> None:
        done: list[Undo] = []
        try:
            with _Held(self.xl.app):
                for step in self._steps(changes):
                    done.append(step)  # noqa: PERF402 (what was done before a failure must be known)
        except Exception as error:
            self._take_back(done, error)
        self.hidden = [
            self._where[name].name
            for name, change in changes.tables.items()
            if change.added and self.native.hidden_rows(self._table(change.table).xl)
        ]

    def _take_back(self, done: list[Undo], error: Exception) -> NoReturn:
        """Reverse what was written; BookError says what happened, whether the book is still there or not."""
        try:
            with _Held(self.xl.app):
                for undo in reversed(done):
                    undo()
        except Exception:
            raise BookError(CLOSED) from error
        if isinstance(error, BookError):
            raise error
        raise BookError(
            f"Не удалось записать в книгу: {error}. Всё возвращено, как было. "
            "Закончите ввод в ячейку (Enter) и повторите."
        ) from error

    def selection(self) -> Selection:
        if self._given is not None:
            return self._given
        cells = self.xl.app.selection
        if cells is None:
            return Selection(self.xl.sheets.active.name)
        title, rows = cells.sheet.name, _rows_of(cells)
        at_cell = Selection(title, cell=address(cells.row, cells.column))
        here = [name for name, sheet in self._where.items() if sheet.name == title and name in self.schema.tables]
        found = (self._table(self.schema.tables[name]).selected(rows) for name in here)
        return next((selection for selection in found if selection), at_cell)

    def show(self, sheet: str) -> None:
        target = self.xl.sheets[sheet]
        target.visible = True
        target.activate()

    def visible(self, table: Table) -> set[int]:
        live = self._table(table)
        return {row - live.top for row in _rows_of(live.xl.range)} & set(range(live.height))

    def set_visible(self, sheets: Mapping[str, bool]) -> None:
        for title in sorted(sheets, key=sheets.__getitem__, reverse=True):
            self.xl.sheets[title].visible = sheets[title]

    def to_pdf(self, sheet: str, target: Path) -> None:
        self.xl.to_pdf(str(target), include=sheet)

    def save(self) -> None:
        self.canvas.erase()
        self.xl.save()

    def snapshot(self) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, Path(str(self.xl.name)).with_suffix(".xlsm").name)
            self.native.save_copy(self.xl, copy)
            return copy.read_bytes()

    def password_dialog(self) -> bool:
        self.native.password_dialog(self.xl)
        return True

    @property
    def canvas(self) -> LiveCanvas:
        """The temporary sheet to draw on."""
        return LiveCanvas(self.xl, self.native)

    def _table(self, table: Table) -> LiveTable:
        if table.name not in self._tables:
            xl_table = self._where[table.name].tables[table.name]
            self._tables[table.name] = LiveTable(xl_table, table, self.native)
        return self._tables[table.name]

    def _form(self, prefix: str) -> tuple[Any, Any]:
        declared = self.schema.forms[prefix]
        return self.xl.sheets[declared.title], declared.form

    def _steps(self, changes: Changes) -> Iterator[Undo]:
        for change in changes.tables.values():
            yield from self._unlocked(self._where[change.table.name], self._table(change.table).apply(change))
        for prefix, values in changes.forms.items():
            sheet, form = self._form(prefix)
            yield from self._unlocked(sheet, write_form(sheet, form, values, self.native))

    def _unlocked(self, sheet: Any, steps: Iterable[Undo]) -> Iterable[Undo]:
        """The steps with the sheet's protection lifted; it is put back whatever happens."""
        was_protected = self.native.protect(sheet, False)
        try:
            yield from steps
        finally:
            if was_protected:
                self.native.protect(sheet, True)


class _Held:
    """Screen and calculation held, and given back whatever happens.

    A class, not a generator: an exception of LibreOffice cannot pass through contextlib.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    def __enter__(self) -> None:
        self._screen, self._calculation = self._app.screen_updating, self._app.calculation
        self._app.screen_updating = False
        self._app.calculation = "manual"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._app.calculation = self._calculation
        self._app.screen_updating = self._screen


def _rows_of(cells: Any) -> set[int]:
    """Sheet rows of a selection: all areas, rows hidden by a filter left out."""
    areas = cells.get_special_cells("visible") if cells.count > 1 else [cells]
    return {row for area in areas for row in range(area.row, area.row + area.shape[0])}
