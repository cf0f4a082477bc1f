"""Cells as Excel itself stores them: strings in one shared table, formulas with their computed values.

openpyxl writes strings into the cells and formulas without values; readers that do not compute (Protected View,
phones, previews, pandas) would see blanks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from lxml import etree
from openpyxl.utils.datetime import to_excel

from osago_xl.errors import SchemaError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))

Value = str | bool | int | float | Decimal | date | datetime
"""A computed value; a text that is the name of an error is this error."""


class SharedStrings:
    """The table of strings of a workbook, in the order of first use."""

    def __init__(self) -> None:
        self._table = etree.Element(_name("sst"), nsmap={None: MAIN})
        self._index: dict[bytes, int] = {}
        self._used = 0

    def take_from(self, sheet: etree._Element) -> None:
        """Move the strings of a sheet's cells here and leave their numbers."""
        for cell in sheet.iter(_name("c")):
            if cell.get("t") == "inlineStr":
                inline = cell.find(_name("is"))
                cell.remove(inline)
                cell.set("t", "s")
                etree.SubElement(cell, _name("v")).text = str(self._number(inline))

    def part(self) -> etree._Element:
        """The root of xl/sharedStrings.xml."""
        self._table.set("count", str(self._used))
        self._table.set("uniqueCount", str(len(self._index)))
        return self._table

    def _number(self, inline: etree._Element) -> int:
        self._used += 1
        inline.tag = _name("si")
        key = etree.tostring(inline, encoding="UTF-8")
        if key not in self._index:
            self._index[key] = len(self._index)
            self._table.append(inline)
        return self._index[key]


def store_values(sheet: etree._Element, title: str, values: Mapping[str, Value]) -> None:
    """Write the computed values of a sheet's formulas; SchemaError for a value whose cell has no formula."""
    left = dict(values)
    for cell in sheet.iter(_name("c")):
        if cell.find(_name("f")) is None:
            continue
        for empty in cell.findall(_name("v")):
            cell.remove(empty)
        if cell.get("r") in left:
            kind, text = _stored(left.pop(cell.get("r")))
            cell.attrib.pop("t", None)
            if kind:
                cell.set("t", kind)
            etree.SubElement(cell, _name("v")).text = text
    if left:
        raise SchemaError(f"{title}: values for cells without a formula: {', '.join(sorted(left))}")


def _stored(value: Value) -> tuple[str, str]:
    """The type mark and the text of a value, as the file holds them."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        return ("e" if value in ERRORS else "str"), value
    number = to_excel(value) if isinstance(value, date) else value
    if not math.isfinite(number):
        raise SchemaError(f"{value} is no value of a cell")
    return "", str(number)


def _name(local: str) -> str:
    return f"{{{MAIN}}}{local}"
