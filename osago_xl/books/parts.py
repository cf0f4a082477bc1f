"""Parts a workbook may lack or must lose: the shared strings, the chain of calculation."""

from __future__ import annotations

import posixpath
import re

from osago_xl.books.package import Package
from osago_xl.books.places import WORKBOOK, relations
from osago_xl.books.strings import PART as STRINGS

_TYPES = "[Content_Types].xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def add_strings(package: Package) -> None:
    """Announce the shared strings in a workbook that has none yet."""
    override = f'<Override PartName="/{STRINGS}" ContentType="{_STRINGS_TYPE}"/>'
    _insert(package, _TYPES, "</Types>", override)
    relation = f'<Relationship Id="rIdStrings" Type="{_STRINGS_RELATION}" Target="sharedStrings.xml"/>'
    _insert(package, _RELATIONS, "</Relationships>", relation)


def drop_calc_chain(package: Package) -> None:
    """Take the order of calculation out: it names cells that have moved, and Excel makes a new one."""
    for kind, part in relations(package, WORKBOOK).values():
        if kind.endswith("/calcChain") and part in package:
            package.remove(part)
            _cut(package, _TYPES, rf'<Override\s[^>]*PartName="/{re.escape(part)}"[^>]*/>')
            _cut(
                package, _RELATIONS, rf'<Relationship\s[^>]*Target="[^"]*{re.escape(posixpath.basename(part))}"[^>]*/>'
            )


def _insert(package: Package, part: str, before: str, text: str) -> None:
    package.write(part, [package.read(part).replace(before.encode(), (text + before).encode())])


def _cut(package: Package, part: str, pattern: str) -> None:
    package.write(part, [re.sub(pattern.encode(), b"", package.read(part))])
