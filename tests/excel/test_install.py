"""What `osago-xl install` changes on a computer, and that `uninstall` takes all of it back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from computer import USER_SHELL_FOLDERS, Computer

from osago_xl.errors import EngineError
from osago_xl.excel.environment import settings_file
from osago_xl.excel.install import TRUSTED, install, read_settings, uninstall, write_setting

PYTHON = r"%LOCALAPPDATA%\osago\Scripts\python.exe"


@pytest.fixture
def book(computer: Computer) -> Path:
    path = computer.home / "Documents" / "OSAGO.xlsm"
    path.parent.mkdir()
    path.touch()
    return path


def test_the_interpreter_is_written_without_the_cyrillic_name_of_the_user(computer: Computer) -> None:
    install(computer)
    assert settings_file(computer).read_bytes() == f'"INTERPRETER_WIN","{PYTHON}"{os.linesep}'.encode("ascii")


def test_a_python_outside_the_profile_is_written_as_it_is(computer: Computer, tmp_path: Path) -> None:
    computer.python = tmp_path / "Python312" / "python.exe"
    install(computer)
    assert read_settings(computer) == {"INTERPRETER_WIN": str(computer.python)}


def test_settings_of_others_survive(computer: Computer) -> None:
    install(computer)
    write_setting(computer, "PYTHONPATH", r"C:\Мои скрипты")
    install(computer)
    uninstall(computer)
    assert read_settings(computer) == {"PYTHONPATH": r"C:\Мои скрипты"}


def test_the_folder_of_the_book_is_trusted_once_beside_other_folders(computer: Computer, book: Path) -> None:
    computer.write(rf"{TRUSTED}\Location0", {"Path": "C:\\Other", "Description": ""})
    install(computer, book)
    install(computer, book)
    assert computer.subkeys(TRUSTED) == ["Location0", "Location1"]
    assert computer.values(rf"{TRUSTED}\Location1")["Path"] == str(book.parent)


def test_a_downloaded_book_is_unblocked_and_gets_a_shortcut(computer: Computer, book: Path) -> None:
    computer.marked.add(book)
    done = install(computer, book)
    assert not computer.marked
    assert (computer.home / "Desktop" / "ОСАГО.lnk").read_text("utf-8") == str(book)
    assert len(done) == 4


def test_a_desktop_in_the_cloud_is_found(computer: Computer, book: Path) -> None:
    moved = computer.home / "OneDrive" / "Рабочий стол"
    moved.mkdir(parents=True)
    computer.write(USER_SHELL_FOLDERS, {"Desktop": str(moved).replace(str(computer.home), "%UserProfile%")})
    install(computer, book)
    assert (moved / "ОСАГО.lnk").exists()
    assert "Ярлык на рабочем столе удалён." in uninstall(computer)
    assert not list(moved.iterdir())


def test_without_a_desktop_everything_else_is_set_up(computer: Computer, book: Path) -> None:
    (computer.home / "Desktop").rmdir()
    done = install(computer, book)
    assert done[-1].startswith("Ярлык не сделан") and str(book.parent) in done[-1]
    assert computer.subkeys(TRUSTED) == ["Location0"]
    assert len(uninstall(computer)) == 2


def test_uninstall_takes_back_what_install_did(computer: Computer, book: Path) -> None:
    before = {key: dict(values) for key, values in computer.registry.items()}
    install(computer, book)
    assert len(uninstall(computer)) == 3
    assert computer.registry == before
    assert read_settings(computer) == {}
    assert not list((computer.home / "Desktop").iterdir())
    assert uninstall(computer) == ["Удалять нечего: установка не выполнялась."]


def test_uninstall_leaves_the_python_of_somebody_else(computer: Computer) -> None:
    install(computer)
    write_setting(computer, "INTERPRETER_WIN", r"C:\Other\python.exe")
    uninstall(computer)
    assert read_settings(computer) == {"INTERPRETER_WIN": r"C:\Other\python.exe"}


def test_nothing_is_changed_where_it_cannot_work(computer: Computer, tmp_path: Path) -> None:
    computer.python = tmp_path / "Microsoft" / "WindowsApps" / "python.exe"
    with pytest.raises(EngineError, match="Microsoft Store"):
        install(computer)
    computer.platform = "linux"
    for command in (install, uninstall):
        with pytest.raises(EngineError, match="только для Excel в Windows"):
            command(computer)
    assert not settings_file(computer).exists()


def test_a_book_that_is_not_there_is_named(computer: Computer) -> None:
    with pytest.raises(EngineError, match=r"Создайте её: \S.*osago-xl\.exe\" new \".*нет\.xlsm\""):
        install(computer, computer.home / "нет.xlsm")
