"""The demo data: a new workbook with the examples imported, a fresh copy for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import TODAY, Desk, add_insurer

from osago_xl.actions.totals import refresh_touched
from osago_xl.books import open_book
from osago_xl.cli.console import ConsoleUi
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
def book_file(demo_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "OSAGO.xlsm"
    shutil.copy(demo_file, path)
    return path


@pytest.fixture
def desk(book_file: Path) -> Desk:
    """An agent at the demo workbook, closed on disk."""
    return Desk(lambda selection: open_book(book_file, today=TODAY, selection=selection))


@pytest.fixture(scope="session")
def demo_rows(demo_file: Path) -> dict[str, list[dict[str, object]]]:
    book = open_book(demo_file, today=TODAY)
    return {name: [dict(row) for row in book.read(table)] for name, table in WORKBOOK.tables.items()}


@pytest.fixture(autouse=True)
def no_printer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is printed and no office is started: these tests look at the base."""
    from osago_xl.documents import office

    monkeypatch.setattr(office, "has_office", lambda: False)
    monkeypatch.setattr("osago_xl.documents.printing.default_printer", lambda: "")
    yield
