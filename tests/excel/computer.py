"""A Windows computer on any system: folders on a temporary disk, a registry in a dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from osago_xl.errors import EngineError

APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
EXPLORER = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer"
SHELL_FOLDERS, USER_SHELL_FOLDERS = rf"{EXPLORER}\Shell Folders", rf"{EXPLORER}\User Shell Folders"


class Computer:
    """Healthy as it stands: Excel 64-bit, Python of the user with the library of xlwings beside it."""

    def __init__(self, disk: Path) -> None:
        self.home = disk / "Users" / "Иван Петров"
        local = self.home / "AppData" / "Local"
        self.python = local / "osago" / "Scripts" / "python.exe"
        self.python.parent.mkdir(parents=True)
        (self.home / "Desktop").mkdir()
        self.variables: Mapping[str, str] = {
            "USERPROFILE": str(self.home),
            "LOCALAPPDATA": str(local),
            "OneDrive": str(self.home / "OneDrive"),
        }
        self.platform, self.ansi = "win32", "cp1251"
        self.command = f'"{self.python.with_name("osago-xl.exe")}"'
        self.python_version = (3, 12)
        self.xlwings_version = "0.37.8"
        self.library = self.python.parent.parent / "xlwings64-0.37.8.dll"
        self.library.touch()
        self.registry: dict[str, dict[str, object]] = {
            APP_PATH: {"": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"},
            CLICK_TO_RUN: {"Platform": "x64"},
            SHELL_FOLDERS: {"Desktop": str(self.home / "Desktop")},
        }
        self.marked: set[Path] = set()
        self.network: Path | None = None
        self.answer = (True, "Отвечает через 2,0 с")
        self.default_printer, self.word = "HP LaserJet", True
        self.office, self.families = "/usr/bin/soffice", {"Liberation Serif", "Liberation Sans", "DejaVu Sans"}

    def values(self, key: str) -> dict[str, object]:
        return self.registry.get(key, {})

    def subkeys(self, key: str) -> list[str]:
        below = (name.removeprefix(f"{key}\\") for name in self.registry if name.startswith(f"{key}\\"))
        return sorted({name.split("\\")[0] for name in below})

    def write(self, key: str, values: Mapping[str, str | int]) -> None:
        self.registry.setdefault(key, {}).update(values)

    def delete(self, key: str) -> None:
        del self.registry[key]

    def from_web(self, file: Path) -> bool:
        return file in self.marked

    def clear_web_mark(self, file: Path) -> None:
        self.marked.discard(file)

    def is_network(self, file: Path) -> bool:
        return self.network is not None and file.is_relative_to(self.network)

    def serves(self, library: Path) -> tuple[bool, str]:
        return self.answer

    def printer(self) -> str:
        return self.default_printer

    def makes_pdf(self) -> bool:
        return self.word

    def libreoffice(self) -> str:
        if not self.office:
            raise EngineError("LibreOffice не найден.")
        return self.office

    def fonts(self) -> set[str]:
        return self.families

    def make_shortcut(self, link: Path, target: Path) -> None:
        link.write_text(str(target), "utf-8")


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)
