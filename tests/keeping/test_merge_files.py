"""The buttons of group База that bring files together, take them apart and close them."""

import shutil
from datetime import timedelta

import pytest
from keeping_desk import NOW, TODAY, Desk, fill

from osago_xl.actions.perform import perform
from osago_xl.books import is_encrypted, open_book
from osago_xl.calc.engine import start_app
from osago_xl.calc.session import open_in_calc
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import BookError
from osago_xl.keeping.backup import backup
from osago_xl.keeping.merge_files import conflict_copies
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.work.unit import Work

SECRET = "очень длинный пароль"


def click(desk, action, *answers, files=(), yes=True, password=None):
    book = open_book(desk.path, today=TODAY, password=password)
    return perform(action, book, ConsoleUi(yes=yes, files=files, answers=answers), TODAY, NOW)


@pytest.fixture
def other(new_file, tmp_path):
    path = tmp_path / "другая" / "База.xlsm"
    path.parent.mkdir()
    path.write_bytes(new_file)
    other = Desk(path)
    other.do(lambda work: work.add(CLIENTS, name="Ким Лев", phone="89160000001"))
    return other


@pytest.mark.parametrize(
    "name",
    [
        "OSAGO (конфликтующая копия 2026-11-22).xlsm",
        "OSAGO (конфликтующая копия с компьютера Анна 22.11.2026).xlsm",
        "OSAGO (Анна's conflicted copy 2026-11-22).xlsm",
        "OSAGO.sync-conflict-20261122-091500.xlsm",
        "OSAGO (1).xlsm",
        "OSAGO-DESKTOP-7K2M4QP.xlsm",
    ],
)
def test_copies_made_by_cloud_folders_are_recognised(tmp_path, name):
    book = tmp_path / "OSAGO.xlsm"
    for each in ("OSAGO.xlsm", name, "OSAGO Марк.xlsm", "OSAGO-Марк.xlsm", "OSAGO (Марк).xlsm", "Конфликты.xlsm"):
        (tmp_path / each).touch()
    assert [path.name for path in conflict_copies(book)] == [name]


def test_the_button_merges_the_files_chosen(desk, other):
    report = click(desk, "merge_bases", "1", files=[other.path])
    assert "Базы объединены" in report.text
    assert report.show == "Отчёт"
    assert desk.names() == ["Иванов Пётр Сергеевич", "Ким Лев", "Орехова Анна"]


def test_a_cancelled_merge_leaves_the_book_alone(desk, other):
    before = desk.path.read_bytes()
    assert click(desk, "merge_bases", "", files=[other.path]).text == ""
    assert click(desk, "merge_bases", "1", "н", files=[other.path], yes=False).text == ""
    assert desk.path.read_bytes() == before


def test_the_button_splits_off_a_part(desk):
    desk.do(lambda work: work.add(AGENTS, agent="Марк", role="субагент"))
    desk.do(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000002"), agent="Марк"))
    report = click(desk, "split_base", "1", SECRET)
    assert report.files == [desk.path.with_name("OSAGO Марк.xlsm")]
    assert Desk(report.files[0]).names(SECRET) == ["Орехова Анна"]


def test_the_button_closes_the_book_and_a_typing_error_does_not(desk):
    with pytest.raises(BookError, match="не совпали"):
        click(desk, "set_password", SECRET, "опечатка в пароле")
    assert not is_encrypted(desk.path)
    click(desk, "set_password", SECRET, SECRET)
    assert is_encrypted(desk.path)
    assert click(desk, "backup_now", password=SECRET).text.startswith("Копия сделана")


@pytest.mark.office
def test_an_open_book_is_copied_with_its_unsaved_changes(desk):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    on_disk = desk.path.read_bytes()
    with start_app() as app, open_in_calc(desk.path, app=app) as book:
        fill(book, lambda work: work.add(TASKS, what="Позвонить", due=TODAY))
        copy = backup(Work(book, TODAY, NOW + timedelta(minutes=1)))
    assert desk.path.read_bytes() == on_disk
    assert copy.manifest.rows["tblClients"] == 2
    assert copy.manifest.rows["tblTasks"] == 1
