"""The agent's file on disk: read (decrypting) and replaced in one step."""

from __future__ import annotations

from pathlib import Path

from osago_xl.books.atomic import replace_file
from osago_xl.books.crypto import opened
from osago_xl.errors import BookError, why

State = tuple[int, int]


def state(path: Path) -> State | None:
    """What changes when anybody writes the file; None when there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size


def read_plain(path: Path, password: str | None) -> bytes:
    """The package in the file, decrypted if need be; BookError when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BookError(f"Файл «{path.name}» не читается ({why(error)}). Проверьте путь и доступ.") from error
    return opened(data, password, path.name)


def replace(target: Path, data: bytes) -> None:
    """Put `data` in the place of `target`: the file is the old or the new one; BookError when it stays the old one."""
    try:
        replace_file(target, data)
    except OSError as error:
        raise BookError(
            f"Файл «{target.name}» не сохранён ({why(error)}). Закройте его в других программах и повторите."
        ) from error
