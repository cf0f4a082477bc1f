"""`osago-xl query` and `osago-xl export` on a closed workbook."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from osago_xl.cli.main import FAILURE, OK, main
from osago_xl.workbook.build import BUILD_DAY, build_workbook

CLIENTS = [
    {"key": "К-000001", "name": "Иванов Пётр", "status": "активный", "phone": "+7 (916) 111-22-33"},
    {"key": "К-000002", "name": "Ким Ен Су", "status": "активный", "advertising": "да"},
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "ОСАГО.xlsm"
    build_workbook(path, BUILD_DAY, {"tblClients": CLIENTS})
    return path


def test_a3_a_saved_query_as_json(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", str(book), "Без согласия на рекламу", "--json"]) == OK
    assert json.loads(capsys.readouterr().out) == [{"Клиент": "Иванов Пётр", "Телефон": "+7 (916) 111-22-33"}]


def test_an_unknown_query_lists_those_there_are(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", str(book), "Нет такого"]) == FAILURE
    assert "Есть: ОСАГО без КАСКО, VIP" in capsys.readouterr().err


def test_c10_any_table_to_a_file(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "клиенты.xlsx"
    assert main(["export", str(book), "Клиенты", "-o", str(out)]) == OK
    header, *rows = openpyxl.load_workbook(out).active.iter_rows(values_only=True)
    assert [row[header.index("Клиент")] for row in rows] == ["Иванов Пётр", "Ким Ен Су"]


@pytest.mark.parametrize(
    ("table", "file", "message"), [("Чепуха", "x.csv", "Нет таблицы"), ("Клиенты", "x.docx", "Выгрузка бывает")]
)
def test_wrong_words_are_refused(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, file: str, message: str
) -> None:
    assert main(["export", str(book), table, "-o", str(tmp_path / file)]) == FAILURE
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
