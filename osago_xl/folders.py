"""The one folder in which this user's own things live: tariffs of his own, mappings of imports.

Windows: %LOCALAPPDATA%\\osago-xl. macOS: ~/Library/Application Support/osago-xl. Else: $XDG_CONFIG_HOME/osago-xl, which
is ~/.config/osago-xl. Standard library only: the add-in of LibreOffice computes by these tariffs too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from osago_xl.errors import OsagoError

NAME = "osago-xl"
FORMER = (Path("osago-xl", "osago-xl"), Path("osago_xl"))
"""Where versions before 0.3.0 kept them, below the same folder of the system."""


def configuration() -> Path:
    """The folder, with what former versions kept elsewhere moved into it; it need not exist.

    OsagoError when something cannot be moved: working without the agent's tariffs would be silent and wrong.
    """
    base = beside(sys.platform, os.environ)
    for former in FORMER:
        _move(base / former, base / NAME)
    return base / NAME


def own_tariffs() -> Path:
    """The folder of tariffs that the agent adds to the acts or puts in their place."""
    return configuration() / "tariffs"


def beside(platform: str, variables: Mapping[str, str]) -> Path:
    """Where programs of a user keep their settings on a system."""
    if platform == "win32":
        return Path(variables.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(variables.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _move(former: Path, folder: Path) -> None:
    """Move what the new folder does not have; the rest stays where it is, and nothing is written over."""
    try:
        kept = list(former.iterdir()) if former.is_dir() else []
        for each in kept:
            if not (folder / each.name).exists():
                folder.mkdir(parents=True, exist_ok=True)
                each.rename(folder / each.name)
        if kept and not any(former.iterdir()):
            former.rmdir()
    except OSError as error:
        raise OsagoError(
            f"Папка настроек {former} не переносится в {folder}: {error.strerror}. "
            "Закройте её файлы в других программах или перенесите их сами."
        ) from error
