"""«Пароль»: a closed workbook encrypted by the standard of Office; decrypted and compared before it is written."""

from __future__ import annotations

from pathlib import Path

from osago_xl.books.crypto import encrypt, opened
from osago_xl.books.locks import alone, refuse_open
from osago_xl.books.package import Package, in_words
from osago_xl.errors import InputError
from osago_xl.keeping.files import read, write

MIN_LENGTH = 8


def set_password(path: Path, old: str | None, new: str | None) -> None:
    """Close a workbook by a password, change it, or (None) take it off.

    BookError for a wrong old password, a file that is open, damaged or cannot be written: it stays as it was.
    InputError for a password too short to protect anything.
    """
    if new is not None and len(new) < MIN_LENGTH:
        raise InputError("пароль", "", f"Пароль короче {MIN_LENGTH} знаков подбирают за минуты. Придумайте длиннее.")
    with alone(path):
        refuse_open(path)
        plain = opened(read(path), old, path.name)
        with in_words(path.name):
            Package(plain)
        write(path, encrypt(plain, new) if new else plain)
