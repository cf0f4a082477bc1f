"""The last stage of a build: an openpyxl workbook becomes a macro workbook, the same bytes every time.

openpyxl can write neither VBA nor the ribbon's relation, and its output depends on the clock; after this stage the
file is changed only by patching parts, never through openpyxl.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from lxml import etree

from osago_xl.errors import SchemaError
from osago_xl.workbook.cells import MAIN, SharedStrings, Value, store_values
from osago_xl.workbook.manners import allow_text_numbers, relative_targets

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"

# The engine of Excel 2019 and later: a lower number makes Excel compute everything when it opens the file, which
# would start Python before the agent has touched a cell.
CALCULATION_ENGINE = "191029"
MADE = "2026-01-01T00:00:00Z"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip

Values = Mapping[str, Mapping[str, Value]]
"""Title of a sheet → address of a formula's cell → its computed value."""


class Kind(Enum):
    """What the file is for Excel: the content type of its workbook part."""

    WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    ADDIN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"


def finish(
    plain: Path,
    out: Path,
    *,
    project: bytes,
    ribbon: bytes | None = None,
    values: Values | None = None,
    kind: Kind = Kind.WORKBOOK,
) -> None:
    """Write `out` from the openpyxl workbook `plain`, vbaProject.bin and customUI14.xml.

    The code names of the sheets are set already and are those of the project. `out` is replaced at once or not at
    all.
    """
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: etree.fromstring(data) for name, data in parts.items() if _is_xml(name)}
    binary = {name: data for name, data in parts.items() if not _is_xml(name)}
    _complete_sheets(trees, values or {})
    _set_calculation(trees["xl/workbook.xml"])
    _order_fonts(trees["xl/styles.xml"])
    _fix_properties(trees["docProps/core.xml"])
    _embed_project(trees, kind)
    binary["xl/vbaProject.bin"] = project
    if ribbon is not None:
        trees["customUI/customUI14.xml"] = etree.fromstring(ribbon)
        _relate(trees["_rels/.rels"], RIBBON_RELATION, "customUI/customUI14.xml")
    allow_text_numbers(trees, _sheet_parts(trees).values())
    relative_targets(trees)
    _sort(trees)
    _write(out, binary | {name: _bytes(tree) for name, tree in trees.items()})


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".vml"))


def _bytes(tree: etree._Element) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _complete_sheets(trees: dict[str, etree._Element], values: Values) -> None:
    strings = SharedStrings()
    left = dict(values)
    for title, name in _sheet_parts(trees).items():
        strings.take_from(trees[name])
        store_values(trees[name], title, left.pop(title, {}))
    if left:
        raise SchemaError(f"values for sheets that are not there: {', '.join(left)}")
    trees["xl/sharedStrings.xml"] = strings.part()
    _relate(trees["xl/_rels/workbook.xml.rels"], f"{OFFICE}/sharedStrings", "sharedStrings.xml")
    _override(trees, "/xl/sharedStrings.xml", f"{SPREADSHEET}.sharedStrings+xml")


def _sheet_parts(trees: Mapping[str, etree._Element]) -> dict[str, str]:
    """Title of a sheet → name of its part, in the order of the tabs."""
    relations = trees["xl/_rels/workbook.xml.rels"]
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    sheets = trees["xl/workbook.xml"].find(f"{{{MAIN}}}sheets")
    return {sheet.get("name"): targets[sheet.get(f"{{{OFFICE}}}id")].lstrip("/") for sheet in sheets}


def _set_calculation(workbook: etree._Element) -> None:
    calculation = workbook.find(f"{{{MAIN}}}calcPr")
    calculation.attrib.clear()
    calculation.set("calcId", CALCULATION_ENGINE)


def _order_fonts(styles: etree._Element) -> None:
    """Put the children of each font in the order of the standard, which openpyxl does not keep."""
    for font in styles.iter(f"{{{MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: FONT_ORDER.index(etree.QName(child).localname))


def _fix_properties(core: etree._Element) -> None:
    fixed = {"creator": "osago-xl", "created": MADE, "modified": MADE}
    for child in core:
        name = etree.QName(child).localname
        child.text = fixed.get(name, child.text)


def _embed_project(trees: Mapping[str, etree._Element], kind: Kind) -> None:
    types = trees["[Content_Types].xml"]
    etree.SubElement(types, f"{{{TYPES}}}Default", Extension="bin", ContentType="application/vnd.ms-office.vbaProject")
    _override(trees, "/xl/workbook.xml", kind.value)
    _relate(trees["xl/_rels/workbook.xml.rels"], PROJECT_RELATION, "vbaProject.bin")


def _override(trees: Mapping[str, etree._Element], part: str, content_type: str) -> None:
    types = trees["[Content_Types].xml"]
    found = next((each for each in types if each.get("PartName") == part), None)
    if found is None:
        found = etree.SubElement(types, f"{{{TYPES}}}Override", PartName=part)
    found.set("ContentType", content_type)


def _relate(relations: etree._Element, type: str, target: str) -> None:
    id = f"rId{len(relations) + 1}"
    etree.SubElement(relations, f"{{{RELATIONS}}}Relationship", Id=id, Type=type, Target=target)


def _sort(trees: Mapping[str, etree._Element]) -> None:
    """Canonical order of what has none, so that a rebuild after a round trip is the same file."""
    types = trees["[Content_Types].xml"]
    types[:] = sorted(types, key=lambda each: (each.tag, each.get("Extension") or each.get("PartName")))
    for name, tree in trees.items():
        if name.endswith(".rels"):
            tree[:] = sorted(tree, key=lambda relation: relation.get("Id"))


def _write(out: Path, parts: Mapping[str, bytes]) -> None:
    unfinished = out.with_name(f"{out.name}.tmp")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, parts[name])
    unfinished.replace(out)
