"""osago-xl install, uninstall and doctor as they are typed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pytest
from computer import Computer

from osago_xl.cli import doctor, install, uninstall
from osago_xl.cli.main import main


def test_the_three_commands_in_a_row(computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = argparse.Namespace(book=None, json=False, report=None)
    assert doctor.run(nothing, computer) == 1
    assert "✗ Настройка запуска" in capsys.readouterr().out
    assert install.run(nothing, computer) == 0
    assert doctor.run(nothing, computer) == 0
    assert "✗" not in capsys.readouterr().out
    assert uninstall.run(nothing, computer) == 0
    assert doctor.run(nothing, computer) == 1


def test_json_names_each_check(computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    doctor.run(argparse.Namespace(book=None, json=True, report=None), computer)
    answer = json.loads(capsys.readouterr().out)
    assert {"name", "state", "found", "remedy"} == set(answer[0])
    assert [check["state"] for check in answer].count("error") == 1


def test_the_report_is_a_file_that_notepad_reads(
    computer: Computer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doctor.run(argparse.Namespace(book=None, json=False, report=tmp_path / "отчёт.txt"), computer)
    assert (tmp_path / "отчёт.txt").read_bytes().decode("utf-8-sig").startswith("Отчёт osago-xl doctor")
    assert "отчёт.txt" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="changes the computer")
@pytest.mark.parametrize(
    ("words", "codes"), [(["install"], {3}), (["uninstall"], {3}), (["doctor", "--json"], {0, 1})]
)  # what the doctor finds is this very computer's
def test_off_windows_the_answer_is_a_sentence(
    words: list[str], codes: set[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) in codes
    said = capsys.readouterr()
    assert "Windows" in said.out + said.err
    assert "Traceback" not in said.err
