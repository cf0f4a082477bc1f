"""Word documents → PDF by Word or LibreOffice: one office process for a whole batch.

The office works in a private temporary folder on numbered copies: names of the agent's files never reach
its command line, and nothing half-made appears in his folder.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter

from osago_xl.calc.bridge import find_soffice
from osago_xl.documents.naming import write_new
from osago_xl.errors import EngineError

FIRST_START = 81  # exit code of an office that has just made its profile and wants a second start
STARTS = 2
PATIENCE = 60.0  # seconds for the start, and then for each document
PER_DOCUMENT = 5.0
WORD_PDF = 17  # wdExportFormatPDF


def to_pdf(documents: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Convert each document to `folder`/<its name>.pdf (numbered if taken); paths in the same order.

    Raises EngineError when no office answers or a document cannot be converted; no file is left then.
    """
    return tuple(
        write_new(folder / f"{document.stem}.pdf", data)
        for document, data in zip(documents, _converted(documents), strict=True)
    )


def to_joint_pdf(documents: Sequence[Path], target: Path) -> Path:
    """All documents in one PDF, in their order."""
    joint = PdfWriter()
    for data in _converted(documents):
        joint.append(BytesIO(data))
    result = BytesIO()
    joint.write(result)
    return write_new(target, result.getvalue())


def _converted(documents: Sequence[Path]) -> list[bytes]:
    if not documents:
        return []
    with tempfile.TemporaryDirectory(prefix="osago-pdf-", ignore_cleanup_errors=True) as name:
        room = Path(name)
        copies = [Path(shutil.copy(source, room / f"{n:05}.docx")) for n, source in enumerate(documents)]
        if _has_word():
            _by_word(copies)
        else:
            _by_libreoffice(copies, room)
        return [_read(copy.with_suffix(".pdf"), source) for copy, source in zip(copies, documents, strict=True)]


def _read(pdf: Path, source: Path) -> bytes:
    if not pdf.exists():
        raise EngineError(f"PDF из «{source.name}» не получился. Откройте документ в Word и проверьте его.")
    return pdf.read_bytes()


def _by_libreoffice(copies: Sequence[Path], room: Path) -> None:
    command = [
        str(find_soffice()),
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(room),
        *map(str, copies),
    ]
    patience = PATIENCE + PER_DOCUMENT * len(copies)
    for _ in range(STARTS):
        try:
            ended = subprocess.run(command, capture_output=True, timeout=patience, check=False, cwd=room)
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"LibreOffice не сделал PDF за {patience:.0f} с. Повторите действие.") from error
        if ended.returncode != FIRST_START:
            break
    if ended.returncode:
        raise EngineError(f"LibreOffice завершился с кодом {ended.returncode}. Повторите действие.")


if sys.platform == "win32":

    def _has_word() -> bool:
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Word.Application"))
        except OSError:
            return False
        return True

    def _by_word(copies: Sequence[Path]) -> None:
        from pythoncom import com_error
        from win32com.client import DispatchEx

        word = DispatchEx("Word.Application")  # a process of our own, not the agent's open Word
        try:
            for copy in copies:
                document = word.Documents.Open(str(copy), ReadOnly=True, AddToRecentFiles=False)
                document.ExportAsFixedFormat(str(copy.with_suffix(".pdf")), WORD_PDF)
                document.Close(False)
        except com_error as error:
            raise EngineError("Word не сделал PDF. Закройте окна с вопросами Word и повторите.") from error
        finally:
            word.Quit(False)

else:

    def _has_word() -> bool:
        return False

    def _by_word(copies: Sequence[Path]) -> None:
        raise EngineError("Word есть только в Windows.")
