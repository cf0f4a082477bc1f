"""xlwings' books over Calc. A book is a working copy: the file on disk changes only in `save`, whole or not at all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from osago_xl.books.crypto import encrypt
from osago_xl.calc import bridge, files
from osago_xl.calc.guard import guarded, translated
from osago_xl.calc.names import Names
from osago_xl.calc.office import lost
from osago_xl.calc.package import Package
from osago_xl.calc.restore import calculated_columns, for_calc, restored
from osago_xl.calc.sheets import Sheets
from osago_xl.errors import BookError, why

if TYPE_CHECKING:
    from osago_xl.calc.apps import App

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}
OPEN_LIMIT, SAVE_LIMIT = 600.0, 300.0  # seconds: a large base on a slow computer takes minutes
OPEN_PAUSES = (0.3, 0.7, 1.5)  # seconds after each answer that was none
NEVER_RUN_MACROS, NO_LINK_UPDATE = 0, 0


class Books(base_classes.Books):
    """Open books of one app, the active one first."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: list[Book] = []
        self._count = 0

    @property
    def api(self) -> Any:
        return self.app.office.desktop.Components

    @property
    def active(self) -> Book | None:
        return self._books[0] if self._books else None

    def __call__(self, name_or_index: str | int) -> Book:
        if isinstance(name_or_index, int):
            return sorted(self._books, key=lambda book: book.number)[name_or_index - 1]
        for book in self._books:
            if book.name.casefold() == name_or_index.casefold():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self._books))

    def __contains__(self, name: str) -> bool:
        return any(book.name.casefold() == name.casefold() for book in self._books)

    def add(self) -> Book:
        return self._enter(None, None)

    def open(self, fullname: str, *others: object, password: str | None = None, **more: object) -> Book:
        """Open a working copy of an xlsx or xlsm; BookError when it cannot be read, the file stays as it was.

        xlwings hands the options over by position; the password is the fourth after the name.
        """
        return self._enter(Path(fullname), password or (str(others[3]) if others[3:4] and others[3] else None))

    def _enter(self, path: Path | None, password: str | None) -> Book:
        self._count += 1
        book = Book(self.app, self._count, path, password)
        self._books.insert(0, book)
        return book

    def activate(self, book: Book) -> None:
        self.remove(book)
        self._books.insert(0, book)

    def remove(self, book: Book) -> None:
        self._books = [other for other in self._books if other is not book]


