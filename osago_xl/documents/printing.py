"""Files to paper: .docx through Word or LibreOffice, .pdf (overprint) at true size by the system."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from osago_xl.documents.office import has_word, libreoffice, word
from osago_xl.errors import DocumentError, EngineError, InputError

PATIENCE = 60.0  # seconds for the system's print command


def print_files(paths: Sequence[Path], printer: str, copies: int = 1) -> None:
    """Send the files to the printer, each `copies` times, in their order.

    Raises InputError for a wrong number of copies, DocumentError for a file that cannot be printed,
    EngineError when the office or the printing system refuses.
    """
    if copies < 1:
        raise InputError("Копий", copies, "Число копий должно быть не меньше одной.")
    foreign = [path.name for path in paths if path.suffix.lower() not in (".docx", ".pdf")]
    if foreign:
        raise DocumentError(f"Печатаются файлы .docx и .pdf, а это другое: {', '.join(foreign)}.")
    documents = [path for path in paths if path.suffix.lower() == ".docx"]
    if documents:
        _print_documents(documents, printer, copies)
    for path in paths:
        if path.suffix.lower() == ".pdf":
            _print_pdf(path, printer, copies)


def _print_documents(documents: Sequence[Path], printer: str, copies: int) -> None:
    if has_word():
        with word() as opened:
            for path in documents:
                document = opened(path)
                document.Application.ActivePrinter = printer
                document.PrintOut(Background=False, Copies=copies)
                document.Close(False)
        return
    with tempfile.TemporaryDirectory(prefix="osago-print-", ignore_cleanup_errors=True) as room:
        repeated = [path.resolve() for path in documents for _ in range(copies)]
        libreoffice(["--pt", printer], repeated, Path(room))


if sys.platform == "win32":

    def default_printer() -> str:
        """The printer Windows takes by itself; empty when there is none."""
        from win32print import GetDefaultPrinter, error

        try:
            return str(GetDefaultPrinter())
        except error:
            return ""

    def _print_pdf(path: Path, printer: str, copies: int) -> None:
        from pywintypes import error as windows_error
        from win32api import ShellExecute

        try:
            for _ in range(copies):
                ShellExecute(0, "printto", str(path), f'"{printer}"', str(path.parent), 0)
        except windows_error as error:
            raise EngineError(
                f"Программа для PDF не напечатала «{path.name}». Откройте файл и напечатайте в «реальном размере»."
            ) from error

else:

    def default_printer() -> str:
        """The printer the system takes by itself; empty when there is none."""
        plain = {**os.environ, "LC_ALL": "C"}
        try:
            ended = subprocess.run(["lpstat", "-d"], capture_output=True, text=True, timeout=PATIENCE, env=plain)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return ended.stdout.partition("destination: ")[2].strip()

    def _print_pdf(path: Path, printer: str, copies: int) -> None:
        command = ["lp", "-d", printer, "-n", str(copies), "-o", "print-scaling=none", "--", str(path)]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EngineError("Система печати не отвечает. Проверьте, что принтер установлен.") from error
        if ended.returncode:
            raise EngineError(f"Принтер «{printer}» не принял «{path.name}». Проверьте его имя в «Настройках».")
