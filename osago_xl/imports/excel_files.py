"""xlsx and xls: values by calamine and xlrd; what they would hide (error cells, size) is looked up first."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

import python_calamine
import xlrd

from osago_xl.errors import BookError
from osago_xl.imports.model import Raw, RawSheet, SourceFile

MAX_UNPACKED = 400 * 2**20
MAX_CELLS = 6_000_000
"""Of a sheet's used rectangle: 200 000 rows of 30 columns."""

_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"([^>]*?)(/?)>')
_END = re.compile(rb"</(?:\w+:)?c>")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What zipfile, expat and calamine raise on rubbish; below, what xlrd does.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, python_calamine.CalamineError,
    EOFError, KeyError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
_XLRD_BROKEN = (
    AssertionError, AttributeError, ArithmeticError, LookupError, TypeError, ValueError, struct.error,
    xlrd.compdoc.CompDocError,
)  # fmt: skip
_NEVER_CALCULATED = "формула без значения"


def read_xlsx(path: Path, content: bytes) -> SourceFile:
    """Sheets of an xlsx or xlsm file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_bomb(path, package)
            errors = {name: _errors(path, name, package.read(part)) for name, part in _parts(package)}
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [s.name for s in book.sheets_metadata if s.typ == python_calamine.SheetTypeEnum.WorkSheet]
        sheets = tuple(RawSheet(name, _rows(book, name), errors.get(name, {})) for name in names)
    except _BROKEN as error:
        raise _damaged(path) from error
    return SourceFile(path, sheets, "Excel")


def _rows(book: Any, name: str) -> list[list[Raw]]:
    return [[_plain(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _plain(cell: Any) -> Raw:
    """Times and durations as text: no column of ours holds them."""
    return cell if isinstance(cell, str | int | float | bool | date) else str(cell)


def _damaged(path: Path) -> BookError:
    return BookError(
        f"Файл «{path.name}» повреждён или это не таблица Excel. Откройте его в Excel, сохраните заново как .xlsx "
        "и повторите импорт."
    )


def _refuse_bomb(path: Path, package: zipfile.ZipFile) -> None:
    size = sum(part.file_size for part in package.infolist())
    if size > MAX_UNPACKED:
        raise BookError(
            f"Файл «{path.name}» распаковывается в {size // 2**20} МБ: так большие таблицы не переносятся. "
            "Сохраните нужный лист отдельным файлом."
        )


def _parts(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name of each sheet and the part it is stored in."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    workbook = ElementTree.fromstring(package.read("xl/workbook.xml"))
    sheets = [each for each in workbook.iter() if each.tag.rpartition("}")[2] == "sheet"]
    found = ((each.get("name", ""), targets.get(each.get(_RELATION), "")) for each in sheets)
    return [(name, str(PurePosixPath("xl", part)).lstrip("/")) for name, part in found if "worksheets/" in part]


def _errors(path: Path, name: str, xml: bytes) -> dict[tuple[int, int], str]:
    """Cells calamine gives as "": errors, and formulas that nobody has calculated. Refuses a sheet far too large."""
    errors, height, width = {}, 0, 0
    for match in _CELL.finditer(xml):
        row, column = int(match[2]), _column(match[1])
        height, width = max(height, row), max(width, column)
        if text := _hidden(match[3], xml, match.end()) if not match[4] else "":
            errors[row, column] = text
    if height * width > MAX_CELLS:
        raise BookError(
            f"Файл «{path.name}», лист «{name}»: занято {height} строк и {width} столбцов. Удалите лишние строки и "
            "столбцы под таблицей и справа от неё, сохраните файл и повторите импорт."
        )
    return errors


def _hidden(attributes: bytes, xml: bytes, start: int) -> str:
    """What stands in a cell that calamine gives as ""; "" for any other cell. `start` is behind its opening tag."""
    is_error = b't="e"' in attributes
    if not is_error and (b't="str"' in attributes or not xml.startswith((b"<f", b"<x:f"), start)):
        return ""
    end = _END.search(xml, start)
    value = _VALUE.search(xml, start, end.start() if end else len(xml))
    if is_error:
        return value[1].decode() if value else "#N/A"
    return "" if value else _NEVER_CALCULATED


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def read_xls(path: Path, content: bytes) -> SourceFile:
    """Sheets of an Excel 97–2003 file; the same container also holds encrypted xlsx files."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _locked(path)
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True)
        sheets = tuple(_xls_sheet(book, name) for name in book.sheet_names())
    except xlrd.XLRDError as error:
        raise (_locked(path) if "encrypted" in str(error) else _damaged(path)) from error
    except _XLRD_BROKEN as error:
        raise _damaged(path) from error
    return SourceFile(path, sheets, "Excel 97–2003")


def _locked(path: Path) -> BookError:
    return BookError(
        f"Файл «{path.name}» закрыт паролем. Откройте его в Excel, снимите пароль (Файл → Сведения → Защита книги), "
        "сохраните и повторите импорт."
    )


def _xls_sheet(book: Any, name: str) -> RawSheet:
    sheet, errors = book.sheet_by_name(name), {}
    rows: list[list[Raw]] = []
    for number in range(sheet.nrows):
        cells = sheet.row(number)
        rows.append([_xls_value(cell, book.datemode) for cell in cells])
        for place, cell in enumerate(cells):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                errors[number + 1, place + 1] = xlrd.error_text_from_code.get(cell.value, "#N/A")
    return RawSheet(name, rows, errors)


def _xls_value(cell: Any, datemode: int) -> Raw:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _xls_day(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    value: Raw = cell.value
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else value


def _xls_day(value: float, datemode: int) -> Raw:
    try:
        moment: datetime = xlrd.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError):
        return value
    return moment
