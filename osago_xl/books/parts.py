"""Parts a workbook gets or must lose, with what announces them: content types and relations."""

from __future__ import annotations

import posixpath
import re
from xml.sax.saxutils import quoteattr

from osago_xl.books.package import Package
from osago_xl.books.places import WORKBOOK, relations, relations_part
from osago_xl.books.strings import PART as STRINGS

_TYPES = "[Content_Types].xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def add_strings(package: Package) -> None:
    """Announce the shared strings in a workbook that has none yet."""
    announce(package, STRINGS, _STRINGS_TYPE)
    relate(package, WORKBOOK, _STRINGS_RELATION, STRINGS)


def announce(package: Package, part: str, content_type: str) -> None:
    """Tell the package what a new part is."""
    _insert(package, _TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/>')


def announce_kind(package: Package, ending: str, content_type: str) -> None:
    """Tell the package what all parts with this ending are."""
    told = f'<Default Extension="{ending}" ContentType="{content_type}"/>'
    if told.encode() not in package.read(_TYPES):
        _insert(package, _TYPES, "</Types>", told)


def relate(package: Package, owner: str, kind: str, target: str) -> str:
    """A relation from one part ("" = the package) to another; its id."""
    rels = relations_part(owner)
    if rels not in package:
        package.write(rels, [_NO_RELATIONS])
    taken = set(re.findall(rb'\sId="([^"]+)"', package.read(rels)))
    id = next(name for n in range(1, len(taken) + 2) if (name := f"rIdOsago{n}").encode() not in taken)
    path = posixpath.relpath(f"/{target}", posixpath.join("/", posixpath.dirname(owner)))
    relation = f'<Relationship Id="{id}" Type="{kind}" Target={quoteattr(path)}/>'
    _insert(package, rels, "</Relationships>", relation)
    return id


def unused(package: Package, like: str) -> str:
    """A free name of a part: «xl/worksheets/sheet3.xml» → «xl/worksheets/sheet12.xml»."""
    stem, suffix = re.sub(r"\d+\.", ".", like).rsplit(".", 1)
    numbers = (f"{stem}{n}.{suffix}" for n in range(1, len(package.names) + 2))
    return next(name for name in numbers if name not in package)


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
