"""xlsx, xlsm: values by calamine; what it would hide (errors, notes, hidden rows, size) is looked up in the XML."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import python_calamine

from osago_xl.imports.formats.calamine_sheets import plain_rows, spans, visible
from osago_xl.imports.formats.refusals import damaged, our_workbook, refuse_bomb, too_large
from osago_xl.imports.model import MAX_CELLS, RawSheet, SourceFile
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.settings import SETTINGS

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(?!</)")
"""The opening tag of a cell that holds something; cells with nothing but a style are passed over."""
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_END = re.compile(rb"</(?:\w+:)?c>")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)")
_HIDDEN = re.compile(rb'<(?:\w+:)?(row|col)\b([^>]*\bhidden="(?:1|true)"[^>]*)>')
_NUMBERS = re.compile(rb'\b(r|min|max)="(\d{1,7})"')
_THREADED = re.compile(r"^\[[^\]]+\].*?(?:Comment|Комментарий|Примечание):\s*", re.DOTALL)
_TABLE_NAME = re.compile(rb'\bdisplayName="([^"]+)"')
_OURS = {table.name.encode() for table in (CLIENTS, POLICIES, SETTINGS)}
_NEVER_CALCULATED = "формула без значения"
_LAST_COLUMN = 16_384

BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, python_calamine.CalamineError,
    EOFError, KeyError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What zipfile, expat and calamine raise on rubbish."""


class _Facts(NamedTuple):
    """What the XML of a sheet says besides the values."""

    errors: Mapping[tuple[int, int], str]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


_NOTHING = _Facts({}, frozenset(), frozenset())


def read(path: Path, content: bytes) -> SourceFile:
    """Sheets of an xlsx or xlsm file."""
    facts: dict[str, _Facts] = {}
    notes: dict[str, Mapping[tuple[int, int], str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            refuse_bomb(path, package)
            parts = _Parts(package)
            if parts.is_our_workbook():
                raise our_workbook(path)
            for name, part in parts.sheets():
                facts[name] = _facts(path, name, parts.read(part))
                notes[name] = _notes(parts, part)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for each in book.sheets_metadata:
            if each.typ == python_calamine.SheetTypeEnum.WorkSheet:
                sheet, own = book.get_sheet_by_name(each.name), facts.get(each.name, _NOTHING)
                rows = plain_rows(sheet)
                more = notes.get(each.name, {})
                sheets.append(RawSheet(each.name, rows, own.errors, spans(sheet), more, own.hidden_rows,
                                       own.hidden_columns, not visible(each)))  # fmt: skip
    except BROKEN as error:
        raise damaged(path) from error
    return SourceFile(path, tuple(sheets), "Excel")


class _Parts:
    """Parts of a package by their names; some programs write them with capitals or backslashes."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._real = {self._usual(name): name for name in package.namelist()}

    @staticmethod
    def _usual(name: str) -> str:
        return name.replace("\\", "/").lower().lstrip("/")

    def read(self, name: str) -> bytes:
        return self._package.read(self._real[self._usual(name)])

    def is_our_workbook(self) -> bool:
        """Whether tables of ours are in it, by the names they were declared with."""
        tables = (self.read(name) for name in self._real if name.startswith("xl/tables/"))
        ours = (match[1] for xml in tables if (match := _TABLE_NAME.search(xml)))
        return set(ours) >= _OURS

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Id → part of the relations of one kind."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if self._usual(relations) not in self._real:
            return {}
        found = ElementTree.fromstring(self.read(relations))
        return {
            each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            for each in found
            if each.get("Type", "").endswith(kind)
        }

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Name of each worksheet and the part it is stored in."""
        targets = self.related("xl/workbook.xml", "/worksheet")
        for each in ElementTree.fromstring(self.read("xl/workbook.xml")).iter():
            if each.tag.rpartition("}")[2] == "sheet":
                of = next((value for key, value in each.items() if key.endswith("}id")), "")
                if of in targets:
                    yield each.get("name", ""), targets[of]


def _facts(path: Path, name: str, xml: bytes) -> _Facts:
    """Errors, formulas nobody has calculated, hidden rows and columns. Refuses a sheet far too large."""
    errors, height, width = {}, 0, 0
    for match in _CELL.finditer(xml):
        if place := _PLACE.search(match[1]):
            row, column = int(place[2]), _column(place[1])
            height, width = max(height, row), max(width, column)
            if text := _hidden_value(match[1], xml, match.end()):
                errors[row, column] = text
    if height * width > MAX_CELLS:
        raise too_large(path, name, height, width)
    rows: set[int] = set()
    columns: set[int] = set()
    for match in _HIDDEN.finditer(xml):
        numbers = {key: int(value) for key, value in _NUMBERS.findall(match[2])}
        if match[1] == b"row":
            rows.add(numbers.get(b"r", 0))
        else:
            columns.update(range(numbers.get(b"min", 1), min(numbers.get(b"max", 0), _LAST_COLUMN) + 1))
    return _Facts(errors, frozenset(rows), frozenset(columns))


def _hidden_value(attributes: bytes, xml: bytes, start: int) -> str:
    """What stands in a cell that calamine gives as ""; "" for any other cell. `start` is behind its opening tag."""
    is_error = b't="e"' in attributes
    if not is_error and (b't="str"' in attributes or not xml.startswith((b"<f", b"<x:f"), start)):
        return ""
    end = _END.search(xml, start)
    value = _VALUE.search(xml, start, end.start() if end else len(xml))
    if is_error:
        return value[1].decode() if value else "#N/A"
    return "" if value else _NEVER_CALCULATED


def _notes(parts: _Parts, part: str) -> dict[tuple[int, int], str]:
    """What was written beside the cells; of a conversation the text without Excel's explanation of it."""
    found = {}
    for comments in parts.related(part.lstrip("/"), "/comments").values():
        for each in ElementTree.fromstring(parts.read(comments)).iter():
            place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", each.get("ref", ""))
            if place and each.tag.endswith("}comment"):
                text = "".join(t.text or "" for t in each.iter() if t.tag.endswith("}t"))
                found[int(place[2]), _column(place[1].encode())] = _THREADED.sub("", text).strip()
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
