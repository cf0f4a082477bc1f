"""The command line of an office on real files: what programs that call it rely on."""

from __future__ import annotations

import json
from datetime import date

import pytest
from office_desk import TODAY
from openpyxl import load_workbook

from osago_xl.books import open_book
from osago_xl.cli.main import main
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work
from osago_xl.workbook.build import build_workbook


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("new") / "OSAGO.xlsm"
    build_workbook(path, date(2026, 11, 22))
    return path.read_bytes()


def test_from_nothing_to_two_books_that_agree(tmp_path, configuration, empty, capsys):
    store = str(tmp_path / "Агентство.sqlite")
    books = {"head": tmp_path / "Главная.xlsm", "agent": tmp_path / "Петров.xlsm"}
    assert main(["agency", "init", store]) == 0
    for role, book in books.items():
        book.write_bytes(empty)
        file = str(tmp_path / f"{role}.json")
        assert main(["agency", "invite", role, "--role", role, "--url", store, "-o", file]) == 0
        assert main(["agency", "join", str(book), file]) == 0
    work = Work(open_book(books["agent"], today=TODAY), TODAY)
    work.add(CLIENTS, name="Иванов Пётр")
    work.commit("новый клиент")

    first = answer(capsys, "agency", "sync", str(books["agent"]), "--json")
    assert first["sent"]["tblClients"] == 1
    second = answer(capsys, "agency", "sync", str(books["head"]), "--json")
    assert second["received"] == {"tblClients": 1}
    assert second["conflicts"] == []
    assert second["position"] == first["position"] + 1
    [client] = open_book(books["head"], today=TODAY).read(WORKBOOK.tables["tblClients"])
    assert (client["key"], client["name"]) == ("К-2-000001", "Иванов Пётр")

    status = answer(capsys, "agency", "status", str(books["head"]), "--json")
    assert (status["name"], status["role"], status["code"], status["waiting"]) == ("head", "head", 1, 0)
    assert [each["name"] for each in status["members"]] == ["agent", "head"]
    assert main(["agency", "status", str(books["head"])]) == 0
    assert f"Хранилище: {store}\n" in capsys.readouterr().out


def answer(capsys, *arguments: str):
    capsys.readouterr()
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_the_example_office(tmp_path, configuration, capsys):
    """Three books that agree, one conflict told to both sides, the head's report."""
    folder = tmp_path / "показ"
    assert main(["demo", str(folder), "--agency"]) == 0
    told = capsys.readouterr().out
    assert told.count("осталось «+7 (900) 111-11-11»") == 2
    head = open_book(folder / "Анна Главная.xlsm", today=TODAY)
    clients = head.read(WORKBOOK.tables["tblClients"])
    assert {client["name"]: client["agent"] for client in clients} == {
        "Гордеев Лев Ильич": "Пётр Агентов",
        "Осипова Вера Павловна": "Пётр Агентов",
        "Демин Глеб Олегович": "Яна Помощникова",
    }
    helper = open_book(folder / "Яна Помощникова.xlsm", today=TODAY)
    assert [client["name"] for client in helper.read(WORKBOOK.tables["tblClients"])] == ["Демин Глеб Олегович"]
    sheets = load_workbook(folder / "Отчёт.xlsx").worksheets
    sums = [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 6_840 + 9_125 in sums  # what Пётр has sold
    assert not [*folder.glob("*.json")]  # no password is left lying about
