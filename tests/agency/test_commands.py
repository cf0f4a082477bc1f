"""The command line of an office on real files: what programs that call it rely on."""

from __future__ import annotations

import json
from datetime import date

import pytest
from office_desk import TODAY

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


def answer(capsys, *arguments: str):
    capsys.readouterr()
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)
