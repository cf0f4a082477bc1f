"""The real computer, with Windows' registry module replaced by one of the same calls."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import pytest

from osago_xl.excel.environment import OFFICE, ThisComputer, excel_file


class Key:
    """A registry key as winreg hands it out: a context, read by number."""

    def __init__(self, values: dict[str, Any], subkeys: list[str]) -> None:
        self.values, self.subkeys = values, subkeys

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None: ...


class Winreg(ModuleType):
    """The calls of winreg that are used, over a dictionary of (hive, path)."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, REG_SZ, REG_DWORD = "user", "machine", 1, 4

    def __init__(self) -> None:
        super().__init__("winreg")
        self.store: dict[tuple[str, str], dict[str, Any]] = {}

    def OpenKey(self, hive: str, path: str) -> Key:
        below = [name[len(path) + 1 :] for key, name in self.store if key == hive and name.startswith(f"{path}\\")]
        if (hive, path) not in self.store and not below:
            raise FileNotFoundError(path)
        return Key(self.store.get((hive, path), {}), below)

    def CreateKey(self, hive: str, path: str) -> Key:
        return Key(self.store.setdefault((hive, path), {}), [])

    def DeleteKey(self, hive: str, path: str) -> None:
        del self.store[hive, path]

    def QueryInfoKey(self, key: Key) -> tuple[int, int, int]:
        return len(key.subkeys), len(key.values), 0

    def EnumValue(self, key: Key, number: int) -> tuple[str, Any, int]:
        name, (value, kind) = list(key.values.items())[number]
        return name, value, kind

    def EnumKey(self, key: Key, number: int) -> str:
        return key.subkeys[number]

    def SetValueEx(self, key: Key, name: str, reserved: int, kind: int, value: Any) -> None:
        key.values[name] = (value, kind)


@pytest.fixture
def winreg(monkeypatch: pytest.MonkeyPatch) -> Winreg:
    module = Winreg()
    monkeypatch.setitem(sys.modules, "winreg", module)
    monkeypatch.setattr(sys, "platform", "win32")
    return module


def test_what_is_written_is_read_back_with_its_type(winreg: Winreg) -> None:
    computer, key = ThisComputer(), rf"{OFFICE}\Security\Trusted Locations\Location3"
    computer.write(key, {"Path": "C:\\Книги", "AllowSubfolders": 0})
    assert computer.values(key) == {"Path": "C:\\Книги", "AllowSubfolders": 0}
    stored = winreg.store["user", key.removeprefix("HKCU\\")]
    assert [kind for _, kind in stored.values()] == [winreg.REG_SZ, winreg.REG_DWORD]
    assert computer.subkeys(rf"{OFFICE}\Security\Trusted Locations") == ["Location3"]
    computer.delete(key)
    assert computer.values(key) == {}


def test_a_key_that_is_not_there_is_empty(winreg: Winreg) -> None:
    computer = ThisComputer()
    assert computer.values(r"HKLM\SOFTWARE\Nothing") == {}
    assert computer.subkeys(r"HKLM\SOFTWARE\Nothing") == []
    assert excel_file(computer) is None


def test_excel_is_found_where_windows_starts_it(winreg: Winreg) -> None:
    path = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    winreg.store["machine", path] = {"": (r"C:\Office\EXCEL.EXE", 1)}
    assert excel_file(ThisComputer()) == Path(r"C:\Office\EXCEL.EXE")


def test_the_mark_of_the_web_is_a_stream_beside_the_file(winreg: Winreg, tmp_path: Path) -> None:
    computer, book = ThisComputer(), tmp_path / "OSAGO.xlsm"
    mark = tmp_path / "OSAGO.xlsm:Zone.Identifier"
    assert not computer.from_web(book)
    mark.write_text("[ZoneTransfer]\nZoneId=3\n", "ascii")
    assert computer.from_web(book)
    computer.clear_web_mark(book)
    assert not mark.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is a registry")
def test_off_windows_there_is_no_registry() -> None:
    computer = ThisComputer()
    computer.write(r"HKCU\Software\osago", {"a": 1})
    assert computer.values(r"HKCU\Software\osago") == {}
    assert computer.subkeys(r"HKCU\Software") == []
