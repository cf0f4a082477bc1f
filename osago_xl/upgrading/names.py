"""Defined names of ours: lists, cells and grids of forms, counters, settings. The agent's are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from osago_xl.books.areas import Area
from osago_xl.books.package import Package
from osago_xl.books.places import MAIN, WORKBOOK, parse

Element = Any  # lxml has no types of its own

_AFTER = ("definedNames", "externalReferences", "functionGroups", "sheets")


def texts_of(package: Package) -> dict[str, str]:
    """Name → what it stands for, in the whole workbook."""
    return {
        name.get("name"): name.text or ""
        for name in parse(package, WORKBOOK).iter(f"{MAIN}definedName")
        if name.get("localSheetId") is None
    }


def set_names(package: Package, wanted: Mapping[str, str]) -> None:
    """Let names stand for something else, new ones too."""
    root = parse(package, WORKBOOK)
    group = _group(root)
    known = {name.get("name"): name for name in group if name.get("localSheetId") is None}
    new = {name: text for name, text in wanted.items() if name not in known or not _same(known[name].text, text)}
    if not new:
        return
    for name, text in new.items():
        element = known[name] if name in known else etree.SubElement(group, f"{MAIN}definedName", name=name)
        element.text = text
    package.write(WORKBOOK, [etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)])


def local_names(root: Element, fresh: Element, fresh_title: str, title: str, at: int) -> None:
    """Print areas and titles of a fresh sheet for the sheet that has tab `at` (from 0) in the workbook `root`."""
    titles = [tab.get("name") for tab in fresh.find(f"{MAIN}sheets")]
    group = _group(root)
    for old in [name for name in group if name.get("localSheetId") == str(at)]:
        group.remove(old)
    for name in fresh.iter(f"{MAIN}definedName"):
        if name.get("localSheetId") == str(titles.index(fresh_title)):
            text = (name.text or "").replace(f"'{fresh_title}'!", reference(title))
            etree.SubElement(group, f"{MAIN}definedName", dict(name.attrib) | {"localSheetId": str(at)}).text = text


def reference(title: str, area: Area | None = None) -> str:
    """A sheet, or cells of it, as a name has them."""
    quoted = title.replace("'", "''")
    return f"'{quoted}'!{area.absolute if area else ''}"


def _same(one: str | None, other: str) -> bool:
    """Excel leaves out the quotes that a title can do without."""
    return (one or "").replace("'", "") == other.replace("'", "")


def _group(root: Element) -> Element:
    found = root.find(f"{MAIN}definedNames")
    if found is None:
        found = etree.Element(f"{MAIN}definedNames")
        before = next(each for name in _AFTER if (each := root.find(f"{MAIN}{name}")) is not None)
        before.addnext(found)
    return found
