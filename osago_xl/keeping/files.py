"""Files of this package written by the one writer, with a sentence instead of an OSError."""

from __future__ import annotations

from pathlib import Path

from osago_xl.books.atomic import replace_file
from osago_xl.errors import BookError, why


def write(path: Path, data: bytes) -> None:
    """Give `path` this content and read it back before it takes the name; BookError leaves everything as it was."""

    def check(finished: Path) -> None:
        if finished.read_bytes() != data:
            raise BookError(f"Записанное на диск не совпало с тем, что должно быть в «{path.name}». Проверьте диск.")

    try:
        replace_file(path, data, check)
    except OSError as error:
        raise BookError(
            f"Файл «{path.name}» в папке «{path.parent}» не записан: {why(error)}. Всё осталось как было. "
            "Закройте файл в других программах, проверьте папку и место на диске."
        ) from error


def read(path: Path) -> bytes:
    """The content of a file; BookError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BookError(f"Файл «{path.name}» не читается: {why(error)}. Проверьте имя и папку.") from error
