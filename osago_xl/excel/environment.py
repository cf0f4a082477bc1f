"""The agent's computer as `install` and `doctor` see it; tests put another one in its place."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

# Excel 2016 and later; what an administrator decides stands below Policies.
OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel"
POLICIES = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"
SERVER_PATIENCE = 60  # seconds a first start may take; a scanner looks at each file
HIVES = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE"}


class Environment(Protocol):
    """Facts and the few changes that `install` makes. Registry keys begin with HKCU\\ or HKLM\\.

    `ansi` is the encoding of files that VBA reads, `command` what to type in cmd to reach this osago-xl.
    """

    platform: str
    ansi: str
    command: str
    python: Path
    python_version: tuple[int, int]
    variables: Mapping[str, str]
    xlwings_version: str

    def values(self, key: str) -> dict[str, object]:
        """All values of a registry key by name; empty when there is no such key."""

    def subkeys(self, key: str) -> list[str]:
        """Names of the keys below a registry key."""

    def write(self, key: str, values: Mapping[str, str | int]) -> None:
        """Make a registry key with these values."""

    def delete(self, key: str) -> None:
        """Remove a registry key that has nothing below it."""

    def from_web(self, file: Path) -> bool:
        """Whether Windows marks the file as downloaded (Excel then blocks its macros)."""

    def clear_web_mark(self, file: Path) -> None:
        """Take this mark off."""

    def make_shortcut(self, link: Path, target: Path) -> None:
        """Make a .lnk file; OSError when it cannot be made."""

    def is_network(self, file: Path) -> bool:
        """Whether a file lies on another computer."""

    def serves(self, library: Path) -> tuple[bool, str]:
        """Whether Python starts as Excel starts it, and what was said: the time it took, or what failed."""

    def printer(self) -> str:
        """The printer Windows takes by itself, empty when there is none."""

    def makes_pdf(self) -> bool:
        """Whether there is a program that makes PDF."""

    def libreoffice(self) -> str:
        """Where LibreOffice stands, once its bridge to this Python is there too; EngineError says what is missing."""

    def fonts(self) -> set[str]:
        """Families of the fonts with Cyrillic letters, off Windows."""


class ThisComputer:
    """The real one. Off Windows the registry is empty and nothing is marked."""

    def __init__(self) -> None:
        self.platform = sys.platform
        self.ansi = "mbcs" if sys.platform == "win32" else "utf-8"
        self.python = Path(sys.executable)
        self.python_version = sys.version_info[:2]
        self.command = _command(self.python)
        self.variables: Mapping[str, str] = os.environ
        self.xlwings_version = version("xlwings")

    def values(self, key: str) -> dict[str, object]:
        if sys.platform != "win32":
            return {}
        import winreg

        try:
            with winreg.OpenKey(*_split(key)) as handle:
                count = winreg.QueryInfoKey(handle)[1]
                return {name: value for name, value, _ in (winreg.EnumValue(handle, i) for i in range(count))}
        except FileNotFoundError:
            return {}

    def subkeys(self, key: str) -> list[str]:
        if sys.platform != "win32":
            return []
        import winreg

        try:
            with winreg.OpenKey(*_split(key)) as handle:
                return [winreg.EnumKey(handle, i) for i in range(winreg.QueryInfoKey(handle)[0])]
        except FileNotFoundError:
            return []

    def write(self, key: str, values: Mapping[str, str | int]) -> None:
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(*_split(key)) as handle:
                for name, value in values.items():
                    kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
                    winreg.SetValueEx(handle, name, 0, kind, value)

    def delete(self, key: str) -> None:
        if sys.platform == "win32":
            import winreg

            winreg.DeleteKey(*_split(key))

    def from_web(self, file: Path) -> bool:
        mark = Path(f"{file}:Zone.Identifier")
        return sys.platform == "win32" and mark.exists() and "ZoneId=3" in mark.read_text("ascii", "ignore")

    def clear_web_mark(self, file: Path) -> None:
        Path(f"{file}:Zone.Identifier").unlink(missing_ok=True)

    def make_shortcut(self, link: Path, target: Path) -> None:
        from pywintypes import com_error
        from win32com.client import Dispatch

        try:
            shortcut = Dispatch("WScript.Shell").CreateShortcut(str(link))
            shortcut.TargetPath = str(target)
            shortcut.Save()
        except com_error as error:
            raise OSError(str(error)) from error

    def is_network(self, file: Path) -> bool:
        import ctypes

        remote = 4  # DRIVE_REMOTE
        return sys.platform == "win32" and ctypes.windll.kernel32.GetDriveTypeW(f"{file.anchor}") == remote

    def serves(self, library: Path) -> tuple[bool, str]:
        words = [str(self.python), "-m", "osago_xl.excel.bridge", str(library)]
        try:
            ended = subprocess.run(words, capture_output=True, timeout=SERVER_PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False, f"нет ответа за {SERVER_PATIENCE} с"
        said = (ended.stdout or ended.stderr).decode("utf-8", "replace").strip().splitlines()
        return ended.returncode == 0, said[-1] if said else f"код {ended.returncode}"

    def printer(self) -> str:
        from osago_xl.documents.printing import default_printer

        return default_printer()

    def makes_pdf(self) -> bool:
        from osago_xl.documents.office import has_office

        return has_office()

    def libreoffice(self) -> str:
        from osago_xl.calc import bridge

        bridge.uno()
        return str(bridge.find_soffice())

    def fonts(self) -> set[str]:
        try:
            listed = subprocess.run(["fc-list", ":lang=ru", "family"], capture_output=True, text=True, check=False)
        except OSError:
            return set()
        return {name for line in listed.stdout.splitlines() for name in line.split(",")}


def _split(key: str) -> tuple[Any, str]:
    import winreg

    hive, _, path = key.partition("\\")
    return getattr(winreg, HIVES[hive]), path


def _command(python: Path) -> str:
    """The name alone when PATH leads to the program beside this Python, else its quoted path."""
    ours = python.with_name("osago-xl.exe" if sys.platform == "win32" else "osago-xl")
    found = shutil.which("osago-xl")
    return "osago-xl" if found and Path(found) == ours else quoted(ours)


def quoted(path: Path) -> str:
    """A path as it can be pasted into cmd, whatever spaces and signs it holds."""
    return f'"{path}"'


def desktop(environment: Environment) -> Path:
    """The desktop, wherever Windows or OneDrive has moved it."""
    explorer = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer"
    meant = environment.values(rf"{explorer}\User Shell Folders").get("Desktop")
    known = environment.values(rf"{explorer}\Shell Folders").get("Desktop")
    home = Path(environment.variables["USERPROFILE"]) / "Desktop"
    places = [Path(_expanded(environment, str(each))) for each in (meant, known) if each]
    return next((place for place in places if place.is_dir()), home)


def _expanded(environment: Environment, text: str) -> str:
    """«%USERPROFILE%\\Desktop» with the variables put in; Windows writes them in any case."""
    known = {name.upper(): value for name, value in environment.variables.items()}
    return re.sub("%([^%]+)%", lambda found: known.get(found[1].upper(), found[0]), text)


def excel_file(environment: Environment) -> Path | None:
    """EXCEL.EXE as Windows starts it, None when Excel is not installed."""
    for hive in ("HKLM", "HKCU"):
        found = environment.values(rf"{hive}\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe")
        if found.get(""):
            return Path(str(found[""]))
    return None


def from_store(file: Path) -> bool:
    """Whether a program comes from Microsoft Store: its sandbox keeps Excel and Python apart."""
    return "windowsapps" in str(file).lower()


def settings_file(environment: Environment) -> Path:
    """The settings of xlwings that hold for all workbooks of this person."""
    return Path(environment.variables["USERPROFILE"]) / ".xlwings" / "xlwings.conf"
