"""Copies, restoring, merging, splitting, passwords and upgrades from the command line."""

import json
import shutil
from datetime import date

import pytest
from docx import Document

from osago_xl.books import is_encrypted, open_book
from osago_xl.cli.main import FAILURE, FINDINGS, OK, main
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work
from osago_xl.workbook.build import build_workbook

TODAY = date(2026, 11, 22)
ON = ["--on", TODAY.isoformat()]
SECRET, OTHER = "очень длинный пароль", "другой длинный пароль"


@pytest.fixture(autouse=True)
def no_passwords(monkeypatch):
    monkeypatch.delenv("OSAGO_PASSWORD", raising=False)
    monkeypatch.delenv("OSAGO_NEW_PASSWORD", raising=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "OSAGO.xlsm"
    build_workbook(path, TODAY)
    return path


@pytest.fixture
def book(built, tmp_path):
    path = tmp_path / "OSAGO.xlsm"
    shutil.copy(built, path)
    add(path, name="Орехова Анна", agent="Марк", phone="+7 (916) 111-22-33")
    return path


def add(path, **values):
    work = Work(open_book(path, today=TODAY), TODAY)
    if work.find(AGENTS, "Марк") is None:
        work.add(AGENTS, agent="Марк", role="субагент")
    work.add(CLIENTS, **values)
    work.commit("подготовка")


def names(path, password=None):
    rows = open_book(path, today=TODAY, password=password).read(WORKBOOK.tables["tblClients"])
    return sorted(row["name"] for row in rows)


def answer(capsys, *argv):
    code = main([*map(str, argv), *ON, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_copy_is_made_listed_and_restored(book, capsys):
    code, made = answer(capsys, "backup", book)
    assert (code, made[0]["rows"]["tblClients"]) == (OK, 1)
    assert [each["path"] for each in answer(capsys, "backup", book, "--list")[1]] == [made[0]["path"]]
    add(book, name="Лишний")
    code, found = answer(capsys, "restore", book, "--dry-run")
    assert code == FINDINGS
    assert "Клиенты, К-000002: убрать" in found["differences"]
    assert names(book) == ["Лишний", "Орехова Анна"]
    assert answer(capsys, "restore", book, "--table", "tblClients")[0] == OK
    assert names(book) == ["Орехова Анна"]
    assert len(answer(capsys, "backup", book, "--list")[1]) == 2


def test_the_whole_file_is_restored_without_a_table(book, capsys):
    before = book.read_bytes()
    answer(capsys, "backup", book)
    add(book, name="Лишний")
    assert answer(capsys, "restore", book)[0] == OK
    assert book.read_bytes() == before


def test_restoring_says_what_it_lacks(book, capsys):
    assert main(["restore", str(book)]) == FAILURE
    assert "нет такой копии" in capsys.readouterr().err
    assert main(["restore", str(book), "--table", "tblНет"]) == FAILURE
    assert "Нет таблицы «tblНет»" in capsys.readouterr().err


def test_bases_are_merged_and_a_trial_writes_nothing(book, built, tmp_path, capsys):
    other = tmp_path / "другая.xlsm"
    shutil.copy(built, other)
    add(other, name="Ким Лев", phone="89160000001")
    before = book.read_bytes()
    code, report = answer(capsys, "merge", book, other, "--dry-run")
    assert (code, report[0]["tables"]["tblClients"]["added"]) == (OK, 1)
    assert book.read_bytes() == before
    assert main(["merge", str(book), str(other), *ON]) == OK
    assert names(book) == ["Ким Лев", "Орехова Анна"]
    assert "Базы объединены" in capsys.readouterr().out
    report_rows = open_book(book, today=TODAY).read(WORKBOOK.tables["tblReport"])
    assert report_rows[0]["c1"].startswith("Объединение 22.11.2026")


def test_a_trial_names_every_conflict_and_answers_decide(book, built, tmp_path, capsys):
    other = tmp_path / "другая.xlsm"
    shutil.copy(built, other)
    for path, profession in ((book, "врач"), (other, "учитель")):
        add(path, name="Ким Лев", phone="89160000001", profession=profession)
    assert main(["merge", str(book), str(other), "--dry-run", "--rule", "filled", *ON]) == FINDINGS
    line = "Профессия: у нас «врач», там «учитель»: конфликт: взято, как у нас"
    assert line in capsys.readouterr().out
    assert main(["merge", str(book), str(other), "--rule", "ask", "--answer", "2", *ON]) == FINDINGS
    rows = open_book(book, today=TODAY).read(WORKBOOK.tables["tblClients"])
    assert "учитель" in {row["profession"] for row in rows}


def test_conflict_copies_of_a_cloud_folder_are_merged_without_being_named(book, built, capsys):
    copy = book.with_name("OSAGO (конфликтующая копия 2026-11-22).xlsm")
    shutil.copy(book, copy)
    add(copy, name="Ким Лев", phone="89160000001")
    assert main(["merge", str(book), *ON]) == OK
    assert names(book) == ["Ким Лев", "Орехова Анна"]


def test_a_merge_with_nothing_is_a_failure(book, capsys):
    assert main(["merge", str(book)]) == FAILURE
    assert "Нечего объединять" in capsys.readouterr().err
    assert main(["merge", str(book), str(book)]) == FAILURE
    assert "саму с собой" in capsys.readouterr().err


def test_an_agents_part_is_split_off(book, tmp_path, capsys, monkeypatch):
    target = tmp_path / "Марк.xlsm"
    monkeypatch.setenv("OSAGO_NEW_PASSWORD", SECRET)
    code, made = answer(capsys, "split", book, "Марк", target, "--encrypt")
    assert (code, made["rows"]["tblClients"]) == (OK, 1)
    assert names(target, SECRET) == ["Орехова Анна"]


def test_a_password_is_set_changed_and_taken_off(book, capsys, monkeypatch):
    monkeypatch.setenv("OSAGO_NEW_PASSWORD", SECRET)
    assert main(["password", str(book)]) == OK
    assert is_encrypted(book)
    assert main(["due", str(book), *ON]) == FAILURE
    assert "закрыта паролем" in capsys.readouterr().err
    monkeypatch.setenv("OSAGO_PASSWORD", SECRET)
    assert main(["due", str(book), *ON]) == OK
    monkeypatch.setenv("OSAGO_NEW_PASSWORD", OTHER)
    assert main(["password", str(book)]) == OK
    assert main(["due", str(book), *ON]) == FAILURE
    assert "не подошёл" in capsys.readouterr().err
    monkeypatch.setenv("OSAGO_PASSWORD", OTHER)
    assert main(["password", str(book), "--remove"]) == OK
    assert not is_encrypted(book)


def test_papers_follow_the_book(book, tmp_path, capsys, monkeypatch):
    papers = [tmp_path / f"{name}.docx" for name in ("Заявление", "Согласие")]
    for paper in papers:
        Document().save(paper)
    before = [paper.read_bytes() for paper in papers]
    monkeypatch.setenv("OSAGO_NEW_PASSWORD", SECRET)
    assert main(["password", *map(str, papers)]) == OK
    assert all(is_encrypted(paper) for paper in papers)
    monkeypatch.setenv("OSAGO_PASSWORD", SECRET)
    assert main(["password", "--remove", *map(str, papers)]) == OK
    assert [paper.read_bytes() for paper in papers] == before
    scan = tmp_path / "Скан.pdf"
    scan.write_bytes(b"%PDF-1.4")
    assert main(["password", str(scan)]) == FAILURE
    assert "Скан.pdf" in capsys.readouterr().err


def test_without_a_new_password_nothing_happens(book, capsys):
    before = book.read_bytes()
    assert main(["password", str(book)]) == FAILURE
    assert "OSAGO_NEW_PASSWORD" in capsys.readouterr().err
    assert book.read_bytes() == before


def test_a_workbook_is_upgraded(book, capsys):
    code, result = answer(capsys, "upgrade", book, "--force")
    assert (code, result["rows"]["tblClients"]) == (OK, 1)
    assert names(book) == ["Орехова Анна"]
    assert answer(capsys, "upgrade", book)[1]["copy"] is None
