"""C10, C14: tables and the calendar as files; a text of somebody else never becomes a formula."""

from __future__ import annotations

import io
from pathlib import Path

import base_of_six
import openpyxl
import pytest
from desk import TODAY, Desk
from icalendar import Calendar

from osago_xl.books.memory import MemoryBook
from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.workbook import WORKBOOK


@pytest.fixture
def six(tmp_path: Path) -> Desk:
    book = MemoryBook(WORKBOOK, TODAY, tmp_path / "ОСАГО.xlsm")

    def open_book(selection: object) -> MemoryBook:
        book.selected = selection  # type: ignore[assignment]
        return book

    desk = Desk(open_book)
    desk.setup(base_of_six.fill)
    return desk


def test_c10_selected_rows_go_to_xlsx_with_types(six: Desk) -> None:
    six.select("tblPolicies", "П-000001", "П-000004")
    (path,) = six.click("export_table", "1").files
    header, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    assert [row[header.index("Ключ")] for row in rows] == ["П-000001", "П-000004"]
    assert [row[header.index("Премия")] for row in rows] == [10000, 8500]
    assert rows[0][header.index("Окончание")].date().isoformat() == "2026-11-24"


def test_c10_one_selected_row_means_the_whole_table(six: Desk) -> None:
    six.select("tblClients", "К-000001")
    (path,) = six.click("export_table", "2").files
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("Ключ;Клиент;Телефон")


def test_a_text_like_a_formula_stays_a_text(six: Desk) -> None:
    evil = '=HYPERLINK("http://x","y")'
    six.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), comment=evil))
    six.select("tblClients", "К-000001")
    xlsx, csv = (six.click("export_table", kind).files[0].read_bytes() for kind in "12")
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(xlsx)).active for cell in row if cell.value == evil]
    assert [cell.data_type for cell in cells] == ["s"]
    assert "'=HYPERLINK" in csv.decode("utf-8-sig")


def test_a_second_file_does_not_replace_the_first(six: Desk) -> None:
    six.select("tblClients", "К-000001")
    first, second = (six.click("export_table", "2").files[0] for _ in range(2))
    assert first != second and first.exists() and second.exists()


def test_c14_the_calendar_holds_every_kind_once(six: Desk) -> None:
    (path,) = six.click("export_ics").files
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    told = [str(event["summary"]) for event in events]
    assert "Полис заканчивается: Иванов Пётр Сергеевич" in told
    assert "Задача: Отправить расчёт" in told
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_a_book_that_was_never_saved_has_no_folder(desk: Desk) -> None:
    desk.setup(base_of_six.fill)
    desk.select("tblClients", "К-000001")
    with pytest.raises(BookError, match="ещё не сохранена"):
        desk.click("export_table", "1")
