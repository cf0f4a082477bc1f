"""`osago-xl check`: findings of a closed workbook, which stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osago_xl.cli.main import OK, main
from osago_xl.workbook.build import BUILD_DAY, build_workbook

CLIENT = {"key": "К-000001", "name": "Иванов Пётр", "status": "активный", "phone": "8 916 111 22 33", "channel": "Сайт",
          "agent": "Я", "kind": "физлицо", "added": BUILD_DAY}  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "ОСАГО.xlsm"
    build_workbook(path, BUILD_DAY, {"tblClients": [CLIENT]})
    return path


def test_findings_as_json_and_an_untouched_file(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert main(["check", str(book), "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["sheet"], found["key"], found["column"]) == ("Клиенты", "К-000001", "Телефон")
    assert (found["level"], found["rule"]) == ("warning", "phone.form")
    assert book.read_bytes() == before


def test_the_same_as_lines(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(book)]) == 1
    printed = capsys.readouterr().out
    assert "Клиенты, К-000001, Телефон: Телефон: записано не в общем виде" in printed
    assert printed.splitlines()[-1] == "Находок: 1"


def test_a_new_workbook_has_no_findings(tmp_path: Path) -> None:
    path = tmp_path / "OSAGO.xlsm"
    build_workbook(path, BUILD_DAY)
    assert main(["check", str(path)]) == OK
