"""The same journeys on three books: a closed file, a workbook open in Calc, and (on Windows) in Excel."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import CONTRACT, TODAY, Desk, add_insurer
from live_agent import Agent

from osago_xl.books import open_book
from osago_xl.books.base import Book, Selection
from osago_xl.books.live import LiveBook
from osago_xl.calc.engine import start_app
from osago_xl.calc.native import CalcNative
from osago_xl.cli.main import main
from osago_xl.workbook.build import build_workbook

EXAMPLES = Path(__file__).parents[2] / "examples"


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
def dated() -> Callable[[Path], Path]:
    """Fix the day of a closed book, so that its formulas say the same whenever the test runs."""

    def fix(path: Path) -> Path:
        desk = Desk(lambda selection: open_book(path, today=TODAY, selection=selection))
        desk.setup(lambda work: work.set_setting("cfg_date", TODAY))
        return path

    return fix


@pytest.fixture(scope="session")
def demo(dated: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new book with all examples imported, a policy renewed and the lists built."""
    folder = tmp_path_factory.mktemp("demo")
    assert main(["demo", str(folder), "--examples", str(EXAMPLES)]) == 0
    return dated(folder / "OSAGO.xlsm")


@pytest.fixture
def demo_copy(demo: Path, tmp_path: Path) -> Path:
    """The demo workbook in a folder of its own, to be worked on."""
    return Path(shutil.copy(demo, tmp_path / "OSAGO.xlsm"))


@pytest.fixture(scope="session")
def office() -> Iterator[Any]:
    with start_app() as app:
        yield app


@pytest.fixture
def agent(office: Any, demo_copy: Path) -> Iterator[Agent]:
    agent = Agent(office, demo_copy)
    yield agent
    agent.leave()


@pytest.fixture
def live(office: Any, book_file: Path) -> Iterator[LiveBook]:
    """The generated workbook open in Calc."""
    book = office.books.open(str(book_file))
    yield LiveBook(book, CalcNative())
    if any(each == book for each in office.books):
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
