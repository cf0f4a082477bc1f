"""What Excel writes itself and openpyxl does not: numbers kept as text on purpose, targets beside their part."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from lxml import etree

from osago_xl.workbook.cells import MAIN

_TEXT_FORMAT = "49"
_LAST_ROW = 1_048_576
_AFTER = ("drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
          "tableParts", "extLst")  # fmt: skip
"""Elements of a sheet that stand behind its list of ignored errors, in the order of the standard."""
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


def allow_text_numbers(trees: Mapping[str, etree._Element], sheets: Iterable[str]) -> None:
    """No green corner on cells that hold identifiers: ИНН, series, numbers of forms are text and not forgotten sums."""
    looks = trees["xl/styles.xml"].find(f"{{{MAIN}}}cellXfs")
    texts = {str(number) for number, look in enumerate(looks) if look.get("numFmtId") == _TEXT_FORMAT}
    for name in sheets:
        root = trees[name]
        cells = [cell.get("r") for cell in root.iter(f"{{{MAIN}}}c") if cell.get("s") in texts]
        if cells:
            grows = root.find(f"{{{MAIN}}}tableParts") is not None
            _insert(root, " ".join(_columns(cells) if grows else cells))


def _columns(cells: Iterable[str]) -> list[str]:
    """Columns from their first cell down: rows come below."""
    first: dict[str, int] = {}
    for cell in cells:
        found = _ADDRESS.fullmatch(cell)
        assert found
        first.setdefault(found[1], int(found[2]))
    return [f"{letters}{row}:{letters}{_LAST_ROW}" for letters, row in first.items()]


def _insert(root: etree._Element, area: str) -> None:
    errors = etree.Element(f"{{{MAIN}}}ignoredErrors")
    etree.SubElement(errors, f"{{{MAIN}}}ignoredError", sqref=area, numberStoredAsText="1")
    following = (n for n, each in enumerate(root) if etree.QName(each).localname in _AFTER)
    root.insert(next(following, len(root)), errors)


def relative_targets(trees: Mapping[str, etree._Element]) -> None:
    """Targets of relations as Excel writes them: several readers refuse a book with absolute ones."""
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in tree:
            target = relation.get("Target")
            if target.startswith("/") and relation.get("TargetMode") != "External":
                relation.set("Target", posixpath.relpath(target.lstrip("/"), folder or "."))
