"""Failures of the computer that nobody nearer has put into words."""

import errno
import subprocess
import sys
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from osago_xl.cli import main as cli
from osago_xl.errors import in_a_sentence
from osago_xl.excel import runner


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full", "книга.xlsm"), "Файл книга.xlsm: на диске нет места. Освободите"),
        (PermissionError(errno.EPERM, "no"), "Файл или папка: нет доступа. Закройте файл"),
        (OSError(errno.EIO, "I/O error", "книга.xlsm"), "диск не отвечает как надо (I/O error)"),
        (OSError("странно"), "диск не отвечает как надо (странно)"),
    ],
)
def test_the_sentence_names_the_file_the_reason_and_what_to_do(error, said):
    assert said in in_a_sentence(error)
    assert in_a_sentence(error).endswith("повторите. Книга осталась прежней.")


def refuses(*_):
    raise OSError(errno.ENOSPC, "full", "книга.xlsm")


def test_a_button_says_it():
    heard = []
    ui = SimpleNamespace(say=heard.append)
    assert runner.run("help", refuses, ui, date(2026, 11, 22), datetime(2026, 11, 22)) is None
    assert heard == [in_a_sentence(OSError(errno.ENOSPC, "full", "книга.xlsm"))]


def test_the_command_line_says_it(monkeypatch, capsys):
    monkeypatch.setattr("osago_xl.cli.new.run", refuses)
    assert cli.main(["new", "книга.xlsm"]) == cli.FAILURE
    assert "на диске нет места" in capsys.readouterr().err


def test_a_reader_who_has_had_enough_is_no_failure():
    line = [sys.executable, "-m", "osago_xl", "tariffs", "show"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        assert command.stdout is not None and command.stderr is not None
        command.stdout.readline()
        command.stdout.close()
        assert command.stderr.read() == b""
    assert command.returncode == cli.OK
