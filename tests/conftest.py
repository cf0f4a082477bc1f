"""No test sees, or touches, what the person at this computer keeps for himself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from osago_xl import folders
from osago_xl.tariffs import own

PLACES = ("XDG_CONFIG_HOME", "LOCALAPPDATA")


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        home = str(tmp_path_factory.mktemp("settings"))
        for variable in PLACES:
            patch.setenv(variable, home)
        yield


@pytest.fixture
def settings_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the system keeps settings: an empty folder, for one test."""
    for variable in PLACES:
        monkeypatch.setenv(variable, str(tmp_path))
    own.look_again()
    yield tmp_path
    monkeypatch.undo()
    own.look_again()


@pytest.fixture
def own_tariffs(settings_home: Path) -> Path:
    """The agent's own folder of tariffs, not there yet."""
    return settings_home / folders.NAME / "tariffs"
