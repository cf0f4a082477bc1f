"""How our cells and state colours looked in versions 0.1.0 and 0.2.0, so that an upgrade knows ours from the agent's.

A cell he has painted, framed or given other letters looks like none of these, and is left as it is.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from osago_xl.books.places import MAIN

Element = Any  # lxml has no types of its own


class Dress(NamedTuple):
    """Colour, size and weight of the letters, fill and colour of the left border; "" = none."""

    colour: str
    size: str
    bold: bool
    italic: bool
    fill: str
    border: str


CELLS = frozenset(
    {
        Dress("1F2A2E", "10", False, False, "FFFBE0", "D0D5D7"),  # to be filled
        Dress("595959", "10", False, False, "F2F2F2", "D0D5D7"),  # computed
        Dress("0563C1", "10", False, False, "F2F2F2", "D0D5D7"),  # computed, a link
        Dress("FFFFFF", "9", True, False, "0B5563", "D0D5D7"),  # header of a column
        Dress("FFFFFF", "6.5", False, False, "083F4A", ""),  # header of a divider
        Dress("0B5563", "14", True, False, "", ""),  # title
        Dress("0563C1", "10", False, False, "", ""),  # link
        Dress("6B7A80", "9", False, True, "", ""),  # hint
        Dress("0B5563", "10", True, False, "", ""),  # figure of row 1
        Dress("595959", "9", False, False, "", ""),  # its label
        Dress("FFFFFF", "10", True, False, "0B5563", ""),  # heading of a block
        Dress("1F2A2E", "10", False, False, "", ""),  # label of a form
    }
)
FORMATS = frozenset(
    {"General", "@", r"dd\.mm\.yyyy", r"dd\.mm\.yyyy\ hh:mm", "#,##0.00", "#,##0.00##", "#,##0", '0" %"'}
)
RULES = frozenset(
    {("9C0006", "FFC7CE"), ("9C5700", "FFEB9C"), ("006100", "C6EFCE"), ("808080", ""), ("808080", "F2F2F2"),
     ("", "E3EFF1"), ("0B5563", "")}
)  # fmt: skip
"""Colour of the letters and of the fill that a conditional format of ours gave."""

HEIGHTS = frozenset({"48", "26", "15", "16", "27"})
"""Points of headers, titles and rows."""


@cache
def widths() -> dict[tuple[str, str], float]:
    """(table, header) → width a column had in 0.2.0."""
    text = (files("osago_xl.upgrading") / "data/widths-0.2.0.csv").read_text("utf-8")
    return {(row["table"], row["header"]): float(row["width"]) for row in csv.DictReader(text.splitlines())}


def former_cells(styles: Element) -> set[int]:
    """Numbers of the looks in a book's styles that are ours of before."""
    lists = {name: list(styles.find(f"{MAIN}{name}")) for name in ("fonts", "fills", "borders")}
    codes = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")}
    found = set()
    for number, record in enumerate(styles.find(f"{MAIN}cellXfs")):
        font, fill, border = (
            lists[name][int(record.get(id, "0"))]
            for name, id in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"))
        )
        code = record.get("numFmtId", "0")
        known = int(code) < 164 or codes.get(code) in FORMATS
        if known and _dress(font, fill, border) in CELLS:
            found.add(number)
    return found


def has_former_fills(styles: Element, numbers: set[int]) -> bool:
    """Whether these looks hold a fill of before: letters alone say nothing, some are the same today."""
    fills = list(styles.find(f"{MAIN}fills"))
    records = list(styles.find(f"{MAIN}cellXfs"))
    ours = {dress.fill for dress in CELLS} - {""}
    return any(_colour(fills[int(records[n].get("fillId", "0"))], "fgColor") in ours for n in numbers)


def is_former_rule(look: Element) -> bool:
    """Whether a differential style is one our rules gave before."""
    font, fill = look.find(f"{MAIN}font"), look.find(f"{MAIN}fill")
    return (_colour(font, "color"), _colour(fill, "bgColor")) in RULES


def _dress(font: Element, fill: Element, border: Element) -> Dress:
    size = font.find(f"{MAIN}sz")
    return Dress(
        _colour(font, "color"),
        f"{float(size.get('val')):g}" if size is not None else "",
        font.find(f"{MAIN}b") is not None,
        font.find(f"{MAIN}i") is not None,
        _colour(fill, "fgColor") if _is_solid(fill) else "",
        _colour(border.find(f"{MAIN}left"), "color"),
    )


def _is_solid(fill: Element) -> bool:
    pattern = fill.find(f"{MAIN}patternFill")
    return pattern is not None and pattern.get("patternType") == "solid"


def _colour(element: Element, name: str) -> str:
    found = element.find(f".//{MAIN}{name}") if element is not None else None
    return (found.get("rgb") or "")[-6:] if found is not None else ""
