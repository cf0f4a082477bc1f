"""The archive opened and installed by nothing but cmd, in folders as agents have them; an update; all taken back."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from wine_computer import ROOT, Windows

HOME = r"C:\users\Иван Петров"
LOCAL = rf"{HOME}\AppData\Local"
ARCHIVE = r"C:\Загрузки & архив"
BOOK = rf"{HOME}\Documents\Книги & базы\ОСАГО.xlsm"
PERSON = f'@echo off\nset "USERPROFILE={HOME}"\nset "LOCALAPPDATA={LOCAL}"\n'
OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
DESKTOP = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def on_disk(windows: Windows, path: str) -> Path:
    return windows.disk.joinpath(*path.removeprefix("C:\\").split("\\"))


def embeddable(windows: Windows, target: Path) -> Path:
    """An embeddable Python like that of python.org, put together from the one of the room."""
    home = windows.disk / windows.python
    tag = windows.python.removeprefix("Python")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (*home.glob("*.exe"), *home.glob("python*.dll"), *home.glob("DLLs/*")):
            archive.write(file, file.name)
        archive.writestr(f"python{tag}._pth", f"python{tag}.zip\n.\n")
        library = target.with_name(f"python{tag}.zip")
        with zipfile.ZipFile(library, "w") as modules:
            for file in (home / "Lib").rglob("*.py"):
                if "site-packages" not in file.parts:
                    modules.write(file, file.relative_to(home / "Lib"))
        archive.write(library, library.name)
    return target


@pytest.fixture(scope="module")
def archive(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive unpacked where a browser of this agent puts it."""
    python = embeddable(windows, tmp_path_factory.mktemp("python") / "python-embed.zip")
    made = subprocess.run([ROOT / "scripts" / "bundle", "--python", python], capture_output=True, text=True, check=True)
    name, _, size = made.stdout.strip().splitlines()[-1].partition(", ")
    print(f"\n{name}: {size}")
    folder = on_disk(windows, ARCHIVE)
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(ROOT / name) as zipped:
        zipped.extractall(folder)
    return next(folder.iterdir())


@pytest.fixture
def person(windows: Windows) -> Path:
    """The folder of an agent who has nothing of ours yet, with a desktop."""
    home = on_disk(windows, HOME)
    shutil.rmtree(home, ignore_errors=True)
    (home / "Desktop").mkdir(parents=True)
    windows.run("reg", "delete", OFFICE, "/f")
    windows.run("reg", "add", DESKTOP, "/v", "Desktop", "/d", r"%USERPROFILE%\Desktop", "/f")
    return home


def installed(windows: Windows, archive: Path) -> tuple[int, str]:
    """install.cmd as a double click starts it; its exit code and words, of Python in 1251 and of cmd in 866."""
    done = windows.batch(f'{PERSON}call "{ARCHIVE}\\{archive.name}\\install.cmd" "{BOOK}" <nul\n')
    return done.returncode, done.stdout.decode("cp1251", "replace") + done.stdout.decode("cp866", "replace")


def test_install_update_and_uninstall(windows: Windows, archive: Path, person: Path) -> None:
    code, said = installed(windows, archive)
    assert code == 0, said
    book = on_disk(windows, BOOK)
    assert book.is_file()
    assert (person / "AppData/Local/osago-xl/Scripts/osago-xl.exe").is_file()
    assert "%LOCALAPPDATA%\\osago-xl\\Scripts\\python.exe" in (person / ".xlwings/xlwings.conf").read_text("ascii")
    trusted = windows.run("reg", "query", OFFICE, "/s").stdout.decode("cp866", "replace")
    assert str(BOOK.rpartition("\\")[0]) in trusted
    assert (person / "Desktop/ОСАГО.lnk").is_file()
    assert "Excel: Не найден" in said  # the doctor's word: there is none here
    assert "+ Пометка файла" in said and "+ Настройка запуска" in said

    # Again is an update: what is the agent's stays, what a scanner has taken comes back.
    book.write_bytes(b"the agent's own book")
    own = person / "AppData/Local/osago-xl/tariffs/own.csv"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("own", "ascii")
    (library,) = (person / "AppData/Local/osago-xl").glob("xlwings64-*.dll")
    library.unlink()
    code, said = installed(windows, archive)
    assert code == 0, said
    assert library.is_file() and own.is_file() and book.read_bytes() == b"the agent's own book"

    done = windows.batch(f'{PERSON}"{LOCAL}\\osago-xl\\Scripts\\osago-xl.exe" uninstall\n')
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("cp1251").count("\n") == 3
    assert not (person / "Desktop/ОСАГО.lnk").exists() and book.is_file()
    assert windows.run("reg", "query", OFFICE, "/s").stdout.decode("cp866", "replace").strip() == ""


def test_without_python_the_one_in_the_archive_is_used(windows: Windows, archive: Path, person: Path) -> None:
    launcher = windows.disk / "windows" / "py.exe"
    hidden = launcher.rename(launcher.with_suffix(".hidden"))
    try:
        code, said = installed(windows, archive)
        own = archive / "python"
        moved = own.rename(archive / "python-away")
        shutil.rmtree(person / "AppData", ignore_errors=True)
        without = installed(windows, archive)
        moved.rename(own)
    finally:
        hidden.rename(launcher)
    assert code == 0, said
    assert "AppData\\Local\\osago-xl\\python\\python.exe" in said
    assert without[0] == 2 and "нет 64-разрядного Python" in without[1]
    assert on_disk(windows, BOOK).is_file()


def test_a_damaged_archive_is_refused_and_the_second_try_works(windows: Windows, archive: Path, person: Path) -> None:
    (wheel,) = (archive / "wheels").glob("openpyxl-*.whl")
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[: len(whole) // 2])
    code, said = installed(windows, archive)
    assert code == 3 and "Установка не закончена" in said, said
    assert not on_disk(windows, BOOK).exists()
    wheel.write_bytes(whole)
    (person / "Desktop").rmdir()  # the second try has no desktop either
    code, said = installed(windows, archive)
    assert code == 0, said
    assert "Ярлык не сделан" in said
