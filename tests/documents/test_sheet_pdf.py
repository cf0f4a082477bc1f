"""One sheet of a closed workbook printed: that sheet alone, on as many pages as it declares."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from osago_xl.books.file_one_sheet import one_sheet
from osago_xl.documents.sheet_pdf import print_sheet
from osago_xl.errors import BookError
from osago_xl.workbook.build import BUILD_DAY, build_workbook


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path: Path = tmp_path_factory.mktemp("book") / "book.xlsm"
    build_workbook(path, BUILD_DAY, {"tblClients": [{"key": "К-000001", "name": "Иванов Пётр"}]})
    return path.read_bytes()


def test_all_other_sheets_are_hidden(book: bytes) -> None:
    copy = openpyxl.load_workbook(io.BytesIO(one_sheet(book, "Календарь")))
    assert [sheet.title for sheet in copy if sheet.sheet_state == "visible"] == ["Календарь"]


def test_a_sheet_that_is_not_there(book: bytes) -> None:
    with pytest.raises(BookError, match="Листа «Нет» в книге нет"):
        one_sheet(book, "Нет")


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("sheet", "pages", "word"), [("Карточка", 1, "Карточка клиента"), ("Сводка", 3, "Сводка")])
def test_a4_the_sheet_fits_its_pages(book: bytes, sheet: str, pages: int, word: str) -> None:
    made = PdfReader(io.BytesIO(print_sheet(book, None, sheet)))
    assert len(made.pages) == pages
    assert word in made.pages[0].extract_text()
