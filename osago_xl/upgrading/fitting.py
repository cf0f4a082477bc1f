"""A table of ours in the fresh book and in the agent's: the same cells under other letters, and rules over them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from osago_xl.books.areas import Area
from osago_xl.books.places import TablePart
from osago_xl.schema.addresses import letters, place
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.upgrading.graft import Graft

CELL = re.compile(r"(?<![\w\[.$'\"])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(\]])")
FORMULA = re.compile(rb"(<formula>)([^<]*)")
_SQREF = re.compile(rb'(\ssqref=")([^"]*)')
_LAST_ROW, _LAST_COLUMN = 1_048_576, "XFD"
_BEFORE = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr",
)  # fmt: skip
_BEFORE_RULES = re.compile(rf"</(?:{'|'.join(_BEFORE)})>|<(?:{'|'.join(_BEFORE)})\b[^>]*/>".encode())


@dataclass(frozen=True)
class Fitting:
    """A table in the fresh book and in the agent's: the same cells under other letters."""

    fresh: TablePart
    own: TablePart
    room: int

    @cached_property
    def columns(self) -> Mapping[int, int]:
        """Fresh column → the agent's, who may have deleted a divider before a group."""
        own = self.own.position
        return {number: own[header] for header, number in self.fresh.position.items() if header in own}

    @property
    def _down(self) -> int:
        return self.own.area.top - self.fresh.area.top

    def covers(self, area: Area) -> bool:
        """Whether a range of the fresh sheet lies in the table."""
        fresh = self.fresh.area
        return fresh.left <= area.left and area.right <= fresh.right and area.top > fresh.top

    def area(self, area: Area) -> Area:
        """Cells below the header, over the whole height of the agent's table."""
        bottom = max(self.own.area.bottom, self.own.area.top + self.room)
        whole = (area.left, area.right) == (self.fresh.area.left, self.fresh.area.right)
        if whole and area.left != area.right:
            return Area(area.top + self._down, self.own.area.left, bottom, self.own.area.right)
        return Area(area.top + self._down, self.columns[area.left], bottom, self.columns[area.right])

    def formula(self, formula: str) -> str:
        """A formula written for the first row."""
        return CELL.sub(
            lambda cell: (
                f"{cell[1]}{letters(self.columns[place(cell[2] + '1')[1]])}{cell[3]}{int(cell[4]) + self._down}"
            ),
            formula,
        )

    def element(self, element: bytes) -> bytes:
        """A check or a conditional format."""
        element = _SQREF.sub(
            lambda found: found[1] + str(self.area(parsed(found[2].decode().split()[0]))).encode(), element
        )
        return FORMULA.sub(
            lambda found: found[1] + html.escape(self.formula(html.unescape(found[2].decode())), quote=False).encode(),
            element,
        )


def fittings(graft: Graft, schema: WorkbookSchema, title: str) -> list[Fitting]:
    """Our tables on a sheet of the agent's book."""
    return [
        Fitting(graft.fresh.places.tables[name], own, schema.tables[name].room)
        for name, own in graft.places.tables.items()
        if own.sheet == title and name in schema.tables
    ]


def areas_of(element: bytes) -> list[Area]:
    """The ranges a check or a conditional format stands over."""
    found = _SQREF.search(element)
    return [parsed(each) for each in found[2].decode().split()] if found else []


def parsed(text: str) -> Area:
    """A range; whole columns and rows too, which the agent may have chosen."""
    first, _, last = text.replace("$", "").partition(":")
    if first.isalpha():
        return Area.parse(f"{first}1:{last}{_LAST_ROW}")
    return Area.parse(f"A{first}:{_LAST_COLUMN}{last}") if first.isdigit() else Area.parse(text)


def first_place(tail: bytes) -> int:
    """Where the first rule of a sheet stands in the order of the standard."""
    return max((found.end() for found in _BEFORE_RULES.finditer(tail)), default=0)