@guarded
class Book(base_classes.Book):
    """One open book: `path` is the agent's file, the office itself sees only the working copy."""

    app: Any = None

    def __init__(self, app: App, number: int, path: Path | None, password: str | None) -> None:
        self.app = app
        self.number = number
        self._path = path
        self._password = password
        self._folder = app.office.folder / f"book{number}"
        self._folder.mkdir()
        self.original: Package | None = None
        self._state = files.state(path) if path else None
        self.calculated: dict[str, dict[str, str]] = {}
        source = "private:factory/scalc"
        if path is not None:
            kind = _kind(path)
            self.original = Package(files.read_plain(path, password))
            self.calculated = calculated_columns(self.original)
            copy = self._folder / f"open{kind}"
            copy.write_bytes(for_calc(self.original).to_bytes())
            source = copy.as_uri()
        self._document = self._loaded(source)
        self._document.enableAutomaticCalculation(app.calculation != "manual")
        self._document.IsUndoEnabled = False  # «Отменить» has a journal of its own; Calc copies all that a step touches
        self.sheet_list, self.database_ranges = self._document.Sheets, self._document.DatabaseRanges
        self._known_ranges: dict[str, Any] = {}
        self._known_sheets: dict[str, Any] = {}
        self._sheets_of_tables: tuple[object, dict[int, list[str]]] = (None, {})

    def _loaded(self, source: str) -> Any:
        """The document; an office that has only just started may answer nothing, so it is asked again."""
        options = bridge.properties(MacroExecutionMode=NEVER_RUN_MACROS, UpdateDocMode=NO_LINK_UPDATE)
        for pause in OPEN_PAUSES:
            try:
                with self.app.office.limit(OPEN_LIMIT):
                    document = self.app.office.desktop.loadComponentFromURL(source, "_blank", 0, options)
            except bridge.error("uno.Exception") as error:
                if lost():
                    raise translated(error, "open") from None
                document = None
            if document is not None:
                return document
            time.sleep(pause)
        raise BookError(
            f"LibreOffice не открыл «{self.name}», спрошен {len(OPEN_PAUSES)} раз: он занят или книга ему не по силам. "
            "Повторите; если не поможет, откройте книгу в LibreOffice сами. Книга не изменена."
        )

    @property
    def api(self) -> Any:
        return self._document

    @property
    def name(self) -> str:
        return self._path.name if self._path else f"Книга{self.number}"

    @property
    def fullname(self) -> str:
        return str(self._path or self.name)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def uno_sheets(self) -> Mapping[str, Any]:
        """The UNO sheets by name, in order; kept, since each new object costs a millisecond."""
        names = self.sheet_list.ElementNames
        if tuple(self._known_sheets) != names:
            self._known_sheets = {name: self.sheet_list.getByName(name) for name in names}
        return self._known_sheets

    def forget_sheets(self) -> None:
        """Sheets have come or gone: a new one may bear an old name."""
        self._known_sheets = {}

    def database_range(self, name: str) -> Any:
        """The UNO object of a table; kept, since each new object costs a millisecond."""
        if name not in self._known_ranges:
            self._known_ranges[name] = self.database_ranges.getByName(name)
        return self._known_ranges[name]

    def tables_on(self, sheet: int) -> list[str]:
        """Names of the tables on the n-th sheet (from 0), found anew when sheets or tables have come, gone or moved."""
        order = (self.sheet_list.ElementNames, self.database_ranges.ElementNames)
        if order != self._sheets_of_tables[0]:
            found: dict[int, list[str]] = {}
            for name in order[1]:
                found.setdefault(self.database_range(name).DataArea.Sheet, []).append(name)
            self._sheets_of_tables = (order, found)
        return self._sheets_of_tables[1].get(sheet, [])

    @property
    def names(self) -> Names:
        return Names(self, self._document.NamedRanges)

    def activate(self) -> None:
        self.app.books.activate(self)

    def close(self) -> None:
        """Close without saving; the book of an office that has died is closed already."""
        self.app.books.remove(self)
        shutil.rmtree(self._folder, ignore_errors=True)  # what the office holds goes with it
        try:
            self._document.close(True)
        except bridge.error("uno.Exception"):
            if not lost():
                raise

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write the book to its file, or to `path` which then is its file; encrypted if it has a password.

        The file holds the old or the new state, never a mixture: it is replaced at the end in one step. BookError when
        another program has changed the file since it was opened, or holds it open.
        """
        target = Path(path).resolve() if path else self._path
        if target is None:
            target = Path.cwd() / f"{self.name}.xlsx"
        if target == self._path and files.state(target) != self._state:
            raise BookError(
                f"Файл «{target.name}» изменила другая программа, пока книга была открыта. "
                "Он не тронут; сохраните книгу под другим именем."
            )
        secret = password or self._password
        files.replace(target, self._finished(_kind(target), secret))
        self._path, self._password, self._state = target, secret, files.state(target)
        self._document.setModified(False)

    def copy_to(self, path: Path) -> None:
        """Write the book as it is now to another file; it stays the book of its own file."""
        files.replace(path, self._finished(_kind(path), self._password))

    def to_pdf(self, path: str, quality: object = None) -> None:
        """All visible sheets as PDF. Named one by one: Calc would print hidden sheets that have a print area."""
        made = self._folder / "print.pdf"
        selection = self._document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for sheet in self.sheets:
            if sheet.visible:
                selection.addRangeAddresses(sheet.printed_areas(), False)
        export = bridge.uno().Any("[]com.sun.star.beans.PropertyValue", bridge.properties(Selection=selection))
        self._store(made, "calc_pdf_Export", FilterData=export)
        files.replace(Path(path), made.read_bytes())

    def _finished(self, kind: str, password: str | None) -> bytes:
        """The file as it is written: what Calc leaves out is restored, encrypted if there is a password."""
        data = restored(self._stored(kind), self.original, macros=kind == ".xlsm").to_bytes()
        return encrypt(data, password) if password else data

    def _stored(self, kind: str) -> Package:
        made = self._folder / f"save{kind}"
        self._store(made, FILTERS[kind])
        try:
            return Package(made.read_bytes())
        except OSError as error:
            raise BookError(
                f"Книга «{self.name}» не сохранена: рабочая копия не читается ({why(error)}). Файл остался прежним."
            ) from error

    def _store(self, made: Path, filter_name: str, **more: object) -> None:
        with self.app.office.limit(SAVE_LIMIT):
            self._document.storeToURL(made.as_uri(), bridge.properties(FilterName=filter_name, **more))


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in FILTERS:
        raise BookError(f"«{path.name}»: работаем с книгами xlsx и xlsm. Сохраните книгу в одном из этих видов.")
    return kind
