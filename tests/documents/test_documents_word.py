"""The calls made to Word, on a stand-in for its objects: Word itself is only on Windows."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from osago_xl.documents import pdf, printing
from osago_xl.documents.office import word
from osago_xl.errors import EngineError


class FakeDocument:
    """A Word document that writes down what is done to it."""

    def __init__(self, path: Path, calls: list) -> None:
        self.path, self.calls, self.Application = path, calls, self

    def ExportAsFixedFormat(self, target: str, kind: int) -> None:
        Path(target).write_bytes(b"%PDF of " + self.path.read_bytes())
        self.calls.append(("export", kind))

    def PrintOut(self, Background: bool, Copies: int) -> None:
        self.calls.append(("print", self.ActivePrinter, self.path.name, Background, Copies))

    def Close(self, save: bool) -> None:
        self.calls.append(("close", save))


@pytest.fixture
def calls(monkeypatch):
    made: list = []

    @contextmanager
    def fake_word():
        yield lambda path: FakeDocument(path, made)

    for module in (pdf, printing):
        monkeypatch.setattr(module, "has_word", lambda: True)
        monkeypatch.setattr(module, "word", fake_word)
    monkeypatch.setattr(printing, "require_printer", lambda name: None)
    return made


def documents(folder: Path) -> list[Path]:
    paths = [folder / "а.docx", folder / "б.docx"]
    for path in paths:
        path.write_text(path.stem, "utf-8")
    return paths


def test_pdf_of_each_document_in_one_word(tmp_path, calls):
    made = pdf.to_pdf(documents(tmp_path), tmp_path)
    assert [path.read_bytes().decode() for path in made] == ["%PDF of а", "%PDF of б"]
    assert calls == [("export", 17), ("close", False)] * 2


def test_printing_waits_for_word_and_passes_copies(tmp_path, calls):
    printing.print_files(documents(tmp_path), "HP", copies=2)
    assert calls == [
        ("print", "HP", "а.docx", False, 2),
        ("close", False),
        ("print", "HP", "б.docx", False, 2),
        ("close", False),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Word may be there")
def test_word_off_windows_is_a_sentence():
    with pytest.raises(EngineError, match="только в Windows"), word():
        pass
