"""«Копия»: the workbook as it is now, read back before it counts as a copy."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from osago_xl.books import open_book
from osago_xl.books.crypto import encrypt, holds_encrypted, opened
from osago_xl.errors import BookError, why
from osago_xl.keeping.copies import KEPT, Copy, Manifest, copies, folder_of, free_name, manifest_of, surplus
from osago_xl.keeping.files import read, write
from osago_xl.schema.workbook import WORKBOOK

if TYPE_CHECKING:
    from osago_xl.work.unit import Work


def backup(work: Work, reason: str = "", folder: Path | None = None, new_password: str | None = None) -> Copy:
    """Copy the workbook of a command, as it is before the command writes; BookError when no sound copy came about.

    The folder is that of the settings unless given. The day of the copy is set in `work`. Copies beyond those to keep
    are deleted, but only from the folder of the settings.
    """
    path, settings = work.path, work.settings
    if path is None:
        raise BookError("Книга ещё не сохранена: копировать нечего. Сохраните её (Ctrl+S) и повторите.")
    own = folder_of(path, settings.get("cfg_backup_folder"))
    data, password = work.snapshot()
    made = write_copy(data, path, folder or own, work.now, reason=reason, password=password, new_password=new_password)
    work.set_setting("cfg_backup_day", work.today)
    if folder is None:
        thin_out(own, path, int(settings.get("cfg_backup_keep") or KEPT))
    return made


def write_copy(
    data: bytes,
    book: Path,
    folder: Path,
    now: datetime,
    *,
    reason: str = "",
    password: str | None = None,
    new_password: str | None = None,
    earlier: str | None = None,
) -> Copy:
    """Write the content of `book` as a copy with its manifest, and read it back, all tables.

    `earlier` is the version of a workbook of an earlier program, whose tables are not read. `password` opens the
    content when it is encrypted; `new_password` encrypts the copy anew. Without the password of an encrypted content
    the copy is compared byte by byte only, and its manifest counts no rows.
    """
    if new_password:
        data = encrypt(opened(data, password, book.name), new_password)
    password = new_password or password
    target = free_name(folder, book, now)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BookError(
            f"Папки копий «{folder}» нет, и создать её не удалось: {why(error)}. "
            "Укажите другую на листе «Настройки», «Папка копий»."
        ) from error
    try:
        write(target, data)
        readable = earlier is None and not (holds_encrypted(data) and not password)
        rows = count_rows(target, now.date(), password) if readable else {}
        manifest = Manifest(
            book.name,
            now,
            reason,
            WORKBOOK.version if earlier is None else earlier,
            len(data),
            _checksum(data),
            holds_encrypted(data),
            rows,
        )
        write(manifest_of(target), manifest.to_json().encode())
    except BookError:
        target.unlink(missing_ok=True)
        raise
    return Copy(target, manifest)


def backup_before(work: Work, command: str) -> Copy | None:
    """The copy before a command that changes many rows; None for a workbook that has no file."""
    if work.path is None or not work.stored or not work.path.exists():
        return None
    return backup(work, f"перед командой «{command}»")


def thin_out(folder: Path, book: Path, keep: int = KEPT) -> list[Copy]:
    """Delete copies that need not be kept; the deleted ones. One that somebody has open waits for the next time."""
    found = copies(folder, book)
    going = set(surplus((copy.manifest.made for copy in found), keep))
    return [copy for copy in found if copy.manifest.made in going and _removed(copy)]


def read_copy(copy: Copy, password: str | None) -> bytes:
    """The content of a copy, decrypted; BookError when the file is not what was written."""
    data = read(copy.path)
    if _checksum(data) != copy.manifest.sha256:
        raise BookError(f"Копия «{copy.path.name}» изменилась после записи: контрольная сумма другая. Выберите другую.")
    return opened(data, password, copy.path.name)


def count_rows(path: Path, today: date, password: str | None) -> dict[str, int]:
    """Table → rows of a closed workbook; every table is read."""
    book = open_book(path, today=today, password=password)
    return {name: book.count(table) for name, table in book.schema.tables.items()}


def _removed(copy: Copy) -> bool:
    try:
        copy.remove()
    except OSError:
        return False
    return True


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
