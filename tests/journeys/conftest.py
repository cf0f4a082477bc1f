"""The same journeys on three books: a closed file, a workbook open in Calc, and (on Windows) in Excel."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import CONTRACT, TODAY, Desk, add_insurer

from osago_xl.books import open_book
from osago_xl.books.base import Book, Selection
from osago_xl.books.live import LiveBook
from osago_xl.calc.engine import start_app
from osago_xl.calc.native import CalcNative
from osago_xl.workbook.build import build_workbook


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "OSAGO.xlsm"
    build_workbook(path, TODAY)
    return path


@pytest.fixture
def book_file(empty_book: Path, tmp_path: Path) -> Path:
    """A new workbook with one insurer in it; the day is fixed, so that formulas agree with the commands."""
    path = tmp_path / "OSAGO.xlsm"
    shutil.copy(empty_book, path)
    desk = Desk(lambda selection: open_book(path, today=TODAY, selection=selection))
    desk.setup(add_insurer)
    desk.setup(lambda work: work.set_setting("cfg_date", TODAY))
    return path


@pytest.fixture(scope="session")
def office() -> Iterator[Any]:
    with start_app() as app:
        yield app


@pytest.fixture
def live(office: Any, book_file: Path) -> Iterator[LiveBook]:
    """The generated workbook open in Calc."""
    book = office.books.open(str(book_file))
    try:
        yield LiveBook(book, CalcNative())
    finally:
        book.close()


@pytest.fixture(
    params=[
        "file",
        pytest.param("calc", marks=pytest.mark.office),
        pytest.param("excel", marks=[pytest.mark.excel, pytest.mark.skipif(sys.platform != "win32", reason="Excel")]),
    ]
)
def desk(request: pytest.FixtureRequest, book_file: Path) -> Iterator[Desk]:
    """An agent at one of the three books."""
    if request.param == "file":
        yield Desk(lambda selection: open_book(book_file, today=TODAY, selection=selection))
        return
    book = request.getfixturevalue("live") if request.param == "calc" else request.getfixturevalue("excel")

    def selected(selection: Selection) -> Book:
        book.choose(selection)
        return book

    yield Desk(selected)


@pytest.fixture
def excel(book_file: Path) -> Iterator[LiveBook]:
    import xlwings

    with xlwings.App(visible=False) as app:
        yield LiveBook(app.books.open(str(book_file)))


@pytest.fixture
def contract() -> dict[str, Any]:
    return {key: list(value) if isinstance(value, list) else value for key, value in CONTRACT.items()}
