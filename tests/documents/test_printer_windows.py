"""Printers of Windows on any system: modules with exactly the names that pywin32 has stand in for it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from osago_xl.documents import printer_windows
from osago_xl.errors import EngineError


class WindowsError(Exception):
    """pywintypes.error"""


class Printers:
    """What Windows has, and what was handed over to be printed."""

    def __init__(self) -> None:
        self.names: list[str] = ["HP LaserJet", "Microsoft Print to PDF"]
        self.default = "HP LaserJet"
        self.printed: list[tuple[str, str]] = []
        self.pdf_program = True

    def get_default(self) -> str:
        if not self.default:
            raise RuntimeError("The default printer was not found.")
        return self.default

    def enumerate(self, flags: int) -> tuple[tuple[int, str, str, str], ...]:
        return tuple((8388608, f"{name},driver", name, "") for name in self.names)

    def execute(self, window: int, verb: str, file: str, arguments: str, folder: str, show: int) -> None:
        if not self.pdf_program:
            raise WindowsError(31, "ShellExecute", "A device attached to the system is not functioning.")
        self.printed.append((Path(file).name, arguments))


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch) -> Printers:
    made = Printers()
    names = {
        "pywintypes": {"error": WindowsError},
        "win32print": {"GetDefaultPrinter": made.get_default, "EnumPrinters": made.enumerate},  # no `error` there
        "win32api": {"ShellExecute": made.execute},
    }
    for name, content in names.items():
        module = ModuleType(name)
        vars(module).update(content)
        monkeypatch.setitem(sys.modules, name, module)
    return made


def test_the_default_printer_or_none(printers: Printers) -> None:
    assert printer_windows.default_printer() == "HP LaserJet"
    printers.default = ""
    assert printer_windows.default_printer() == ""


def test_a_printer_that_vanished_is_named_beside_those_that_are_there(printers: Printers) -> None:
    printer_windows.require_printer("hp laserjet")
    with pytest.raises(EngineError, match=r"«Canon» в Windows нет\. Есть: HP LaserJet, Microsoft Print to PDF\."):
        printer_windows.require_printer("Canon")
    printers.names.clear()
    with pytest.raises(EngineError, match="Других принтеров в Windows тоже нет"):
        printer_windows.require_printer("Canon")


def test_a_pdf_is_printed_as_often_as_wanted(printers: Printers, tmp_path: Path) -> None:
    printer_windows.print_pdf(tmp_path / "бланк.pdf", "HP LaserJet", 2)
    assert printers.printed == [("бланк.pdf", '"HP LaserJet"')] * 2


def test_without_a_program_for_pdf_the_agent_prints_himself(printers: Printers, tmp_path: Path) -> None:
    printers.pdf_program = False
    with pytest.raises(EngineError, match="Откройте файл и напечатайте"):
        printer_windows.print_pdf(tmp_path / "бланк.pdf", "HP LaserJet", 1)
