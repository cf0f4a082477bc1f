"""A workbook of ours to work on."""

import pytest
from book_files import TODAY

from osago_xl.books import open_book
from osago_xl.workbook.build import build_workbook


@pytest.fixture(scope="session")
def empty_workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "OSAGO.xlsm"
    build_workbook(path, TODAY)
    return path.read_bytes()


@pytest.fixture
def file(empty_workbook, tmp_path):
    path = tmp_path / "книга агента.xlsm"
    path.write_bytes(empty_workbook)
    return path


@pytest.fixture
def book(file):
    return open_book(file, today=TODAY)
