"""Where things lie in a workbook file: sheets by title, tables and names by name, wherever the agent put them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from lxml import etree

from osago_xl.books.areas import Area
from osago_xl.books.package import DamagedFile, Package

WORKBOOK = "xl/workbook.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

REMEMBERED = 256
"""Parts that are not taken apart again: a command reads the map before and after it writes, and few parts differ."""

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False}
_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")


@dataclass(frozen=True)
class TablePart:
    """A table as the file has it: its part, its sheet, its range with the header, its columns with their formulas."""

    name: str
    part: str
    sheet: str
    area: Area
    columns: tuple[tuple[str, str], ...]
    """(header, formula of new rows or "")"""
    has_totals: bool = False
    """Whether the agent has switched on a row of totals below the data; `area` ends above it."""

    @cached_property
    def position(self) -> dict[str, int]:
        """Header → column of the sheet."""
        return {header: self.area.left + n for n, (header, _) in enumerate(self.columns)}

    @property
    def height(self) -> int:
        """Data rows, empty ones too."""
        return self.area.bottom - self.area.top

    @property
    def first(self) -> int:
        """The first data row of the sheet."""
        return self.area.top + 1

    @property
    def rows(self) -> range:
        """Numbers of the data rows of the sheet."""
        return range(self.first, self.area.bottom + 1)


class Places:
    """The map of one file. `sheets`: title → part; `tables`: name → TablePart; `names`: name → (title, Area)."""

    def __init__(self, package: Package) -> None:
        self._package = package
        xml = package.read(WORKBOOK)
        root = _tree(xml, WORKBOOK)
        targets = relations(package, WORKBOOK)
        self.sheets = {
            sheet.get("name"): _part_of(sheet, targets) for sheet in root.iterfind(f"{MAIN}sheets/{MAIN}sheet")
        }
        properties = root.find(f"{MAIN}workbookPr")
        if properties is not None and properties.get("date1904") in ("1", "true"):
            raise DamagedFile(
                "даты в нём считаются с 1904 года: Параметры → Дополнительно → «Система дат 1904» надо снять"
            )
        self.tables = {table.name: table for table in self._find_tables()}
        self.names = _named_areas(xml)

    def _find_tables(self) -> Iterator[TablePart]:
        for title, part in self.sheets.items():
            for kind, target in relations(self._package, part).values():
                if kind.endswith("/table"):
                    yield _table(self._package.read(target), target, title)


def _part_of(sheet: etree._Element, targets: Mapping[str, tuple[str, str]]) -> str:
    try:
        return targets[sheet.get(f"{_OFFICE}id")][1]
    except KeyError:
        raise DamagedFile(f"потерян лист «{sheet.get('name')}»") from None


def parse(package: Package, part: str) -> etree._Element:
    """A part as a tree; entities are neither expanded nor fetched."""
    return _tree(package.read(part), part)


def _tree(xml: bytes, part: str) -> etree._Element:
    try:
        return etree.fromstring(xml, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise DamagedFile(f"часть {part} повреждена") from error


def relations(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """Id → (type, name of the target part) of the relations of a part; external ones are left out."""
    rels = relations_part(part)
    return _relations(package.read(rels), rels, posixpath.dirname(part)) if rels in package else {}


@lru_cache(REMEMBERED)
def _relations(xml: bytes, rels: str, folder: str) -> Mapping[str, tuple[str, str]]:
    return {
        each.get("Id"): (each.get("Type"), posixpath.normpath(posixpath.join("/", folder, each.get("Target")))[1:])
        for each in _tree(xml, rels)
        if each.get("TargetMode") != "External"
    }


def relations_part(part: str) -> str:
    """The part that holds the relations of a part; "" is the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@lru_cache(REMEMBERED)
def _table(xml: bytes, part: str, title: str) -> TablePart:
    root = _tree(xml, part)
    try:
        columns = tuple(
            (_header(column.get("name")), column.findtext(f"{MAIN}calculatedColumnFormula") or "")
            for column in root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")
        )
        area, totals = Area.parse(root.get("ref")), int(root.get("totalsRowCount", "0"))
    except (AttributeError, ValueError) as error:
        raise DamagedFile(f"таблица в части {part} описана неверно") from error
    area = replace(area, bottom=area.bottom - totals)
    return TablePart(root.get("displayName"), part, title, area, columns, bool(totals))


def _header(name: str) -> str:
    """A header as it is declared: a line break counts as a space."""
    return " ".join(name.replace("_x000a_", " ").replace("_x000d_", " ").split())


@lru_cache(2)
def _named_areas(xml: bytes) -> Mapping[str, tuple[str, Area]]:
    names = {}
    for each in _tree(xml, WORKBOOK).iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        target = _TARGET.fullmatch(each.text or "")
        if target and each.get("localSheetId") is None:
            title = (target[1] or target[2]).replace("''", "'")
            names[each.get("name")] = title, Area.parse(target[3])
    return names
