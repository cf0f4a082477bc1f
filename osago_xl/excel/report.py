"""A text about this computer that an agent can send: what `doctor` found, versions, the tail of the log. No names.

Paths lose what belongs to the person: his profile, the computer, the folder and the name of the workbook.
"""

from __future__ import annotations

import locale
import platform
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from osago_xl.excel.check import Check
from osago_xl.excel.environment import Environment

PACKAGES = ("osago-xl", "xlwings", "pywin32", "openpyxl", "pandas", "numpy", "lxml")
PERSONAL = (
    "OneDrive", "OneDriveCommercial", "OneDriveConsumer", "LOCALAPPDATA", "APPDATA", "USERPROFILE", "HOME", "USERNAME",
    "USER", "COMPUTERNAME", "USERDOMAIN",
)  # fmt: skip
"""Variables whose values name a person or his computer."""
LOG_LINES = 40


def report(environment: Environment, checks: Sequence[Check], book: Path | None, log: Path) -> str:
    """The whole text."""
    lines = [
        "Отчёт osago-xl doctor. Имён, путей и данных клиентов в нём нет; прочтите и пошлите.",
        f"Система: {platform.platform()}, кодовая страница {locale.getpreferredencoding(False)}",
        *(f"{name} {_version(name)}" for name in PACKAGES),
        "",
        *(f"[{check.state}] {check.name}: {check.found} {check.remedy}".rstrip() for check in checks),
        "",
        "Журнал программы:",
        *_tail(log),
    ]  # fmt: skip
    return without_names("\n".join(lines) + "\n", environment, book)


def without_names(text: str, environment: Environment, book: Path | None) -> str:
    """The text with the person's own words in paths taken out, whatever the case of letters."""
    known = environment.variables
    hidden = {value: f"%{name}%" for name in PERSONAL if (value := known.get(name))}
    hidden |= {Path(value).name: "ИМЯ" for name in ("USERPROFILE", "HOME") if (value := known.get(name))}
    if book:
        hidden |= {str(book.absolute()): "КНИГА", str(book.absolute().parent): "ПАПКА_КНИГИ", book.name: "КНИГА"}
    for own in sorted(hidden, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", hidden[own], text, flags=re.IGNORECASE)
    return text


def _version(package: str) -> str:
    try:
        return version(package)
    except ModuleNotFoundError:
        return "нет"


def _tail(log: Path) -> list[str]:
    try:
        return log.read_text("utf-8", "replace").splitlines()[-LOG_LINES:]
    except OSError:
        return ["пуст"]
