"""A copy is the workbook, read back; restoring brings back everything, a table or a row."""

from datetime import timedelta

import pytest
from keeping_desk import NOW, TODAY

from osago_xl.actions.perform import perform
from osago_xl.books import is_encrypted, open_book
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import BookError
from osago_xl.keeping import files
from osago_xl.keeping.backup import backup, backup_before, read_copy
from osago_xl.keeping.copies import FOLDER, copies
from osago_xl.keeping.password import set_password
from osago_xl.keeping.restore import bring_back, compare, preview, put_back, rows_of
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS

SECRET = "очень длинный пароль"


def test_a_copy_is_the_file_with_its_rows_counted(desk):
    before = desk.path.read_bytes()
    work = desk.work()
    copy = backup(work)
    work.commit("Копия")
    assert copy.path.read_bytes() == before
    assert copy.path.parent == desk.path.parent / FOLDER
    assert copy.manifest.rows["tblClients"] == 2
    assert [each.manifest for each in copies(copy.path.parent, desk.path)] == [copy.manifest]
    assert desk.work().settings["cfg_backup_day"] == TODAY


def test_a_copy_to_another_drive_is_encrypted_on_request(desk, tmp_path):
    copy = backup(desk.work(), folder=tmp_path / "флешка", new_password=SECRET)
    assert is_encrypted(copy.path)
    assert read_copy(copy, SECRET) == desk.path.read_bytes()
    assert copy.manifest.rows["tblClients"] == 2
    with pytest.raises(BookError, match="не подошёл"):
        read_copy(copy, "не тот пароль")


def test_the_copy_of_an_encrypted_book_is_encrypted(desk):
    set_password(desk.path, None, SECRET)
    copy = backup(desk.work(SECRET))
    assert is_encrypted(copy.path)
    assert copy.manifest.rows["tblClients"] == 2


def test_a_copy_changed_afterwards_is_refused(desk):
    copy = backup(desk.work())
    copy.path.write_bytes(copy.path.read_bytes() + b"x")
    with pytest.raises(BookError, match="контрольная сумма"):
        read_copy(copy, None)


def test_a_failing_write_leaves_no_half_copy(desk, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "replace_file", full)
    with pytest.raises(BookError, match="на диске нет места"):
        backup(desk.work())
    assert list((desk.path.parent / FOLDER).iterdir()) == []


def test_old_copies_go(desk):
    desk.do(lambda work: work.set_setting("cfg_backup_keep", 2))
    for minute in range(4):
        backup(desk.work(now=NOW + timedelta(minutes=minute)))
    assert [copy.manifest.made.minute for copy in copies(desk.path.parent / FOLDER, desk.path)] == [18, 17]


def test_a_bulk_command_makes_a_copy_of_the_state_before_it(desk):
    before = desk.path.read_bytes()
    book = open_book(desk.path, today=TODAY)
    perform("refresh_all", book, ConsoleUi(yes=True), TODAY, NOW)
    assert desk.path.read_bytes() != before
    (copy,) = copies(desk.path.parent / FOLDER, desk.path)
    assert copy.path.read_bytes() == before
    assert "перед командой" in copy.manifest.reason


def test_a_book_without_a_file_needs_no_copy(memory_work):
    assert backup_before(memory_work, "Импорт") is None


def change(desk):
    def spoil(work):
        work.set(CLIENTS, work.get(CLIENTS, "К-000001"), name="Испорчено", phone="")
        work.remove(CLIENTS, work.get(CLIENTS, "К-000002"))
        work.add(CLIENTS, name="Лишний")
        work.add(TASKS, what="Лишняя", due=TODAY)

    desk.do(spoil)


def test_the_preview_names_rows_and_cells(desk):
    copy = backup(desk.work())
    change(desk)
    work = desk.work()
    found = compare(work, rows_of(copy, work.schema, None), ["tblClients"])
    assert {(each.key, each.kind) for each in found} == {
        ("К-000001", "changed"), ("К-000002", "missing"), ("К-000003", "extra"),
    }  # fmt: skip
    lines = "\n".join(preview(work.schema, found))
    assert "Клиент: сейчас «Испорчено», было «Иванов Пётр Сергеевич»" in lines


def test_tables_come_back_and_others_stay(desk):
    copy = backup(desk.work())
    before = desk.rows("tblClients")
    change(desk)
    work = desk.work()
    bring_back(work, compare(work, rows_of(copy, work.schema, None), ["tblClients"]))
    work.commit("Восстановление")
    assert desk.rows("tblClients") == before
    assert len(desk.rows("tblTasks")) == 1


def test_one_row_comes_back(desk):
    copy = backup(desk.work())
    change(desk)
    work = desk.work()
    bring_back(work, compare(work, rows_of(copy, work.schema, None), keys=["К-000002"]))
    work.commit("Восстановление")
    assert desk.names() == ["Испорчено", "Лишний", "Орехова Анна"]


def test_the_whole_file_comes_back_byte_for_byte(desk):
    before = desk.path.read_bytes()
    copy = backup(desk.work())
    change(desk)
    put_back(copy, desk.path, None)
    assert desk.path.read_bytes() == before


def test_the_button_backs_up_the_present_before_it_restores(desk):
    work = desk.work()
    backup(work)
    work.commit("Копия")
    change(desk)
    report = perform("restore_backup", open_book(desk.path, today=TODAY), ConsoleUi(answers=["1", "1"]), TODAY,
                     NOW + timedelta(hours=1))  # fmt: skip
    assert "Возвращено" in report.text
    assert desk.names() == ["Иванов Пётр Сергеевич", "Орехова Анна"]
    newest = copies(desk.path.parent / FOLDER, desk.path)[0]
    assert newest.manifest.rows["tblTasks"] == 1


def test_the_button_brings_one_row_back(desk):
    backup(desk.work())
    change(desk)
    later = NOW + timedelta(hours=1)

    def click(*answers):
        return perform("restore_backup", open_book(desk.path, today=TODAY), ConsoleUi(answers=answers), TODAY, later)

    with pytest.raises(BookError, match="Строка К-000009 в копии такая же"):
        click("1", "4", "К-000009")
    assert click("1", "4", "К-000002").text.endswith("строк 1.")
    assert desk.names() == ["Испорчено", "Лишний", "Орехова Анна"]
