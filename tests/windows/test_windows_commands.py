"""Commands with their output in a file, a pipe and a console, under the code pages of Russia and of the West."""

from __future__ import annotations

import json
import shutil

import pytest
from wine_computer import ROOT, Windows

CODE_PAGES = {"ru_RU.UTF-8": "cp1251", "en_US.UTF-8": "cp1252"}


@pytest.fixture(scope="module")
def book(windows: Windows) -> str:
    """The workbook of the demonstration, filled from old bases by the command itself."""
    folder = windows.disk / "Показ & проба"
    shutil.rmtree(folder, ignore_errors=True)
    done = windows.osago("demo", r"C:\Показ & проба\demo", "--examples", f"Z:{ROOT}/examples")
    assert done.returncode == 0, done.stderr.decode("cp1251", "replace")
    assert "руб." in done.stdout.decode("cp1251")
    return r"C:\Показ & проба\demo\OSAGO.xlsm"


COMMANDS = {
    "due": ("due", "BOOK"),
    "check": ("check", "BOOK"),
    "doctor": ("doctor", "BOOK"),
    "export": ("export", "BOOK", "Клиенты", "-o", r"C:\Показ & проба\клиенты.csv"),
    "backup": ("backup", "BOOK"),
    "territory": ("territory", "Уфа"),
    "tariffs": ("tariffs", "show"),
    "kbm": ("kbm", "--kbm", "0.91", "--claims", "1"),
    "run": ("run", "build_call_list", "BOOK"),
    "import": ("import", "BOOK", f"Z:{ROOT}/examples/client_base.xlsx", "--dry-run"),
}


@pytest.mark.parametrize("locale", CODE_PAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_ends_under_every_code_page(windows: Windows, book: str, command: str, locale: str) -> None:
    words = [book if word == "BOOK" else word for word in COMMANDS[command]]
    done = windows.osago(*words, locale=locale)
    assert done.returncode in (0, 1), done.stderr.decode(CODE_PAGES[locale], "replace")
    assert done.stdout.decode(CODE_PAGES[locale]).strip()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("locale", CODE_PAGES)
@pytest.mark.parametrize("command", ["due", "check", "doctor"])
def test_json_is_utf_8_in_a_pipe_and_in_a_file(windows: Windows, book: str, command: str, locale: str) -> None:
    done = windows.osago(command, book, "--json", locale=locale)
    assert json.loads(done.stdout.decode("utf-8"))
    python = rf"C:\{windows.python}\python.exe"
    windows.batch(f'@"{python}" -m osago_xl {command} "{book}" --json > "C:\\answer.json"\n', locale=locale)
    if locale == "ru_RU.UTF-8":  # the script names the book in 866
        assert json.loads((windows.disk / "answer.json").read_text("utf-8"))


def test_a_console_shows_every_sign(windows: Windows, book: str) -> None:
    done = windows.osago("doctor", book, console=True)
    assert "✗ Excel" in done.stdout.decode("utf-8", "replace")


def test_a_reader_who_has_had_enough_is_no_failure(windows: Windows, book: str) -> None:
    python = rf"C:\{windows.python}\python.exe"
    done = windows.batch(f'@"{python}" -m osago_xl check "{book}" | "{python}" -c "import sys; sys.stdin.readline()"\n')
    assert b"Invalid argument" not in done.stderr and b"Traceback" not in done.stderr
    assert done.returncode == 0
