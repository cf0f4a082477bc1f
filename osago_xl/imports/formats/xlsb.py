"""xlsb, the binary workbook of Excel: values by calamine, size and hidden places out of the records."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import python_calamine

from osago_xl.imports.formats.calamine_sheets import plain_rows, spans, visible
from osago_xl.imports.formats.refusals import damaged, refuse_bomb, too_large
from osago_xl.imports.formats.xlsx import BROKEN
from osago_xl.imports.model import MAX_CELLS, RawSheet, SourceFile

_ROW, _BLANK, _LAST_CELL = 0, 1, 11
"""Record numbers of [MS-XLSB] 2.4: BrtRowHdr, BrtCellBlank, BrtFmlaError; those between them are cells."""


def read(path: Path, content: bytes) -> SourceFile:
    """Sheets of an xlsb file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            refuse_bomb(path, package)
            for name in package.namelist():
                if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".bin"):
                    _refuse_far_cells(path, name, package.read(name))
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for each in book.sheets_metadata:
            if each.typ == python_calamine.SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(each.name)
                sheets.append(RawSheet(each.name, plain_rows(sheet), merged=spans(sheet), hidden=not visible(each)))
    except BROKEN as error:
        raise damaged(path) from error
    return SourceFile(path, tuple(sheets), "Excel (xlsb)")


def _refuse_far_cells(path: Path, name: str, data: bytes) -> None:
    """Calamine would ask for the whole rectangle at once."""
    row = height = width = 0
    for kind, start in _records(data):
        if kind == _ROW:
            row = int.from_bytes(data[start : start + 4], "little") + 1
        elif _BLANK < kind <= _LAST_CELL:
            height, width = max(height, row), max(width, int.from_bytes(data[start : start + 4], "little") + 1)
    if height * width > MAX_CELLS:
        raise too_large(path, name, height, width)


def _records(data: bytes) -> Iterator[tuple[int, int]]:
    """(number, start of the content) of each record; both lengths are written seven bits a byte."""
    at = 0
    while at < len(data):
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        yield kind, at
        at += size


def _varying(data: bytes, at: int, longest: int) -> tuple[int, int]:
    number = 0
    for place in range(longest):
        byte = data[at] if at < len(data) else 0
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at
