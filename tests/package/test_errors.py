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
        (OSError(errno.EIO, "I/O error", "книга.xlsm"), "диск не отвечает как надо. Проверьте диск"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "слишком длинные. Сократите имя"),
        (OSError("странно"), "система ответила «странно»"),
    ],
)
def test_the_sentence_names_the_file_the_reason_and_what_to_do(error, said):
    assert said in in_a_sentence(error)
    assert in_a_sentence(error).endswith("повторите. Книга осталась прежней.")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (32, "файл открыт в другой программе. Закройте его там"),
        (112, "на диске нет места"),
        (206, "слишком длинные"),
        (53, "другой компьютер не отвечает. Проверьте сеть"),
        (225, "файл задержал антивирус. Верните файл из карантина"),
    ],
)
def test_windows_says_it_by_numbers_of_its_own(number, said):
    """Off Windows an OSError takes no such number; there it is put beside."""
    error = OSError(errno.EACCES, "Процесс не может получить доступ", "книга.xlsm")
    error.winerror = number
    assert said in in_a_sentence(error)


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
