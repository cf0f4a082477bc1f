"""The look of the product: one palette, one typeface, one style per role of a cell.

Arial stands in every Windows, Office and macOS, and Liberation Sans, which LibreOffice puts in its place, has the same
widths: what fits in one office fits in the other.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.writer.theme import theme_xml

from osago_xl.schema.columns import Column, Link, Text

TYPEFACE, SIZE = "Arial", 10
TEAL, TEAL_DARK, TEAL_PALE = "0B5563", "083F4A", "E3EFF1"
YELLOW, GREY_FILL, LINE = "FFFBE0", "F2F2F2", "D0D5D7"
TEXT, GREY_TEXT, HINT_TEXT, LINK = "1F2A2E", "595959", "6B7A80", "0563C1"
WHITE = "FFFFFF"
STANDARD_WIDTH = 8.43
"""Characters of a column nobody gave a width."""
ACCENTS = (TEAL, "E08E1B", "5B9AA0", "B23A48", "7A9E3B", "6A4C93")
"""Series of charts, in this order."""

Role = Literal[
    "input",
    "output",
    "output link",
    "header",
    "divider",
    "title",
    "link",
    "hint",
    "counter",
    "counter label",
    "block",
    "label",
    "note",
]


@dataclass(frozen=True)
class Look:
    """How a cell looks and behaves; equal looks share one style record of the file."""

    role: Role
    number_format: str = "General"
    align: str = "general"
    wrap: bool = False
    open: bool = False
    """An open cell may be typed into on a protected sheet."""
    shrink: bool = False


@dataclass(frozen=True)
class _Paint:
    """What a role is drawn with. Sizes in points, colours RRGGBB, "" = none."""

    colour: str = TEXT
    fill: str = ""
    bold: bool = False
    italic: bool = False
    size: float = SIZE
    border: bool = False
    underline: bool = False
    vertical: str = "center"
    turn: int = 0


_PAINTS: dict[Role, _Paint] = {
    "input": _Paint(fill=YELLOW, border=True),
    "output": _Paint(fill=GREY_FILL, colour=GREY_TEXT, border=True),
    "output link": _Paint(fill=GREY_FILL, colour=LINK, border=True),
    "header": _Paint(fill=TEAL, colour=WHITE, bold=True, size=9, border=True),
    "divider": _Paint(fill=TEAL_DARK, colour=WHITE, size=6.5, turn=90),
    "title": _Paint(colour=TEAL, bold=True, size=14),
    "link": _Paint(colour=LINK, underline=True),
    "hint": _Paint(colour=HINT_TEXT, italic=True, size=9),
    "counter": _Paint(colour=TEAL, bold=True),
    "counter label": _Paint(colour=GREY_TEXT, size=9),
    "block": _Paint(fill=TEAL, colour=WHITE, bold=True),
    "label": _Paint(),
    "note": _Paint(colour=GREY_TEXT, size=9, vertical="top"),
}


def look_of(column: Column, open: bool = False) -> Look:
    """The look of a cell of this column. A formula never gets the text format: Excel would show its text."""
    text_formula = bool(column.formula) and isinstance(column, Text)
    number_format = "General" if text_formula else column.number_format
    role: Role = "input" if column.fill == "input" else "output link" if isinstance(column, Link) else "output"
    return Look(role, number_format, column.align, column.wrap, open, column.shrink)


class Styler:
    """Puts looks on the cells of one workbook. A look is made once; its cells share the record."""

    def __init__(self, book: Workbook) -> None:
        self._made: dict[Look, object] = {}
        base = Font(name=TYPEFACE, size=SIZE, color=TEXT)
        # Cells nobody styled use font 0, and column widths count digits of the style Normal: both must be ours.
        book._fonts = IndexedList([base])
        book._named_styles["Normal"].font = base
        book.loaded_theme = _theme()

    def paint(self, cell: Cell, look: Look) -> None:
        made = self._made.get(look)
        if made is None:
            _apply(cell, look)
            self._made[look] = cell._style
        else:
            cell._style = copy(made)


def _apply(cell: Cell, look: Look) -> None:
    paint = _PAINTS[look.role]
    cell.font = Font(
        name=TYPEFACE,
        size=paint.size,
        color=paint.colour,
        bold=paint.bold,
        italic=paint.italic,
        underline="single" if paint.underline else None,
    )
    if paint.fill:
        cell.fill = PatternFill("solid", fgColor=paint.fill)
    if paint.border:
        side = Side(style="thin", color=LINE)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical=paint.vertical,
        wrap_text=look.wrap or None,
        shrink_to_fit=look.shrink or None,
        text_rotation=paint.turn,
    )
    cell.number_format = look.number_format
    cell.protection = Protection(locked=not look.open)


def _theme() -> str:
    """Office's theme with our typeface and the colours of our charts."""
    theme = str(theme_xml).replace('<a:latin typeface="Cambria"/>', f'<a:latin typeface="{TYPEFACE}"/>')
    theme = theme.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{TYPEFACE}"/>')
    for number, office in enumerate(("4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646")):
        theme = theme.replace(f'<a:srgbClr val="{office}"/>', f'<a:srgbClr val="{ACCENTS[number]}"/>', 1)
    return theme
