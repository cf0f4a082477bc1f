"""The demo data: a new workbook with the examples imported, a fresh copy for every test."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest
from desk import CONTRACT, TODAY, Desk, add_insurer

from osago_xl.books import open_book
from osago_xl.books.base import Changes, Row, Selection, TableChange
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.totals import refresh_touched
from osago_xl.imports.command import import_files
from osago_xl.imports.target import Options
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = {"client_base.xlsx": "", "insurer_export.csv": "Пример", "bso_register.xlsx": ""}


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "OSAGO.xlsm"
    build_workbook(path, TODAY)
    desk = Desk(lambda selection: open_book(path, today=TODAY, selection=selection))
    desk.setup(add_insurer)
    desk.setup(lambda work: work.set_setting("cfg_my_name", "Образцов Иван Петрович"))
    for name, insurer in FILES.items():
        work = desk.work()
        import_files(work, ConsoleUi(yes=True), [EXAMPLES / name], Options(insurer), ask=False)
        refresh_touched(work)
        work.commit("Импорт")
    return path


@pytest.fixture
def closed_desk(demo_file: Path, tmp_path: Path) -> Desk:
    """An agent at the demo workbook, closed on disk."""
    path = tmp_path / "OSAGO.xlsm"
    shutil.copy(demo_file, path)
    desk = Desk(lambda selection: open_book(path, today=desk.today, selection=selection))
    return desk


@pytest.fixture(scope="session")
def demo_memory(demo_file: Path) -> MemoryBook:
    """The same cells without a file."""
    closed, book = open_book(demo_file, today=TODAY), MemoryBook(WORKBOOK, TODAY)
    for table in WORKBOOK.tables.values():
        plain = [column.key for column in table.columns if not column.formula]
        rows = [Row({key: row[key] for key in plain}) for row in closed.read(table)]
        book.apply(Changes({table.name: TableChange(table, replaced=rows)}, {}))
    return book


@pytest.fixture
def desk(demo_memory: MemoryBook, tmp_path: Path) -> Desk:
    """An agent at the demo data, quick enough for every row of the mission."""
    book = MemoryBook(WORKBOOK, TODAY, tmp_path / "OSAGO.xlsm")
    book.__dict__.update(copy.deepcopy({name: demo_memory.__dict__[name] for name in ("_cells", "_forms")}))

    def opened(selection: Selection) -> MemoryBook:
        book.selected, book.today = selection, desk.today
        return book

    desk = Desk(opened)
    return desk


@pytest.fixture(autouse=True)
def no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is printed and no office is started: these tests look at the base."""
    from osago_xl.documents import office

    monkeypatch.setattr(office, "has_office", lambda: False)
    monkeypatch.setattr("osago_xl.documents.printing.default_printer", lambda: "")


@pytest.fixture
def contract() -> dict[str, Any]:
    """A whole contract as typed into Оформление."""
    return {key: list(value) if isinstance(value, list) else value for key, value in CONTRACT.items()}
