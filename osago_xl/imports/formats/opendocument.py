"""ods and fods of LibreOffice and others: one reader, for the XML is the same in the package and in the flat file."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from osago_xl.imports.formats.maker import SheetMaker
from osago_xl.imports.formats.refusals import damaged, locked, refuse_bomb
from osago_xl.imports.model import Raw, RawSheet, SourceFile

_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_T}table-cell", f"{_T}covered-table-cell")
_SPACES = {f"{_X}tab": "\t", f"{_X}line-break": "\n"}
_BROKEN = (zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, KeyError, NotImplementedError, RuntimeError,
           ValueError)  # fmt: skip


def read(path: Path, content: bytes) -> SourceFile:
    """Sheets of a package."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            refuse_bomb(path, package)
            if b"manifest:encryption-data" in package.read("META-INF/manifest.xml"):
                raise locked(path)
            return SourceFile(path, tuple(_sheets(path, package.read("content.xml"))), "LibreOffice (ods)")
    except _BROKEN as error:
        raise damaged(path) from error


def read_flat(path: Path, content: bytes) -> SourceFile:
    """Sheets of a flat file."""
    try:
        return SourceFile(path, tuple(_sheets(path, content)), "LibreOffice (fods)")
    except _BROKEN as error:
        raise damaged(path) from error


def _sheets(path: Path, xml: bytes) -> Iterator[RawSheet]:
    maker, columns = SheetMaker(path), 0
    tags = (f"{_T}table", f"{_T}table-row", f"{_T}table-column")
    for event, element in etree.iterparse(
        io.BytesIO(xml), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    ):
        if event == "start":
            if element.tag == tags[0]:
                maker, columns = SheetMaker(path, element.get(f"{_T}name", "")), 0
        elif element.tag == tags[0]:
            yield maker.made(element.get(f"{_T}name", "Лист"))
            element.clear()
        elif element.tag == tags[1]:
            _row(maker, element)
            element.clear()
        else:
            count = _count(element, "number-columns-repeated")
            if element.get(f"{_T}visibility") in ("collapse", "filter"):
                maker.hide_columns(columns + 1, count)
            columns += count


def _row(maker: SheetMaker, element: Any) -> None:
    maker.start_row()
    if element.get(f"{_T}visibility") in ("collapse", "filter"):
        maker.hidden_rows.add(maker.row)
    for cell in element.iterchildren(*_CELLS):
        text = "\n".join(_text(p) for p in cell.iterchildren(f"{_X}p"))
        note = "\n".join(_text(p) for each in cell.iterchildren(f"{_O}annotation") for p in each.iter(f"{_X}p"))
        error = _error(cell, text)
        maker.put(
            "" if error else _value(cell, text),
            _count(cell, "number-columns-repeated"),
            _count(cell, "number-columns-spanned"),
            _count(cell, "number-rows-spanned"),
            error,
            note,
        )
    maker.repeat_row(_count(element, "number-rows-repeated"))


def _count(element: Any, name: str) -> int:
    text = element.get(f"{_T}{name}", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _text(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    for each in paragraph.iterdescendants():
        if each.tag == f"{_X}s":
            parts.append(" " * min(int(each.get(f"{_X}c", "1")), 1000))
        parts += [_SPACES.get(each.tag, ""), each.text or "", each.tail or ""]
    return "".join(parts)


def _error(cell: Any, text: str) -> str:
    if cell.get(f"{_CALC}value-type") == "error":
        return text or "#N/A"
    known = cell.get(f"{_O}value-type") or text
    return "формула без значения" if cell.get(f"{_T}formula") and not known else ""


def _value(cell: Any, text: str) -> Raw:
    """What the cell holds, by the type the file gives it; anything else is the text that is seen."""
    kind = cell.get(f"{_O}value-type")
    try:
        if kind in ("float", "currency", "percentage"):
            return float(cell.get(f"{_O}value"))
        if kind == "date":
            return _day(cell.get(f"{_O}date-value"))
        if kind == "boolean":
            return bool(cell.get(f"{_O}boolean-value") == "true")
    except (TypeError, ValueError):
        return text
    return text


def _day(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
