"""Row 1 of a table sheet: the way back, the title, the counters and one hint, spread over the visible columns.

Nothing is merged, so that columns can be inserted, moved and hidden; a text runs over the empty cells beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osago_xl.schema.addresses import letters, place
from osago_xl.schema.facts import Facts
from osago_xl.schema.tables import Sheet
from osago_xl.workbook.layout import Slot
from osago_xl.workbook.page import Page
from osago_xl.workbook.palette import STANDARD_WIDTH, TITLE_HEIGHT
from osago_xl.workbook.styles import Look

BACK, HOME = "← ", "Старт"
TITLE_SCALE = 1.8
"""A character of the title takes so many of the column width."""
HINT_SCALE = 0.85
FIGURE_WIDTH = 8
"""A column narrower than this does not show a figure."""

_TITLE, _LABEL = Look("title"), Look("counter label", align="right")


def draw_top_line(page: Page, sheet: Sheet, slots: Sequence[Slot], facts: Facts) -> None:
    """Draw row 1 above the first table of a sheet."""
    page.sheet.row_dimensions[1].height = TITLE_HEIGHT
    line = _Line(sheet, slots)
    page.link(line.home, f"{BACK}{HOME}", HOME, Look("link"))
    page.value(line.title, sheet.title, _TITLE)
    for counter, (label, figure) in zip(sheet.counters, line.counters, strict=True):
        page.value(label, counter.label, _LABEL)
        look = Look("counter", counter.number_format, "left")
        page.formula(figure, counter.formula, counter.compute(facts), look)
    if sheet.hint:
        at, align = line.hint
        page.value(at, sheet.hint, Look("hint", align=align))


def counter_cells(sheet: Sheet, slots: Sequence[Slot]) -> list[str]:
    """Where the figures of the counters stand."""
    return [figure for _, figure in _Line(sheet, slots).counters]


class _Line:
    """The addresses of what stands in row 1."""

    def __init__(self, sheet: Sheet, slots: Sequence[Slot]) -> None:
        free = _Free(slots)
        self.home = free.take(len(HOME) + 2)
        self.title = free.take(len(sheet.title) * TITLE_SCALE)
        self.counters = [free.take_pair(len(counter.label) + 2) for counter in sheet.counters]
        self.hint = free.rest(len(sheet.hint) * HINT_SCALE + 2)


class _Free:
    """The visible columns that are not taken yet, from left to right, and beyond the table the empty ones."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._last = next(slot.letter for slot in reversed(slots) if slot.visible)
        self._left = sum(slot.width for slot in slots if slot.visible)
        self._columns = self._walk(slots)

    def take(self, width: float) -> str:
        """The first of so many columns that a text of this width fits over them."""
        letter, has = next(self._columns)
        self.skip(width - has)
        return f"{letter}1"

    def take_pair(self, width: float) -> tuple[str, str]:
        """The last column of a text set flush right, and the next column wide enough for its figure."""
        letter, has = next(self._columns)
        following = next(self._columns)
        while has < width or following[1] < FIGURE_WIDTH:
            letter, has = following[0], has + following[1]
            following = next(self._columns)
        return f"{letter}1", f"{following[0]}1"

    def skip(self, width: float) -> None:
        """Pass over columns until so many characters lie behind."""
        while width > 0:
            width -= next(self._columns)[1]

    def rest(self, width: float) -> tuple[str, str]:
        """Where the last text begins or ends: flush with the right edge of the table, or beyond it if it must."""
        if self._left >= width:
            return f"{self._last}1", "right"
        self.skip(2)
        return self.take(1), "left"

    def _walk(self, slots: Sequence[Slot]) -> Iterator[tuple[str, float]]:
        for slot in slots:
            if slot.visible:
                self._left -= slot.width
                yield slot.letter, slot.width
        _, column = place(f"{slots[-1].letter}1")
        while True:
            column += 1
            yield letters(column), STANDARD_WIDTH
