"""Foreign files read whole: the format is told by the content, not by the name. Macros are never looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from osago_xl.books.crypto import opened
from osago_xl.errors import BookError
from osago_xl.imports.formats.contents import format_of
from osago_xl.imports.formats.refusals import locked
from osago_xl.imports.model import SourceFile

MAX_BYTES = 100 * 2**20
"""A client base of 100 MB is not one: somebody chose the wrong file."""

PATTERNS = ("*.xlsx", "*.xlsm", "*.xlsb", "*.xls", "*.ods", "*.fods", "*.csv", "*.tsv", "*.txt", "*.htm*", "*.xml",
            "*.mht", "*.vcf")  # fmt: skip

Password = Callable[[str], str | None]
"""Asked with the name of a file that is closed by one."""

_READERS: Mapping[str, tuple[str, str]] = {
    "xlsx": ("xlsx", "read"), "xlsb": ("xlsb", "read"), "xls": ("xls", "read"), "ods": ("opendocument", "read"),
    "fods": ("opendocument", "read_flat"), "xml2003": ("xml2003", "read"), "html": ("html", "read"),
    "mail": ("html", "read_mail"), "vcard": ("vcards", "read"), "csv": ("delimited", "read"),
}  # fmt: skip
"""Format → module of `formats` and function: what a format needs is loaded when such a file comes."""


def read_file(path: Path, password: Password | None = None) -> SourceFile:
    """All sheets of a foreign file. BookError, in a sentence, for what cannot be read."""
    content = _content(path)
    of = format_of(path, content)
    if of == "encrypted":
        given = password(path.name) if password else None
        if not given:
            raise locked(path)
        content = opened(content, given, path.name)
        of = format_of(path, content)
    module, reader = _READERS[of]
    found: SourceFile = getattr(import_module(f"osago_xl.imports.formats.{module}"), reader)(path, content)
    return found


def _content(path: Path) -> bytes:
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
    return content
