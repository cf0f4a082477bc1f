"""Foreign files read whole: the format is told by the content, not by the name. Macros are never looked at."""

from __future__ import annotations

from pathlib import Path

from osago_xl.errors import BookError
from osago_xl.imports import excel_files, text_files
from osago_xl.imports.model import SourceFile

MAX_BYTES = 100 * 2**20
"""A client base of 100 MB is not one: somebody chose the wrong file."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_file(path: Path) -> SourceFile:
    """All sheets of an xlsx, xlsm, xls or csv file. BookError, in a sentence, for what cannot be read."""
    try:
        size = path.stat().st_size
        if path.is_dir() or size > MAX_BYTES:
            what = "это папка" if path.is_dir() else f"он занимает {size // 2**20} МБ, больше {MAX_BYTES // 2**20} МБ"
            raise BookError(f"Файл «{path.name}» не прочитан: {what}. Выберите файл с таблицей.")
        content = path.read_bytes()
    except OSError as error:
        reason = "такого файла нет" if isinstance(error, FileNotFoundError) else "нет доступа к нему"
        raise BookError(f"Файл «{path.name}» не прочитан: {reason}. Проверьте имя и закройте его в Excel.") from None
    if not content.strip():
        raise BookError(f"Файл «{path.name}» пуст: переносить нечего.")
    if content.startswith(_ZIP):
        return excel_files.read_xlsx(path, content)
    if content.startswith(_OLE):
        return excel_files.read_xls(path, content)
    return text_files.read_csv(path, content)
