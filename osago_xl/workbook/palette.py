"""The visual system, declared here and nowhere else: ink and fills, sizes of letters, heights of rows.

Arial stands in every Windows, Office and macOS, and Liberation Sans, which LibreOffice puts in its place, has the same
widths: what fits in one office fits in the other. Colour never speaks alone: a state has its word in the cell.
"""

from __future__ import annotations

from typing import NamedTuple

TYPEFACE = "Arial"
FIGURE, HEADING, SECTION, BODY, SMALL = 20, 14, 11, 10, 9
"""Points: the one number of a sheet, its title, a section, everything else, hints and headers."""

ONE_LINE, TWO_LINES = 18, 30
"""Points of a row. Set for the whole sheet: LibreOffice fits no rows on loading, writers give new ones no height."""
HEADER_HEIGHT, SLIM_HEIGHT, TITLE_HEIGHT = 44, 18, 28
"""Points: a header of two lines clear of filter buttons and of the upright name of a group; a low line; a title."""

STANDARD_WIDTH = 8.43
"""Characters of a column nobody gave a width."""


class Ink(NamedTuple):
    """Letters and what lies under them, RRGGBB; the contrast of each pair is at least 4.5 : 1 (a test measures it)."""

    text: str
    fill: str = "FFFFFF"


TYPED = Ink("1F2A2E")
COMPUTED = Ink("4A5960")
HINT = Ink("5F6C73")
HEADER = Ink("0B4A56", "E4EEF0")
TITLE = Ink("0B5563")
LINK = Ink("0B5CAD")
NEEDS_YOU = Ink("9B1C1C", "FDE8E8")
SOON = Ink("7A4B00", "FFF1CC")
DONE = Ink("1B5E20", "E3F3E5")
QUIET = Ink("5F6C73", "EEF2F3")
BUSY = Ink("1F2A2E", "C9E2E6")
HEAT = Ink("1F2A2E", "9CC7CE")
NOW = Ink("FFFFFF", "0B5563")
WANTED = Ink("1F2A2E", "FFF9E6")
"""An empty cell that has to be filled."""

HAIRLINE, FRAME, RULE = "DCE3E6", "7F8D94", "0B5563"
"""Between rows, around a cell to be filled, under a section."""

ACCENTS = ("0B5563", "8A979D", "E08E1B", "5B9AA0", "7A9E3B", "6A4C93")
"""Series of charts, in this order; the second, what was before, stays behind the first."""
