"""Printers of Linux and macOS, through the commands of CUPS."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from osago_xl.errors import EngineError

_PATIENCE = 60.0  # seconds for the system's print command


def default_printer() -> str:
    """The printer the system takes by itself; empty when there is none."""
    plain = {**os.environ, "LC_ALL": "C"}
    try:
        ended = subprocess.run(["lpstat", "-d"], capture_output=True, text=True, timeout=_PATIENCE, env=plain)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.partition("destination: ")[2].strip()


def require_printer(name: str) -> None:
    """Nothing: `lp` itself refuses a printer it does not know."""


def print_pdf(path: Path, printer: str, copies: int) -> None:
    """Print a PDF at true size."""
    command = ["lp", "-d", printer, "-n", str(copies), "-o", "print-scaling=none", "--", str(path)]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError("Система печати не отвечает. Проверьте, что принтер установлен.") from error
    if ended.returncode:
        raise EngineError(f"Принтер «{printer}» не принял «{path.name}». Проверьте его имя в «Настройках».")
