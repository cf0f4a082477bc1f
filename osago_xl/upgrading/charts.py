"""Charts and pictures over a form that is drawn anew: ours are those of this version, the agent's stay."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree

from osago_xl.books.package import Package
from osago_xl.books.parts import relate
from osago_xl.books.places import parse, relations
from osago_xl.upgrading.graft import Graft

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING, _CHART = f"{OFFICE}/drawing", f"{OFFICE}/chart"
_TITLE = re.compile(r"<(?:\w+:)?title>(.*?)</(?:\w+:)?title>", re.DOTALL)
_LETTERS = re.compile(r"<a:t>([^<]*)")
_CELLS = re.compile(r"<(?:\w+:)?f>([^<]*)")

Element = Any  # lxml has no types of its own


class Drawn(NamedTuple):
    """A chart in its anchor: what it is called and which cells it shows."""

    anchor: Element
    relation: str
    title: str
    cells: tuple[str, ...]


def drawing_of(package: Package, sheet_part: str) -> str:
    """The part with the drawings of a sheet; "" when it has none."""
    return next((part for kind, part in relations(package, sheet_part).values() if kind == _DRAWING), "")


def charts_in(package: Package, drawing: str, root: Element) -> Iterator[Drawn]:
    """The charts of a drawing, whose tree is `root`."""
    parts = relations(package, drawing)
    for anchor in root:
        for chart in anchor.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"):
            relation = chart.get(f"{{{OFFICE}}}id")
            text = package.read(parts[relation][1]).decode()
            title = _TITLE.search(text)
            letters = "".join(_LETTERS.findall(title[1])) if title else ""
            cells = tuple(html.unescape(each).replace("$", "") for each in _CELLS.findall(text))
            yield Drawn(anchor, relation, html.unescape(letters), cells)


def shown_charts(package: Package, sheet_part: str) -> set[tuple[str, tuple[str, ...]]]:
    """Title and cells of every chart of a sheet."""
    drawing = drawing_of(package, sheet_part)
    return (
        {(each.title, each.cells) for each in charts_in(package, drawing, parse(package, drawing))}
        if drawing
        else set()
    )


def renew_drawing(graft: Graft, fresh_part: str, own_part: str, titles: set[str]) -> str:
    """The relation by which the sheet finds its drawings, "" when there are none; `titles` are those of our charts.

    A chart of ours that shows the same cells stays where the agent has put it.
    """
    fresh, own = drawing_of(graft.fresh.package, fresh_part), drawing_of(graft.package, own_part)
    if not own:
        return relate(graft.package, own_part, _DRAWING, graft.part(fresh)) if fresh else ""
    root = parse(graft.package, own)
    charts = list(charts_in(graft.package, own, root))
    wanted = list(charts_in(graft.fresh.package, fresh, parse(graft.fresh.package, fresh))) if fresh else []
    same = {(each.title, each.cells) for each in wanted}
    staying = {(each.title, each.cells) for each in charts} & same
    for each in charts:
        if each.title in titles and (each.title, each.cells) not in same:
            root.remove(each.anchor)
    for each in wanted:
        if (each.title, each.cells) not in staying:
            root.append(_grafted(graft, own, fresh, each, root))
    graft.package.write(own, [etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)])
    return next(id for id, (_, part) in relations(graft.package, own_part).items() if part == own)


def _grafted(graft: Graft, own: str, fresh: str, chart: Drawn, root: Element) -> Element:
    source = relations(graft.fresh.package, fresh)[chart.relation][1]
    relation = relate(graft.package, own, _CHART, graft.part(source))
    anchor = deepcopy(chart.anchor)
    numbers = [int(each.get("id")) for each in root.iter("{*}cNvPr")]
    for each in anchor.iter("{*}cNvPr"):
        each.set("id", str(max(numbers, default=0) + 1))
    for each in anchor.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"):
        each.set(f"{{{OFFICE}}}id", relation)
    return anchor
