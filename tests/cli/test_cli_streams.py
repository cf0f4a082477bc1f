"""What is printed reaches a file and a pipe under every code page, and JSON is UTF-8 there too."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from osago_xl.cli import streams
from osago_xl.cli.main import FAILURE, OK

SPELLED = {
    "cp1251": "+ «Ромашка» -> 5 200 руб. — № 7 · ?",
    "cp866": '+ "Ромашка" -> 5 200 руб. - № 7 · ?',
    "cp1252": "+ «???????» -> 5 200 ???. — N 7 · ?",
    "ascii": '+ "???????" -> 5 200 ???. - N 7 . ?',
    "utf-8": "✓ «Ромашка» → 5 200 ₽ — № 7 · 漢",
}


def ran(*words: str, code_page: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A command with its output in a pipe, as on a computer of this code page."""
    environment = os.environ | {"PYTHONIOENCODING": code_page}
    return subprocess.run([sys.executable, "-m", "osago_xl", *words], input=given, capture_output=True, env=environment)


@pytest.mark.parametrize("code_page", SPELLED)
def test_signs_that_a_code_page_lacks_are_spelled(code_page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, code_page))
    streams.set_up()
    print("✓ «Ромашка» → 5 200 ₽ — № 7 · 漢", flush=True)
    assert raw.getvalue().decode(code_page).strip() == SPELLED[code_page]


@pytest.mark.parametrize("code_page", ["cp1251", "cp866", "cp1252"])
def test_the_doctor_speaks_under_every_code_page(code_page: str) -> None:
    said = ran("doctor", code_page=code_page)
    assert said.returncode in (0, 1) and said.stderr == b""
    assert said.stdout.decode(code_page).startswith(("x ", "+ "))


@pytest.mark.parametrize("code_page", ["cp1251", "cp866", "cp1252", "ascii"])
def test_json_is_utf_8_under_every_code_page(code_page: str) -> None:
    said = ran("territory", "Уфа", "--json", code_page=code_page)
    assert json.loads(said.stdout.decode("utf-8"))["territories"][0]["kt"]
    contract = {"date": "2026-11-22", "category": "B", "place": "Уфа", "region": "02"}
    priced = ran("premium", code_page=code_page, given=json.dumps(contract, ensure_ascii=False).encode())
    assert "field" in json.loads(priced.stdout.decode("utf-8")) or "premium" in json.loads(
        priced.stdout.decode("utf-8")
    )


def test_an_input_of_another_code_page_is_refused_in_a_sentence() -> None:
    said = ran("premium", code_page="utf-8", given='{"place": "Уфа"}'.encode("cp1251"))
    assert said.returncode == FAILURE
    assert "Сохраните файл в UTF-8" in said.stderr.decode("utf-8")


def test_a_mistyped_command_is_told_under_every_code_page() -> None:
    said = ran("--help", code_page="cp866")
    assert said.returncode == OK and "osago-xl" in said.stdout.decode("cp866")


def test_windows_calls_a_closed_pipe_an_invalid_argument() -> None:
    closed = OSError(errno.EINVAL, "Invalid argument")
    assert streams.is_closed_pipe(closed, "win32")
    assert not streams.is_closed_pipe(closed, "linux")
    assert streams.is_closed_pipe(BrokenPipeError(), "linux")
    assert not streams.is_closed_pipe(OSError(errno.EINVAL, "Invalid argument", "книга?.xlsm"), "win32")


def test_a_reader_who_has_had_enough_ends_a_short_output_too(tmp_path: Path) -> None:
    """All of it still lies in the buffer when the command ends."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        said = subprocess.run(
            [sys.executable, "-m", "osago_xl", "tariffs", "show"], stdout=writing, stderr=subprocess.PIPE
        )
    finally:
        os.close(writing)
    assert (said.returncode, said.stderr) == (OK, b"")
