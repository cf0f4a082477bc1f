"""Sheets as calamine gives them, in our terms."""

from __future__ import annotations

from datetime import date
from typing import Any

import python_calamine

from osago_xl.imports.model import Area, Raw


def plain_rows(sheet: Any) -> list[list[Raw]]:
    """All rows from row 1 on; times and durations as text: no column of ours holds them."""
    return [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _plain(cell: Any) -> Raw:
    return cell if isinstance(cell, str | int | float | bool | date) else str(cell)


def spans(sheet: Any) -> tuple[Area, ...]:
    """Merged areas; calamine counts from 0."""
    merged = sheet.merged_cell_ranges or ()
    return tuple(Area(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merged)


def visible(metadata: Any) -> bool:
    """Whether the agent sees the sheet in Excel."""
    return bool(metadata.visible == python_calamine.SheetVisibleEnum.Visible)
