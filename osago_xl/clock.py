"""What time it is on the wall: a workbook knows no time zones, and neither do its dates and moments."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path


def today() -> date:
    """The day of the computer."""
    return now().date()


def now() -> datetime:
    """The moment of the computer, without a zone, as Excel's NOW()."""
    return datetime.now()  # noqa: DTZ005


def saved(path: Path) -> datetime:
    """When a file was last written."""
    return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006
