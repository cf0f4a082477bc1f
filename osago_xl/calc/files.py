"""The agent's file on disk: read (decrypting), replace in one step, encrypt."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from osago_xl.errors import BookError

ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an OLE container around the package
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
        raise BookError(f"Файл «{path.name}» не читается ({error.strerror}). Проверьте путь и доступ.") from error
    if not data.startswith(ENCRYPTED):
        return data
    if not password:
        raise BookError(f"Книга «{path.name}» закрыта паролем. Укажите пароль.")
    try:
        return decrypted(data, password)
    except (DecryptionError, InvalidKeyError, FileFormatError) as error:
        raise BookError(f"Пароль к книге «{path.name}» не подходит, или файл повреждён.") from error


def decrypted(data: bytes, password: str) -> bytes:
    """The package inside; a wrong password or a single changed byte is an error of msoffcrypto."""
    office = msoffcrypto.OfficeFile(io.BytesIO(data))
    office.load_key(password=password, verify_password=True)
    plain = io.BytesIO()
    office.decrypt(plain, verify_integrity=True)
    return plain.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    """AES-256 as Excel does it, opened again to prove it. Calc's own Password writes xlsx in clear."""
    closed = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, closed)
    if decrypted(closed.getvalue(), password) != data:
        raise BookError("Книга не зашифрована: проверка не прошла. Файл не изменён; повторите сохранение.")
    return closed.getvalue()


def replace(target: Path, data: bytes) -> None:
    """Put `data` in the place of `target`: at every moment the file is the old or the new one, on disk too."""
    try:
        handle, name = tempfile.mkstemp(prefix=".osago-", suffix=target.suffix, dir=target.parent)
    except OSError as error:
        raise BookError(f"В папку «{target.parent}» нельзя писать ({error.strerror}).") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, name)
        else:
            Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise BookError(
            f"Файл «{target.name}» не сохранён ({error.strerror}). Закройте его в других программах и повторите."
        ) from error


def remove_folder(folder: Path) -> None:
    """Remove a working folder; what the office still holds goes when it ends."""
    shutil.rmtree(folder, ignore_errors=True)
