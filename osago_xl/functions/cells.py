"""From cells to our values.

Excel hands over floats, texts, booleans and datetimes, Calc serial numbers for dates and 0 for an empty cell.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

from osago_xl.domain.risk import is_unlimited
from osago_xl.values import reading
from osago_xl.values.reading import missing

T = TypeVar("T")
LONGEST_LIFE = 120  # a larger number in a cell of years is the serial number of a date


def needed(value: T | None, field: str, why: str = "заполните ячейку") -> T:
    """The value, or the error that it is missing."""
    if value is None:
        raise missing(field, why)
    return value


def day(cell: object, field: str = "date") -> date:
    """A date that must be there."""
    return needed(reading.day(given(cell), field), field)


def number(cell: object, field: str) -> Decimal:
    """A number that must be there."""
    return needed(reading.number(cell, field), field)


def given(cell: object) -> object:
    """None for what Excel and Calc make of an empty cell where zero means nothing."""
    return None if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == 0 else cell


def history(cell: object) -> dict[str, object]:
    """КБМ of a cell: a coefficient (0.91), or a class said so (класс 5, кл. 5, M)."""
    text = cell.strip().lower() if isinstance(cell, str) else ""
    if text.startswith("кл"):
        return {"kbm_class": text.removeprefix("класс").removeprefix("кл").strip(" .")}
    if text in ("m", "м"):
        return {"kbm_class": text}
    return {"kbm": given(cell)}


def years(cell: object, name: str, since: str) -> dict[str, object]:
    """Full years, or the date they are counted from."""
    return {since if _is_date(cell) else name: cell}


def _is_date(cell: object) -> bool:
    """A date, the serial number of one, or text too long for a number of years."""
    if isinstance(cell, int | float):
        return cell > LONGEST_LIFE
    return isinstance(cell, date) or (isinstance(cell, str) and len(cell.strip()) > 5)


def drivers(cell: object) -> object:
    """The words of an unlimited list, or drivers: rows of age, experience and КБМ; empty rows are left out.

    Age and experience may be dates (birth, first licence). A flat list is one driver.
    """
    if not isinstance(cell, list):
        return given(cell)
    rows = cell if cell and isinstance(cell[0], list) else [cell]
    filled = [row for row in rows if any(given(value) not in (None, "") for value in row)]
    if len(filled) == 1 and is_unlimited(filled[0][0]):
        return filled[0][0]
    return [_driver(row) for row in filled] or None


def _driver(row: list[object]) -> dict[str, object]:
    age, experience, kbm = [*row[:3], None, None][:3]
    return years(age, "age", "birth_date") | years(experience, "experience", "licence_date") | history(kbm)


def shown(value: Decimal) -> float:
    """A number for a cell."""
    return float(value)
