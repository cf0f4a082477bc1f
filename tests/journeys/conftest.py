"""The same journeys on three books: a closed file, a workbook open in Calc, and (on Windows) in Excel."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import base_of_six
import pytest
from desk import CONTRACT, TODAY, Desk, add_insurer
from live_agent import Agent
from opened import Opened

from osago_xl.books import open_book
from osago_xl.books.base import Book, Selection
from osago_xl.books.live import LiveBook
from osago_xl.calc.engine import start_app
from osago_xl.cli.main import main
from osago_xl.workbook.build import build_workbook

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "OSAGO.xlsm"
    build_workbook(path, TODAY)
    return path


@pytest.fixture(scope="session")
def furnished(empty_book: Path) -> Path:
    """A new workbook with one insurer in it; the day is fixed, so that formulas agree with the commands."""
    path = Path(shutil.copy(empty_book, empty_book.with_name("furnished.xlsm")))
    desk = Desk(lambda selection: open_book(path, today=TODAY, selection=selection))
    desk.setup(add_insurer)
    desk.setup(lambda work: work.set_setting("cfg_date", TODAY))
    return path


@pytest.fixture
def book_file(furnished: Path, tmp_path: Path) -> Path:
    """That workbook in a folder of its own."""
    return Path(shutil.copy(furnished, tmp_path / "OSAGO.xlsm"))


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
def small_base(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six clients, and a contract with a car and two drivers: a press works on the whole book, large ones are slow."""
    path = tmp_path_factory.mktemp("small") / "OSAGO.xlsm"
    shutil.copy(empty_book, path)
    base_of_six.work_on(path)
    return path


@pytest.fixture(scope="session")
def office() -> Iterator[Any]:
    with start_app() as app:
        yield app


@pytest.fixture(scope="module")
def seat(office: Any, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    agent = Agent(office, Path(shutil.copy(demo, tmp_path_factory.mktemp("seat") / "OSAGO.xlsm")))
    yield agent
    agent.leave()


@pytest.fixture
def agent(seat: Agent) -> Iterator[Agent]:
    """Before the demo workbook, as it was when it was opened."""
    seat.sit_down()
    yield seat
    seat.put_back()


@pytest.fixture(scope="module")
def opened(office: Any, furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    opened = Opened(office, Path(shutil.copy(furnished, tmp_path_factory.mktemp("live") / "OSAGO.xlsm")))
    yield opened
    opened.close()


@pytest.fixture
def live(opened: Opened) -> Iterator[LiveBook]:
    """The generated workbook open in Calc."""
    yield opened.book
    opened.put_back()


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
