"""How commands end: 0 ok, 1 findings, 2 wrong use, 3 failure, 4 cancelled; always a Russian sentence, no traceback."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from osago_xl.cli.main import CANCELLED, FAILURE, OK, WRONG_USE, main
from osago_xl.workbook.build import build_workbook


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ends") / "OSAGO.xlsm"
    build_workbook(path, date(2026, 11, 30))
    return path


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "OSAGO.xlsm"))


def clients(book: Path) -> Path:
    path = book.with_name("clients.csv")
    path.write_text("ФИО;Телефон\nКузнецов Пётр Иванович;89160001122\n", "utf-8")
    return path


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == OK
    assert capsys.readouterr().out.startswith("osago-xl 0.")


def test_a_cancelled_command_of_the_ribbon_says_so(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert main(["import", str(book), str(clients(book)), "--yes"]) == OK
    after = book.read_bytes()
    assert after != before
    assert main(["run", "undo_last", str(book), "--answer", "н"]) == CANCELLED
    assert "отменено, в книгу ничего не записано" in capsys.readouterr().err
    assert book.read_bytes() == after


@pytest.mark.parametrize("named", ["Полисыы:П-000001", "tblNone:П-000001", ":", "Старт:1"])
def test_a_selection_of_no_table_is_wrong_use(book: Path, named: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "delete_row", str(book), "--select", named, "--yes"]) == WRONG_USE
    said = capsys.readouterr().err
    assert "Пишите так: Полисы:П-000045" in said
    assert "Traceback" not in said


def test_a_selection_by_the_title_of_a_sheet(book: Path) -> None:
    assert main(["import", str(book), str(clients(book)), "--yes"]) == OK
    assert main(["run", "delete_row", str(book), "--select", "клиенты:К-000002", "--yes"]) in (OK, FAILURE)
    assert main(["run", "delete_row", str(book), "--select", "Клиенты:К-000001", "--yes"]) == OK
    assert main(["run", "give_back", str(book), "--yes"]) == OK


def test_a_key_there_is_not_is_a_failure_with_a_sentence(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "delete_row", str(book), "--select", "Клиенты:К-999999", "--yes"]) == FAILURE
    assert "К-999999" in capsys.readouterr().err


def test_an_import_of_nothing_is_wrong_use(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(book)]) == WRONG_USE
    assert "назовите" in capsys.readouterr().err


def test_commands_of_the_command_line_mend_and_name_settings_too(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from osago_xl.books import open_book
    from osago_xl.work.unit import Work

    for typed, code in (("180 дней", OK), ("сто", FAILURE)):
        work = Work(open_book(book, today=date(2026, 11, 30)), date(2026, 11, 30))
        work.set_setting("cfg_silence_days", typed)
        work.commit("подготовка")
        assert main(["import", str(book), str(clients(book)), "--yes"]) == code
    assert "«Молчание до звонка»" in capsys.readouterr().err
