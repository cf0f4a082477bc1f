"""csv, tsv, txt: encoding and separator are found out from the text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from osago_xl.errors import BookError
from osago_xl.imports.formats.encodings import detect
from osago_xl.imports.model import Raw, RawSheet, SourceFile

SEPARATORS = ";,\t|"
MAX_ROWS = 200_000
_MAX_COLUMNS = 16_384
_SAMPLE_CHARS, _SAMPLE_LINES = 65_536, 50
_QUOTED_FORMULA = re.compile(r'="(.*)"')
_TEXT_MARK = re.compile(r"'(?=[+\d])")
"""An apostrophe that keeps Excel from reading a number."""


def read(path: Path, content: bytes) -> SourceFile:
    """The one sheet of a text file, named like the file; every cell is text, so leading zeros survive."""
    encoding = detect(content)
    head = content[: _SAMPLE_CHARS * 2].decode(encoding, errors="replace")
    if "\x00" in head or (not encoding.startswith("utf-") and b"\x00" in content):
        raise BookError(f"Файл «{path.name}» не прочитан: это не таблица и не текст. Выберите xlsx, xls или csv.")
    try:
        separator = detect_separator(head)
        named = head.lower().startswith("sep=")
        rows = _rows(path, content, encoding, separator, skip_first=named)
    except csv.Error as error:
        raise BookError(
            f"Файл «{path.name}» не разбирается как csv: {error}. Откройте его в Excel и сохраните как .xlsx."
        ) from error
    shown = "табуляция" if separator == "\t" else separator
    return SourceFile(path, (RawSheet(path.stem, rows),), f"csv, {encoding}, разделитель «{shown}»")


def _rows(path: Path, content: bytes, encoding: str, separator: str, *, skip_first: bool) -> list[list[Raw]]:
    """Cells of all lines. A stray quote («ООО "Ромашка») would swallow lines: then quotes are read as letters."""

    def lines() -> Iterable[str]:
        text = io.TextIOWrapper(io.BytesIO(content), encoding, errors="replace", newline="")
        if skip_first:
            text.readline()
        return text

    rows = _cut(path, csv.reader(lines(), delimiter=separator))
    if any("\n" in cell and cell.count(separator) >= len(rows[0]) - 1 > 0 for row in rows for cell in row):
        plain = _cut(path, csv.reader(lines(), delimiter=separator, quoting=csv.QUOTE_NONE))
        rows = [[_unopened(cell) for cell in row] for row in plain]
    return [[_unmarked(cell) for cell in row] for row in rows]


def _unopened(cell: str) -> str:
    """A cell without the one quote at its beginning that nothing closes."""
    return cell[1:] if cell[:1] == '"' and not set(cell[1:]) & set('"»”“') else cell


def _cut(path: Path, lines: Iterable[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in lines:
        if len(row) > _MAX_COLUMNS or len(rows) >= MAX_ROWS:
            what = f"больше {_MAX_COLUMNS} столбцов" if len(row) > _MAX_COLUMNS else f"больше {MAX_ROWS} строк"
            raise BookError(f"Файл «{path.name}»: {what}. Разделите его на части.")
        rows.append(row)
    return rows


def _unmarked(cell: str) -> Raw:
    """«="0123"» and «'0123» without what they were written with to stay text in Excel."""
    if cell[:1] == "=" and (quoted := _QUOTED_FORMULA.fullmatch(cell)):
        return quoted[1]
    return cell[1:] if cell[:1] == "'" and _TEXT_MARK.match(cell) else cell


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
