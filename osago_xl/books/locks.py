"""Who else has the workbook: Excel, LibreOffice, another command of ours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from osago_xl.errors import BookError, why

PATIENCE = 20.0
"""Seconds a command waits for another one to finish writing."""


def refuse_open(path: Path) -> None:
    """BookError while Excel or LibreOffice holds the workbook (they leave an owner file beside it)."""
    owners = {path.with_name(f"~${path.name}"): "Excel", path.with_name(f".~lock.{path.name}#"): "LibreOffice"}
    for owner, program in owners.items():
        if owner.exists():
            raise BookError(
                f"Книга «{path.name}» открыта в {program}. Закройте её и повторите. "
                f"Если {program} закрыт, удалите оставшийся от него файл «{owner.name}» рядом с книгой."
            )


@contextmanager
def alone(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the workbook against other commands of ours; BookError when one does not finish in time.

    The lock lies in the cache folder: beside the workbook it would be synchronised by cloud drives.
    """
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
    folder = user_cache_path("osago-xl") / "locks"
    lock = FileLock(folder / f"{name}.lock", timeout=patience)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise BookError(f"С книгой «{path.name}» работает другая команда. Дождитесь её конца и повторите.") from None
    except OSError as error:
        raise BookError(f"Нельзя создать файл в папке «{folder}»: {why(error)}. Разрешите запись в неё.") from error
    try:
        yield
    finally:
        lock.release()
