"""Looks of a fresh workbook brought into the styles of another: an equal record is shared, a missing one appended.

Nothing that is there is changed or renumbered, so cells nobody touches look as they did.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from typing import Any

from lxml import etree

from osago_xl.books.package import Package
from osago_xl.books.places import MAIN, parse
from osago_xl.upgrading.former import is_former_rule

PART = "xl/styles.xml"
_FIRST_OWN_FORMAT = 164
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_CELL_STYLE = re.compile(rb'((?:^|\s)(?:s|style)=")(\d+)(?=")')
_RULE_STYLE = re.compile(rb'(\sdxfId=")(\d+)(?=")')

Element = Any  # lxml has no types of its own


class Styles:
    """`own` is the package that gets the looks, `fresh` the one they come from."""

    def __init__(self, own: Package, fresh: Package) -> None:
        self.root, self._fresh = parse(own, PART), parse(fresh, PART)
        self._known: dict[str, dict[bytes, int]] = {}
        self.changed = False
        self.number = cache(self._number)
        self.rule_number = cache(self._rule_number)

    def write(self, package: Package) -> None:
        """Store the styles if anything was appended."""
        if self.changed:
            package.write(PART, [etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)])

    def look(self, number: int) -> bytes:
        """What a conditional format of the fresh book changes, in a spelling to compare by."""
        return _essence(self._group(self._fresh, "dxfs")[number])

    def own_look(self, number: int) -> bytes:
        """The same for one of the own book; empty for a number that is not there."""
        group = self.root.find(f"{MAIN}dxfs")
        return _essence(group[number]) if group is not None and number < len(group) else b""

    def is_former(self, number: int) -> bool:
        """Whether a conditional format of the own book looks as ours did in an earlier version."""
        group = self.root.find(f"{MAIN}dxfs")
        return group is not None and number < len(group) and is_former_rule(group[number])

    def restyled(self, xml: bytes) -> bytes:
        """A piece of a fresh sheet (cells, widths, rules) with the numbers of the own book."""
        xml = _CELL_STYLE.sub(lambda found: found[1] + b"%d" % self.number(int(found[2])), xml)
        return _RULE_STYLE.sub(lambda found: found[1] + b"%d" % self.rule_number(int(found[2])), xml)

    def _number(self, fresh: int) -> int:
        """The own number of a look of cells."""
        record = deepcopy(self._group(self._fresh, "cellXfs")[fresh])
        for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            source = self._group(self._fresh, name)[int(record.get(attribute, "0"))]
            record.set(attribute, str(self._place(name, deepcopy(source))))
        record.set("numFmtId", str(self._format(int(record.get("numFmtId", "0")))))
        record.set("xfId", "0")
        return self._place("cellXfs", record)

    def _rule_number(self, fresh: int) -> int:
        return self._place("dxfs", deepcopy(self._group(self._fresh, "dxfs")[fresh]))

    def _format(self, fresh: int) -> int:
        if fresh < _FIRST_OWN_FORMAT:
            return fresh
        code = next(each.get("formatCode") for each in self._group(self._fresh, "numFmts") if _id(each) == fresh)
        own = self._group(self.root, "numFmts")
        found = next((each for each in own if each.get("formatCode") == code), None)
        if found is None:
            number = max([_FIRST_OWN_FORMAT - 1, *map(_id, own)]) + 1
            found = etree.SubElement(own, f"{MAIN}numFmt", numFmtId=str(number), formatCode=code)
            self._count(own)
        return _id(found)

    def _place(self, name: str, record: Element) -> int:
        """The number of an equal record, which is appended when there is none."""
        group = self._group(self.root, name)
        if name not in self._known:
            self._known[name] = {_canonical(each): n for n, each in reversed(list(enumerate(group)))}
        known = self._known[name]
        number = known.setdefault(_canonical(record), len(group))
        if number == len(group):
            group.append(record)
            self._count(group)
        return number

    def _count(self, group: Element) -> None:
        group.set("count", str(len(group)))
        self.changed = True

    def _group(self, root: Element, name: str) -> Element:
        """A list of records; made in its place when the book has none."""
        found = root.find(f"{MAIN}{name}")
        if found is None:
            later = _ORDER[_ORDER.index(name) + 1 :]
            following = (n for n, each in enumerate(root) if etree.QName(each).localname in later)
            found = etree.Element(f"{MAIN}{name}")
            root.insert(next(following, len(root)), found)
        return found


def _id(element: Element) -> int:
    return int(element.get("numFmtId"))


def _canonical(element: Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_tail=False))


def _essence(element: Element) -> bytes:
    """Colours and weights without what Excel spells its own way (transparency, defaults)."""
    said = sorted(
        f"{etree.QName(each).localname}{each.get('rgb', '')[-6:]}{each.get('theme', '')}"
        for each in element.iter()
        if each.get("rgb") or each.get("theme") or etree.QName(each).localname in ("b", "i", "strike", "u")
    )
    return " ".join(said).encode()
