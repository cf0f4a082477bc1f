"""What of a workbook cannot be read: measure.py BOOK

For every sheet a person sees: texts cut at the border of their cell, numbers shown as ####, fills and sizes of letters.
Measured with Liberation Sans, whose letters are as wide as those of Arial; needs its font file and Pillow.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from PIL import ImageFont

FONTS = Path("/usr/share/fonts/truetype/liberation")
PIXELS_PER_POINT, PIXELS_PER_CHARACTER = 96 / 72, 7
INDENT, BORDER = 9, 3
"""Pixels Excel leaves for one step of indent, and for the two borders."""
LINE = 1.28
"""Height of a line, in sizes of its letters."""


@dataclass
class Measured:
    """Figures of one sheet; `cut` names the cells."""

    texts: int = 0
    cut: list[str] = field(default_factory=list)
    fills: set[str] = field(default_factory=set)
    sizes: set[float] = field(default_factory=set)


def measure(book: Path) -> dict[str, Measured]:
    """Title → figures, of the sheets that are shown or come with their content."""
    work = openpyxl.load_workbook(book, data_only=True)
    return {sheet.title: _sheet(sheet) for sheet in work if sheet.sheet_state != "veryHidden"}


def _sheet(sheet: Any) -> Measured:
    found = Measured()
    widths = _widths(sheet)
    merged = {str(area).split(":")[0]: area for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        height = sheet.row_dimensions[row[0].row].height or sheet.sheet_format.defaultRowHeight or 15
        for cell in row:
            if cell.value in (None, "") or not widths.get(cell.column) or _leads_only(cell):
                continue
            found.texts += 1
            found.sizes.add(cell.font.sz)
            if cell.fill.fill_type == "solid":
                found.fills.add(cell.fill.fgColor.rgb)
            area = merged.get(cell.coordinate)
            columns = range(cell.column, (area.max_col if area else cell.column) + 1)
            room = sum(widths.get(column, 0) for column in columns) - BORDER - INDENT * int(cell.alignment.indent or 0)
            if not _fits(cell, room, height) and not _runs_on(sheet, cell, columns[-1], widths, room):
                found.cut.append(f"{cell.coordinate}: {cell.value}")
    return found


def _leads_only(cell: Any) -> bool:
    """An empty cell with a link: openpyxl gives it the address as its value."""
    return bool(cell.hyperlink and cell.hyperlink.location == cell.value)


def _widths(sheet: Any) -> dict[int, float]:
    """Number of a column → pixels, 0 for one that is hidden or folded."""
    widths: dict[int, float] = {}
    for dimension in sheet.column_dimensions.values():
        first = dimension.min or openpyxl.utils.column_index_from_string(dimension.index)
        for column in range(first, (dimension.max or first) + 1):
            widths[column] = 0 if dimension.hidden else dimension.width * PIXELS_PER_CHARACTER
    return {column: widths.get(column, 8.43 * PIXELS_PER_CHARACTER) for column in range(1, sheet.max_column + 1)}


def _fits(cell: Any, room: float, height: float) -> bool:
    text = _shown(cell)
    size = cell.font.sz * PIXELS_PER_POINT
    if cell.alignment.textRotation:
        return _length(text, size, bool(cell.font.b)) <= height * PIXELS_PER_POINT
    if not cell.alignment.wrap_text:
        return _length(text, size, bool(cell.font.b)) <= room
    return _lines(text, size, bool(cell.font.b), room) * size * LINE <= height * PIXELS_PER_POINT + size / 2


def _shown(cell: Any) -> str:
    """A number as wide as Excel writes it, near enough."""
    value = cell.value
    if isinstance(value, date):
        return "00.00.0000"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "" if ";;;" in cell.number_format else f"{value:,.{2 if '0.00' in cell.number_format else 0}f}"
    return "" if cell.number_format == ";;;" else str(value)


def _lines(text: str, size: float, bold: bool, room: float) -> int:
    count, used = 1, 0.0
    for word in text.split():
        long = _length(f"{word} ", size, bold)
        if used and used + long > room:
            count, used = count + 1, 0.0
        count += int(long // room) if long > room else 0
        used += long
    return count


def _runs_on(sheet: Any, cell: Any, last: int, widths: dict[int, float], room: float) -> bool:
    """Whether a text may run over the empty cells beside it; numbers and wrapped texts may not."""
    if not isinstance(cell.value, str) or cell.alignment.wrap_text:
        return False
    flush_right = cell.alignment.horizontal == "right"
    needed = _length(_shown(cell), cell.font.sz * PIXELS_PER_POINT, bool(cell.font.b)) - room
    for column in range(cell.column - 1, 0, -1) if flush_right else range(last + 1, last + 30):
        if needed <= 0:
            return True
        if sheet.cell(cell.row, column).value not in (None, ""):
            return False
        needed -= widths.get(column, 8.43 * PIXELS_PER_CHARACTER)
    return needed <= 0


@cache
def _font(size: float, bold: bool) -> Any:
    return ImageFont.truetype(str(FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"), size)


def _length(text: str, size: float, bold: bool) -> float:
    return float(max((_font(size, bold).getlength(line) for line in text.splitlines()), default=0))


def report(found: dict[str, Measured]) -> Iterator[str]:
    for title, each in found.items():
        share = 100 * len(each.cut) / each.texts if each.texts else 0
        cut = f"{len(each.cut)} of {each.texts} cut ({share:.1f} %)"
        yield f"{title}: {cut}, {len(each.fills)} fills, {len(each.sizes)} sizes"
        yield from (f"    {where}" for where in each.cut[:5])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print("\n".join(report(measure(Path(sys.argv[1])))))
