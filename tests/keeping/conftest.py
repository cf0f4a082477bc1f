"""A workbook on disk and a base in memory."""

from datetime import date

import pytest
from keeping_desk import NOW, TODAY, Desk, memory

from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.work.unit import Work
from osago_xl.workbook.build import build_workbook

FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def figures(request):
    """Lines for the end of the test report."""
    return request.config.stash.setdefault(FIGURES, [])


def pytest_terminal_summary(terminalreporter, config):
    lines = config.stash.get(FIGURES, [])
    if lines:
        terminalreporter.section("faults and hostile files")
        for line in lines:
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def new_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("keeping") / "OSAGO.xlsm"
    build_workbook(path, TODAY)
    return path.read_bytes()


@pytest.fixture(scope="session")
def desk_in(new_file):
    """A workbook with two clients in a folder."""

    def clients(work):
        work.add(CLIENTS, name="Иванов Пётр Сергеевич", phone="+7 (916) 111-22-33")
        work.add(CLIENTS, name="Орехова Анна", birth_date=date(1990, 2, 28))

    def make(folder):
        path = folder / "OSAGO.xlsm"
        path.write_bytes(new_file)
        desk = Desk(path)
        desk.do(clients)
        return desk

    return make


@pytest.fixture
def desk(desk_in, tmp_path):
    return desk_in(tmp_path)


@pytest.fixture
def memory_work():
    return Work(memory(), TODAY, NOW)
