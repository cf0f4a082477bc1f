"""XML Spreadsheet 2003: what older accounting programs and reporting servers save as .xls or .xml."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from osago_xl.imports.formats.maker import SheetMaker
from osago_xl.imports.formats.refusals import damaged
from osago_xl.imports.model import Raw, RawSheet, SourceFile

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_TAGS = tuple(f"{_S}{name}" for name in ("Worksheet", "Row", "Column"))


def read(path: Path, content: bytes) -> SourceFile:
    """Sheets of a file, whatever its name."""
    try:
        return SourceFile(path, tuple(_sheets(path, content)), "XML Excel 2003")
    except (etree.LxmlError, ValueError) as error:
        raise damaged(path) from error


def _sheets(path: Path, xml: bytes) -> Iterator[RawSheet]:
    maker, columns = SheetMaker(path), 0
    for event, element in etree.iterparse(
        io.BytesIO(xml), events=("start", "end"), tag=_TAGS, resolve_entities=False, no_network=True
    ):
        if event == "start":
            if element.tag == _TAGS[0]:
                maker, columns = SheetMaker(path, element.get(f"{_S}Name", "")), 0
        elif element.tag == _TAGS[0]:
            yield maker.made(element.get(f"{_S}Name", "Лист"), hidden=_is_hidden_sheet(element))
            element.clear()
        elif element.tag == _TAGS[1]:
            _row(maker, element)
            element.clear()
        else:
            columns = _number(element, "Index") or columns + 1
            if element.get(f"{_S}Hidden") == "1":
                maker.hide_columns(columns, _number(element, "Span") + 1)
            columns += _number(element, "Span")


def _is_hidden_sheet(worksheet: Any) -> bool:
    return any("Hidden" in (each.text or "") for each in worksheet.iter("{*}Visible"))


def _row(maker: SheetMaker, element: Any) -> None:
    maker.start_row(_number(element, "Index"))
    if element.get(f"{_S}Hidden") == "1":
        maker.hidden_rows.add(maker.row)
    for cell in element.iterchildren(f"{_S}Cell"):
        maker.column = max(maker.column, _number(cell, "Index"))
        data = cell.find(f"{_S}Data")
        text = "".join(data.itertext()) if data is not None else ""
        kind = data.get(f"{_S}Type", "String") if data is not None else "String"
        error = text or "#N/A" if kind == "Error" else ""
        if cell.get(f"{_S}Formula") and data is None:
            error = "формула без значения"
        note = "".join(part for each in cell.iterchildren(f"{_S}Comment") for part in each.itertext()).strip()
        across = _number(cell, "MergeAcross") + 1
        value = "" if error else _value(text, kind)
        maker.put(value, 1, across, _number(cell, "MergeDown") + 1, error, note)
        maker.column += across - 1
    maker.repeat_row(_number(element, "Span") + 1)


def _number(element: Any, name: str) -> int:
    text = element.get(f"{_S}{name}", "")
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _value(text: str, kind: str) -> Raw:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text.rstrip("Z"))
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
