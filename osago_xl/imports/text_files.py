"""csv: encoding and separator are found out from the text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from osago_xl.errors import BookError
from osago_xl.imports.model import Raw, RawSheet, SourceFile

SEPARATORS = ";,\t|"
MAX_ROWS = 200_000

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ONE_BYTE = ("cp1251", "cp866", "koi8-r")
_FREQUENT = "оеаинтсрвлкмдпу"
_SAMPLE_BYTES, _SAMPLE_LINES = 65_536, 50


def read_csv(path: Path, content: bytes) -> SourceFile:
    """The one sheet of a text file, named like the file; every cell is text, so leading zeros survive."""
    encoding = detect_encoding(content)
    text = content.decode(encoding, errors="replace")
    if "\x00" in text:
        raise BookError(f"Файл «{path.name}» не прочитан: это не таблица и не текст. Выберите xlsx, xls или csv.")
    try:
        separator = detect_separator(text)
        if text.lower().startswith("sep="):
            text = text.partition("\n")[2]
        rows = _rows(text, separator)
    except csv.Error as error:
        raise BookError(
            f"Файл «{path.name}» не разбирается как csv: {error}. Откройте его в Excel и сохраните как .xlsx."
        ) from error
    if len(rows) > MAX_ROWS:
        raise BookError(f"Файл «{path.name}»: {len(rows)} строк, больше {MAX_ROWS}. Разделите его на части.")
    shown = "табуляция" if separator == "\t" else separator
    return SourceFile(path, (RawSheet(path.stem, rows),), f"csv, {encoding}, разделитель «{shown}»")


def _rows(text: str, separator: str) -> list[list[Raw]]:
    """Cells of all lines. A stray quote («ООО "Ромашка») would swallow lines: then quotes are read as letters."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if any("\n" in cell and cell.count(separator) >= len(rows[0]) - 1 > 0 for row in rows for cell in row):
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE))
    return [[*row] for row in rows]


def detect_encoding(content: bytes) -> str:
    """By the byte order mark, else UTF-8 when it is valid, else the Russian one-byte encoding that reads best."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return max(_ONE_BYTE, key=lambda name: _russian(content[:_SAMPLE_BYTES].decode(name, errors="replace")))
    return "utf-8"


def _russian(text: str) -> int:
    """How Russian a text looks: frequent small letters count, box-drawing and other rarities count against it."""
    counts = Counter(text)
    strange = sum(n for c, n in counts.items() if c > "\x7f" and not ("а" <= c.lower() <= "я" or c in "ё№«»—–\xa0"))
    return sum(counts[letter] for letter in _FREQUENT) - 3 * strange


def detect_separator(text: str) -> str:
    """The character that cuts the first lines into the same number (more than one) of cells most often."""
    lines = text.splitlines()[:_SAMPLE_LINES]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0][4]

    def evenness(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        return times, width

    return max(SEPARATORS, key=evenness)
