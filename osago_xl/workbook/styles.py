"""Roles of cells and how each is drawn: a look is one style record of the file, shared by all cells that have it."""

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
from osago_xl.workbook import palette
from osago_xl.workbook.palette import BODY, FIGURE, HEADING, SECTION, SMALL, TYPEFACE, Ink

Role = Literal[
    "input",
    "output",
    "output link",
    "field",
    "result",
    "result link",
    "figure",
    "header input",
    "header",
    "divider header",
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
"""In lists: what the agent types, what is computed, headers of both. On forms: a field to fill, a result, one large
figure; the texts around them."""

Edge = Literal["", "row", "frame", "section", "typed"]
"""Lines of a cell: the hairline under a row, a frame to type into, the line under a section or an input's header."""


@dataclass(frozen=True)
class Look:
    """How a cell looks and behaves; equal looks share one style record of the file."""

    role: Role
    number_format: str = "General"
    align: str = "general"
    wrap: bool = False
    open: bool = False
    """An open cell may be typed into on a protected sheet."""
    top: bool = False
    """Text begins at the top of the cell: of a longer one the first lines are seen, not the middle ones."""


@dataclass(frozen=True)
class _Paint:
    """What a role is drawn with. Sizes in points."""

    ink: Ink = palette.TYPED
    bold: bool = False
    size: float = BODY
    edge: Edge = ""
    underline: bool = False
    vertical: str = "center"
    turn: int = 0


_PAINTS: dict[Role, _Paint] = {
    "input": _Paint(edge="row"),
    "output": _Paint(palette.COMPUTED, edge="row"),
    "output link": _Paint(palette.LINK, edge="row"),
    "field": _Paint(edge="frame"),
    "result": _Paint(palette.COMPUTED, edge="row"),
    "result link": _Paint(palette.LINK, edge="row"),
    "figure": _Paint(palette.TITLE, bold=True, size=FIGURE),
    "header input": _Paint(palette.HEADER, bold=True, size=SMALL, edge="typed"),
    "header": _Paint(palette.HEADER, size=SMALL, edge="row"),
    "divider header": _Paint(palette.QUIET, size=SMALL, turn=90),
    "divider": _Paint(palette.QUIET),
    "title": _Paint(palette.TITLE, bold=True, size=HEADING),
    "link": _Paint(palette.LINK, underline=True),
    "hint": _Paint(palette.HINT, size=SMALL),
    "counter": _Paint(palette.TITLE, bold=True),
    "counter label": _Paint(palette.HINT, size=SMALL),
    "block": _Paint(palette.TITLE, bold=True, size=SECTION, edge="section"),
    "label": _Paint(palette.COMPUTED),
    "note": _Paint(palette.HINT, size=SMALL, vertical="top"),
}
_INDENTED = frozenset({"left", "right"})


def look_of(column: Column, open: bool = False) -> Look:
    """The look of a cell of this column. A formula never gets the text format: Excel would show its text."""
    text_formula = bool(column.formula) and isinstance(column, Text)
    number_format = "General" if text_formula else column.number_format
    role: Role = "input" if column.fill == "input" else "output link" if isinstance(column, Link) else "output"
    return Look(role, number_format, column.align, column.wrap, open)


class Styler:
    """Puts looks on the cells of one workbook. A look is made once; its cells share the record."""

    def __init__(self, book: Workbook) -> None:
        self._made: dict[Look, object] = {}
        base = Font(name=TYPEFACE, size=BODY, color=palette.TYPED.text)
        # Cells nobody styled use font 0, and column widths count digits of the style Normal: both must be ours.
        book._fonts = IndexedList([base])  # noqa: SLF001 - openpyxl has no other door
        book._named_styles["Normal"].font = base  # noqa: SLF001
        book.loaded_theme = _theme()

    def paint(self, cell: Cell, look: Look) -> None:
        made = self._made.get(look)
        if made is None:
            _apply(cell, look)
            self._made[look] = cell._style  # noqa: SLF001
        else:
            cell._style = copy(made)  # noqa: SLF001


def _apply(cell: Cell, look: Look) -> None:
    paint = _PAINTS[look.role]
    cell.font = Font(
        name=TYPEFACE,
        size=paint.size,
        color=paint.ink.text,
        bold=paint.bold,
        underline="single" if paint.underline else None,
    )
    if paint.ink.fill != palette.TYPED.fill:
        cell.fill = PatternFill("solid", fgColor=paint.ink.fill)
    cell.border = _border(paint.edge)
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical="top" if look.top else paint.vertical,
        wrap_text=look.wrap or None,
        text_rotation=paint.turn,
        indent=1 if look.align in _INDENTED else 0,
    )
    cell.number_format = look.number_format
    cell.protection = Protection(locked=not look.open)


def _border(edge: Edge) -> Border:
    if edge == "frame":
        side = Side(style="thin", color=palette.FRAME)
        return Border(left=side, right=side, top=side, bottom=side)
    if edge in ("section", "typed"):
        return Border(bottom=Side(style="medium", color=palette.RULE))
    return Border(bottom=Side(style="thin", color=palette.HAIRLINE)) if edge else Border()


def _theme() -> str:
    """Office's theme with our typeface and the colours of our charts."""
    theme = str(theme_xml).replace('<a:latin typeface="Cambria"/>', f'<a:latin typeface="{TYPEFACE}"/>')
    theme = theme.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{TYPEFACE}"/>')
    for number, office in enumerate(("4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646")):
        theme = theme.replace(f'<a:srgbClr val="{office}"/>', f'<a:srgbClr val="{palette.ACCENTS[number]}"/>', 1)
    return theme
