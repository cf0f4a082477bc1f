"""Word documents → PDF by Word or LibreOffice: one office process for a whole batch.

The office works in a private temporary folder on numbered copies: names of the agent's files never reach
its command line, and nothing half-made appears in his folder.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter

from osago_xl.documents.naming import write_new
from osago_xl.documents.office import has_word, libreoffice, word
from osago_xl.errors import DocumentError, EngineError, why

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
        copies = [_copied(source, room / f"{n:05}.docx") for n, source in enumerate(documents)]
        if has_word():
            _by_word(copies)
        else:
            libreoffice(["--convert-to", "pdf", "--outdir", str(room)], copies, room)
        return [_read(copy.with_suffix(".pdf"), source) for copy, source in zip(copies, documents, strict=True)]


def _copied(source: Path, target: Path) -> Path:
    try:
        return Path(shutil.copyfile(source, target))
    except OSError as error:
        raise DocumentError(f"Документ «{source.name}» не читается: {why(error)}.") from error


def _read(pdf: Path, source: Path) -> bytes:
    if not pdf.exists():
        raise EngineError(f"PDF из «{source.name}» не получился. Откройте документ в Word и проверьте его.")
    return pdf.read_bytes()


def _by_word(copies: Sequence[Path]) -> None:
    with word() as opened:
        for copy in copies:
            document = opened(copy)
            document.ExportAsFixedFormat(str(copy.with_suffix(".pdf")), WORD_PDF)
            document.Close(False)
