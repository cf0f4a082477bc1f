"""The words a form is written in: paragraphs, and tables given as lines of boxes in millimetres.

A line of boxes becomes a table row. The caption of a framed box stands in small type at its upper edge, that of a
ruled line below it. Boxes of different lines need not share edges: the grid is their union.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from xml.sax.saxutils import escape

from osago_xl.documents.authoring.parts import FRAME, HEAD, twips

EMU = 36_000  # per mm
THIN = f'w:val="single" w:sz="4" w:space="0" w:color="{FRAME}"'
TIGHT, ROOMY = 0.15, 1.1
"""Room above and below the text of a cell, mm: on a form that must fit its page, and on a paper of our own."""
NONE = 'w:val="nil"'


@dataclass(frozen=True)
class Box:
    """One cell: width in mm, text (with `{{ }}` tags), its caption, frame: all, bottom or none."""

    width: float
    text: str = ""
    caption: str = ""
    style: str = "Value"
    align: str = ""
    frame: str = "all"
    fill: str = ""
    upright: str = ""
    content: str = ""  # ready elements in place of the text


@dataclass(frozen=True)
class Line:
    """A row of boxes; `loop` repeats it (`driver in drivers`), `height` is the least height in mm."""

    boxes: tuple[Box, ...]
    loop: str = ""
    height: float = 6.5
    header: bool = False
    exact: bool = False  # the height does not grow with the text


def value(width: float, name: str, caption: str = "", **options: str) -> Box:
    """A framed box printing a variable, or any template text."""
    text = name if "{" in name or not name else var(name)
    return Box(width, text, caption, **options)


def label(width: float, text: str, **options: str) -> Box:
    """A box of the form's own words, without frame."""
    return Box(width, text, style="Label", frame="none", **options)


def gap(width: float) -> Box:
    return Box(width, frame="none")


def written(width: float, text: str, caption: str = "", **options: str) -> Box:
    """A box that is a ruled line: for signatures and what is filled in by hand."""
    return Box(width, text, caption, frame="bottom", upright="bottom", **options)


def heading(*boxes: tuple[float, str], height: float = 4.8) -> Line:
    """The head row of a list, repeated on every page."""
    cells = (Box(width, text, style="Head", align="center", fill=HEAD) for width, text in boxes)
    return Line(tuple(cells), height=height, header=True)


def line(*boxes: Box, height: float = 6.5) -> Line:
    return Line(boxes, height=height)


def repeat(loop: str, *boxes: Box, height: float = 6.5, exact: bool = False) -> Line:
    """A row for each item: `repeat("driver in drivers", …)`."""
    return Line(boxes, loop=loop, height=height, exact=exact)


def var(name: str) -> str:
    return "{{ " + name + " }}"


def paragraph(text: str, style: str = "Letter", align: str = "") -> str:
    """A paragraph; `\\n` breaks the line."""
    jc = f'<w:jc w:val="{align}"/>' if align else ""
    pieces = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(part) for part in text.split("\n"))
    run = f'<w:r><w:t xml:space="preserve">{pieces}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{jc}</w:pPr>{run}</w:p>'


def when(condition: str, *elements: str) -> tuple[str, ...]:
    """Elements printed only if the condition holds."""
    return (paragraph(f"{{%p if {condition} %}}"), *elements, paragraph("{%p endif %}"))


def together(*elements: str) -> tuple[str, ...]:
    """Elements that no page break parts."""
    return tuple(re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", element) for element in elements)


def new_page() -> str:
    return '<w:p><w:pPr><w:pStyle w:val="Tiny"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


def table(*lines: Line, room: float = TIGHT) -> str:
    """A table of fixed layout, closed by a tiny paragraph (two tables in a row would melt in Word)."""
    edges = sorted({edge for item in lines for edge in _edges(item)})
    columns = [round(right - left, 2) for left, right in zip([0.0, *edges], edges, strict=False)]
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in columns)
    rows = "".join(row for item in lines for row in _rows(item, edges))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(edges[-1])}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_margins(room)}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{paragraph('', 'Tiny')}"
    )


def roomy(*lines: Line) -> str:
    """The same with air between the lines, for papers nobody prescribed."""
    return table(*lines, room=ROOMY)


def _margins(room: float) -> str:
    sides = (("top", room), ("left", 1), ("bottom", room), ("right", 1))
    return "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in sides)


def _edges(item: Line) -> list[float]:
    return [round(edge, 2) for edge in accumulate(box.width for box in item.boxes)]


def _rows(item: Line, edges: Sequence[float]) -> Iterable[str]:
    """The row, its caption row, and the `{%tr %}` rows around a loop."""
    if item.loop:
        yield _tag_row(f"{{%tr for {item.loop} %}}", edges)
    yield _row(item, edges)
    if any(box.caption for box in item.boxes if box.frame != "all"):
        captions = (Box(box.width, box.caption, style="Under", frame="none") for box in item.boxes)
        yield _row(Line(tuple(captions), height=0), edges)
    if item.loop:
        yield _tag_row("{%tr endfor %}", edges)


def _tag_row(tag: str, edges: Sequence[float]) -> str:
    return _row(Line((Box(edges[-1], tag, frame="none"),), height=0), edges)


def _row(item: Line, edges: Sequence[float]) -> str:
    rule = "exact" if item.exact else "atLeast"
    height = f'<w:trHeight w:val="{twips(item.height)}" w:hRule="{rule}"/>' if item.height else ""
    header = "<w:tblHeader/>" if item.header else ""
    left, cells = 0, ""
    for box, right in zip(item.boxes, _edges(item), strict=True):
        stop = edges.index(right) + 1
        cells += _cell(box, stop - left)
        left = stop
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>{cells}</w:tr>"


def _cell(box: Box, span: int) -> str:
    top, bottom = {"all": (THIN, THIN), "bottom": (NONE, THIN), "none": (NONE, NONE)}[box.frame]
    side = THIN if box.frame == "all" else NONE
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{box.fill}"/>' if box.fill else ""
    upright = box.upright or ("top" if box.style == "Under" else "center")
    caption = paragraph(box.caption, "Caption") if box.caption and box.frame == "all" else ""
    body = box.content or paragraph(box.text, box.style, box.align)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(box.width)}" w:type="dxa"/><w:gridSpan w:val="{span}"/>'
        f"<w:tcBorders><w:top {top}/><w:left {side}/><w:bottom {bottom}/><w:right {side}/></w:tcBorders>"
        f'{fill}<w:vAlign w:val="{upright}"/></w:tcPr>{caption}{body}</w:tc>'
    )


def picture(field: str, size: float, align: str = "left") -> str:
    """A square placeholder picture, `size` mm; its alternative text names the context field."""
    side = round(size * EMU)
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Value"/><w:jc w:val="{align}"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:docPr id="1" name="{field}" descr="{field}"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="{field}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="rId_{field}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
