"""Files to paper: .docx through Word or LibreOffice, .pdf (overprint) at true size by the system."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from osago_xl.documents.office import has_word, libreoffice, word
from osago_xl.errors import DocumentError, InputError

if sys.platform == "win32":
    from osago_xl.documents.printer_windows import default_printer, print_pdf, require_printer
else:
    from osago_xl.documents.printer_unix import default_printer, print_pdf, require_printer

__all__ = ["default_printer", "print_files"]


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
    require_printer(printer)
    documents = [path for path in paths if path.suffix.lower() == ".docx"]
    if documents:
        _print_documents(documents, printer, copies)
    for path in paths:
        if path.suffix.lower() == ".pdf":
            print_pdf(path, printer, copies)


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
