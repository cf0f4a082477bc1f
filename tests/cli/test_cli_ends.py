"""How commands end: 0 ok, 1 findings, 2 wrong use, 3 failure, 4 cancelled; always a Russian sentence, no traceback."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from osago_xl.cli.books import selection_of
from osago_xl.cli.console import ConsoleUi
from osago_xl.cli.main import CANCELLED, FAILURE, OK, WRONG_USE, main
from osago_xl.errors import UsageError
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


SELECTED = [
    (["П-000045"], ("Полисы", "tblPolicies", ("П-000045",))),
    (["полисы:П-000045, П-000046"], ("Полисы", "tblPolicies", ("П-000045", "П-000046"))),
    (["Полисы:П-000045", "П-000046"], ("Полисы", "tblPolicies", ("П-000045", "П-000046"))),
    (["К-000001,К-000002"], ("Клиенты", "tblClients", ("К-000001", "К-000002"))),
    (["Пролонгация:П-000045"], ("Пролонгация", "tblRenewals", ("П-000045",))),
    (["калькулятор"], ("Калькулятор", "", ())),
    (["Оформлени"], None),
    ([], ("", "", ())),
]


@pytest.mark.parametrize(("texts", "meant"), SELECTED, ids=[" ".join(texts) for texts, _ in SELECTED])
def test_rows_are_named_by_sheet_and_key_or_by_the_key_alone(
    texts: list[str], meant: tuple[object, ...] | None
) -> None:
    if meant is None:
        with pytest.raises(UsageError, match="с таблицей нет"):
            selection_of(texts)
    else:
        found = selection_of(texts)
        assert (found.sheet, found.table, found.keys) == meant


def test_rows_of_two_sheets_are_not_one_selection() -> None:
    with pytest.raises(UsageError, match="с одного листа"):
        selection_of(["П-000001", "К-000001"])


def test_without_a_row_the_key_to_use_is_named(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "add_payment", str(book)]) == WRONG_USE
    assert "--select Полисы:П-000001" in capsys.readouterr().err
    assert main(["run", "add_payment", str(book), "--select", "П-000099"]) == FAILURE
    assert "нет ключа П-000099" in capsys.readouterr().err


def test_a_slip_of_the_fingers_is_asked_about(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "renew_polisy", str(book)]) == WRONG_USE
    assert "Может быть, renew_policy" in capsys.readouterr().err
    assert main(["run", "записать звонки", str(book)]) == WRONG_USE
    assert "log_calls («Записать звонки»)" in capsys.readouterr().err


OPTIONS = ["наличные", "карта", "Карта рассрочки"]
ANSWERS = [("2", 1), ("карта", 1), ("Карта  рассрочки", 2), ("нал", 0), ("", None)]


@pytest.mark.parametrize(("answer", "place"), ANSWERS)
def test_an_answer_by_number_or_in_words(answer: str, place: int | None) -> None:
    assert ConsoleUi(answers=[answer]).choose("Чем оплачено?", OPTIONS) == place


@pytest.mark.parametrize("answer", ["4", "0", "кар", "золотом"])
def test_an_answer_that_fits_nothing_or_two_is_an_error(answer: str) -> None:
    with pytest.raises(UsageError, match=f"«{answer}» не подходит"):
        ConsoleUi(answers=[answer]).choose("Чем оплачено?", OPTIONS)


def test_a_yes_or_no_takes_no_other_word() -> None:
    assert [ConsoleUi(answers=[word]).ask("Записать?") for word in ("Да", "н", "")] == [True, False, False]
    with pytest.raises(UsageError, match="да или нет"):
        ConsoleUi(answers=["ага"]).ask("Записать?")
