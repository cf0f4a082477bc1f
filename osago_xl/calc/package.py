"""An xlsx or xlsm as a dictionary of parts, with the few look-ups that the restore stage needs."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from osago_xl.errors import BookError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORKBOOK = "xl/workbook.xml"
NO_BOOK = "Файл повреждён или это не книга Excel. Возьмите резервную копию."
Element = Any  # lxml has no types of its own

_CELLS = re.compile(rb"<sheetData[ >].*</sheetData>|<sheetData/>", re.DOTALL)


def tag(name: str) -> str:
    """Qualified name of a spreadsheet element."""
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True)
class Link:
    """One relationship: `part` is the target's path in the package (outside targets stay as they are)."""

    kind: str
    part: str


class Package:
    """Parts by path, in the order of the archive."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.parts = {name: archive.read(name) for name in archive.namelist()}
        except zipfile.BadZipFile as error:
            raise BookError(NO_BOOK) from error
        if WORKBOOK not in self.parts:
            raise BookError(NO_BOOK)

    def to_bytes(self) -> bytes:
        """The archive; dates of entries are fixed."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data, compresslevel=4)
        return made.getvalue()

    def xml(self, part: str) -> Element:
        """The root of a part; a worksheet's cells are left out (see `put_sheet`)."""
        data = self.parts[part]
        if part.startswith("xl/worksheets/"):
            data = _CELLS.sub(b"<sheetData/>", data, count=1)
        return etree.fromstring(data)

    def put(self, part: str, root: Element) -> None:
        """Write a part back; a worksheet keeps the cells it has."""
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if part.startswith("xl/worksheets/"):
            cells = _CELLS.search(self.parts[part])
            if cells is not None:
                data = data.replace(b"<sheetData/>", cells.group(), 1)
        self.parts[part] = data

    def links(self, part: str) -> dict[str, Link]:
        """Relationships of a part by id."""
        name = links_part(part)
        if name not in self.parts:
            return {}
        folder = posixpath.dirname(part)
        return {
            link.get("Id"): Link(link.get("Type"), _resolved(folder, link))
            for link in etree.fromstring(self.parts[name])
        }

    def sheets(self) -> dict[str, str]:
        """Part of every sheet by the sheet's name."""
        links = self.links(WORKBOOK)
        sheets = self.xml(WORKBOOK).iterfind(f"{tag('sheets')}/{tag('sheet')}")
        return {sheet.get("name"): links[sheet.get(f"{{{LINKS}}}id")].part for sheet in sheets}

    def tables(self) -> Iterator[tuple[str, Element]]:
        """Path and root of every table part."""
        for part in list(self.parts):
            if part.startswith("xl/tables/"):
                yield part, self.xml(part)

    def attach(self, source: Package, part: str, kind: str, content_type: str) -> None:
        """Take a part of the workbook over from `source`, with its relation and content type if they are missing."""
        self.parts[part] = source.parts[part]
        if not any(link.part == part for link in self.links(WORKBOOK).values()):
            name = links_part(WORKBOOK)
            root = etree.fromstring(self.parts[name])
            target = posixpath.relpath(part, "xl")
            etree.SubElement(root, f"{{{PACKAGE_LINKS}}}Relationship", Id=f"osago{len(root)}", Type=kind, Target=target)
            self.put(name, root)
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        if not any(entry.get("PartName") == f"/{part}" for entry in types):
            etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
            self.put("[Content_Types].xml", types)


def links_part(part: str) -> str:
    """Path of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(folder: str, link: Element) -> str:
    target: str = link.get("Target")
    if link.get("TargetMode") == "External":
        return target
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
