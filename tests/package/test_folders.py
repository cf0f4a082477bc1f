"""One folder for what a user keeps: named for every system, and filled with what former versions kept elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from osago_xl import folders
from osago_xl.errors import OsagoError

HERE = pytest.mark.skipif(os.name == "nt", reason="the names of Linux")


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("win32", {"LOCALAPPDATA": "/u/AppData/Local"}, "/u/AppData/Local"),
        ("linux", {"XDG_CONFIG_HOME": "/u/cfg"}, "/u/cfg"),
        ("linux", {}, f"{Path.home()}/.config"),
        ("darwin", {}, f"{Path.home()}/Library/Application Support"),
    ],
)
def test_where_systems_keep_settings(platform: str, variables: dict[str, str], expected: str) -> None:
    assert folders.beside(platform, variables) == Path(expected)


@HERE
def test_what_former_versions_kept_is_moved_once(settings_home: Path) -> None:
    (settings_home / "osago-xl" / "osago-xl" / "tariffs").mkdir(parents=True)
    (settings_home / "osago_xl").mkdir()
    (settings_home / "osago_xl" / "import_maps.json").write_text("{}")
    folder = folders.configuration()
    assert sorted(path.name for path in folder.iterdir()) == ["import_maps.json", "tariffs"]
    assert not (settings_home / "osago_xl").exists()
    assert folders.own_tariffs().is_dir()
    assert folders.configuration() == folder


@HERE
def test_nothing_is_written_over(settings_home: Path) -> None:
    for name, text in (("osago-xl", "new"), ("osago_xl", "old")):
        (settings_home / name).mkdir()
        (settings_home / name / "import_maps.json").write_text(text)
    assert (folders.configuration() / "import_maps.json").read_text() == "new"
    assert (settings_home / "osago_xl" / "import_maps.json").read_text() == "old"


@HERE
def test_a_folder_that_cannot_be_moved_is_told(settings_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings_home / "osago_xl").mkdir()
    (settings_home / "osago_xl" / "import_maps.json").write_text("{}")

    def busy(self: Path, target: Path) -> Path:
        raise PermissionError(13, "занят")

    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(OsagoError, match=r"Папка настроек .*osago_xl не переносится .*занят"):
        folders.configuration()
