"""File names by the agent's pattern, safe on Windows; an existing file is never overwritten.

The same name gets a number: «Заявление Иванов.docx», «Заявление Иванов (2).docx».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from osago_xl.books.atomic import create_file
from osago_xl.errors import DocumentError, InputError, why

LONGEST = 120  # characters of the name: a whole path must stay under 260 on Windows
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(\..*)?", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def file_stem(pattern: str, values: Mapping[str, str]) -> str:
    """A name without extension by a pattern like `{документ} {клиент} {полис} {дата}`.

    Raises InputError for a placeholder that is not among `values`.
    """

    def value(match: re.Match[str]) -> str:
        try:
            return values[match[1]]
        except KeyError:
            known = ", ".join(f"{{{name}}}" for name in values)
            message = f"В шаблоне имени файла нет поля {{{match[1]}}}. Можно: {known}."
            raise InputError("Имя файла", pattern, message) from None

    return safe(PLACEHOLDER.sub(value, pattern))


def safe(name: str) -> str:
    """The name with everything Windows refuses taken out; never empty, never a device name."""
    plain = FORBIDDEN.sub(" ", unicodedata.normalize("NFC", name))
    short = " ".join(plain.split())[:LONGEST].strip(" .")
    if RESERVED.fullmatch(short):
        return f"_{short}"
    return short or "документ"


def write_new(target: Path, data: bytes) -> Path:
    """Write the bytes under the name or its next free number; return the path.

    Raises DocumentError when the folder cannot be written; no half-written file is left.
    """
    for path in _numbered(target):
        try:
            create_file(path, data)
        except FileExistsError:
            continue
        except OSError as error:
            raise DocumentError(
                f"Не удалось записать «{path.name}» в папку «{path.parent}»: {why(error)}. "
                "Проверьте, что папка существует, доступна для записи и на диске есть место."
            ) from error
        return path
    raise AssertionError("the numbers never end")


def _numbered(target: Path) -> Iterator[Path]:
    yield target
    for number in count(2):
        yield target.with_name(f"{target.stem} ({number}){target.suffix}")
