"""What is handed to the office and to the printing system (stand-ins write down their arguments)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from osago_xl.documents import office
from osago_xl.documents.printing import print_files
from osago_xl.errors import DocumentError, EngineError, InputError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for the office and lp")


@pytest.fixture
def log(tmp_path, monkeypatch):
    """Replaces soffice and lp; returns the file of their arguments."""
    log = tmp_path / "log.txt"
    for name in ("soffice", "lp"):
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\necho {name} "$@" >> "{log}"\n[ "$2" != "нет" ]\n')
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(office, "find_soffice", lambda: tmp_path / "soffice")
    return log


def made(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"x")
    return path


def test_documents_go_to_one_office_repeated_by_copies(tmp_path, log):
    first, second = made(tmp_path, "а.docx"), made(tmp_path, "б.docx")
    print_files([first, second], "HP LaserJet", copies=2)
    (line,) = log.read_text().splitlines()
    assert "--headless" in line
    assert line.endswith(f"--pt HP LaserJet {first} {first} {second} {second}")


def test_pdf_is_printed_at_true_size(tmp_path, log):
    path = made(tmp_path, "бланк.pdf")
    print_files([path], "HP", copies=3)
    assert log.read_text() == f"lp -d HP -n 3 -o print-scaling=none -- {path}\n"


def test_unknown_printer(tmp_path, log):
    with pytest.raises(EngineError, match="Принтер «нет»"):
        print_files([made(tmp_path, "бланк.pdf")], "нет")


def test_no_printing_system(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="Система печати"):
        print_files([made(tmp_path, "бланк.pdf")], "HP")


def test_wrong_wishes(tmp_path, log):
    with pytest.raises(InputError, match="Число копий"):
        print_files([made(tmp_path, "а.docx")], "HP", copies=0)
    with pytest.raises(DocumentError, match=r"другое: а\.exe"):
        print_files([made(tmp_path, "а.exe")], "HP")
    assert not log.exists()
