"""One sheet of a closed workbook as PDF, printed by LibreOffice from a temporary copy."""

from __future__ import annotations

import tempfile
from pathlib import Path

from osago_xl.books.crypto import decrypt
from osago_xl.books.file_one_sheet import one_sheet
from osago_xl.documents.office import libreoffice
from osago_xl.errors import EngineError


def print_sheet(data: bytes, password: str | None, sheet: str) -> bytes:
    """The PDF of a sheet; EngineError when LibreOffice is missing or gives nothing."""
    plain = decrypt(data, password, sheet) if password else data
    with tempfile.TemporaryDirectory(prefix="osago-pdf-", ignore_cleanup_errors=True) as name:
        room = Path(name)
        copy = room / "sheet.xlsx"
        copy.write_bytes(one_sheet(plain, sheet))
        libreoffice(["--convert-to", "pdf", "--outdir", str(room)], [copy], room)
        made = copy.with_suffix(".pdf")
        if not made.exists():
            raise EngineError(f"PDF листа «{sheet}» не получился. Откройте книгу в Excel и сохраните лист оттуда.")
        return made.read_bytes()
