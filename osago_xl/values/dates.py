"""Dates as agents type them, and the calendar arithmetic of a policy."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from osago_xl.errors import InputError
from osago_xl.findings import Finding, warning
from osago_xl.values.text import NBSP, SEEN, clean

MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
          "ноября", "декабря")  # fmt: skip

_NUMERIC = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})")
_WORDS = re.compile(r"[«\"]?(\d{1,2})[»\"]?\s*([а-яё]{3,8})\.?\s*(\d{4}|\d{2})")
_TAIL = re.compile(r"[\sT]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$|\s*(г|г\.|года)$", re.IGNORECASE)
_NO_YEAR = re.compile(r"\d{1,2}[./\-]\d{1,2}|\d{1,2}\s+[а-яё]+")

_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of Excel's calendar for every serial after its false 29.02.1900
_LAST_SERIAL = 2_958_465  # 31.12.9999
_TWO_DIGIT_PIVOT = 30  # as Excel reads years: 29 → 2029, 30 → 1930
_OLDEST_YEAR = 1920  # earlier years are small numbers taken for dates, not clients
_FARTHEST = 30  # years ahead
_HINT = "Впишите дату как 13.03.2025."


def parse(value: object, field: str = "Дата") -> date:
    """A date from a cell: a date, an Excel serial, or Russian text («13/3/25», «13 марта 2025 г.»).

    Day comes before month. Raises InputError with the reason.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(value, field)
    if isinstance(value, str):
        return _from_text(value, field)
    raise InputError(field, value, f"{field}: это не дата. {_HINT}")


def _from_serial(serial: float, field: str) -> date:
    if not 1 <= serial < _LAST_SERIAL + 1:
        raise InputError(field, serial, f"{field}: число {serial} не может быть датой. {_HINT}")
    day = int(serial)
    if day == 60:
        raise InputError(field, serial, f"{field}: дня 29.02.1900 не было. {_HINT}")
    return _SERIAL_ZERO + timedelta(days=day if day > 60 else day + 1)


@lru_cache(SEEN)
def _from_text(value: str, field: str) -> date:
    text = clean(value).lower()
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter
    day, month, year = _parts(text, value, field)
    if len(year) == 2:
        year = f"{20 if int(year) < _TWO_DIGIT_PIVOT else 19}{year}"
    try:
        return date(int(year), month, int(day))
    except ValueError:
        reason = f"месяца {month} нет" if not 1 <= month <= 12 else f"такого дня нет в календаре: {text}"
        raise InputError(field, value, f"{field}: {reason}. Проверьте день и месяц по документу.") from None


def _parts(text: str, value: str, field: str) -> tuple[str, int, str]:
    if match := _NUMERIC.fullmatch(text):
        return match[1], int(match[2]), match[3]
    if match := _ISO.fullmatch(text):
        return match[3], int(match[2]), match[1]
    if (match := _WORDS.fullmatch(text)) and (month := _month(match[2])):
        return match[1], month, match[3]
    raise InputError(field, value, f"{field}: {_reason(text)}. {_HINT}")


def _month(name: str) -> int:
    """1 … 12 by the first three letters («мар», «марта», «март»); 0 for a word that is no month."""
    stem = "мая" if name == "май" else name
    return next((n for n, month in enumerate(MONTHS, start=1) if month[:3] == stem[:3]), 0)


def _reason(text: str) -> str:
    if not text:
        return "ячейка пуста"
    if _NO_YEAR.fullmatch(text):
        return f"в записи «{text}» не указан год"
    if text.isascii() and text.isdigit():
        return f"«{text}» похоже на внутренний номер даты Excel, записанный текстом"
    return f"запись «{text[:30]}» не похожа на дату"


def check_range(day: date, today: date, field: str, *, may_be_future: bool = False) -> list[Finding]:
    """Dates that exist but are hardly meant: the year 1900 and around, or a day still to come."""
    if day.year < _OLDEST_YEAR:
        hint = "Так бывает, когда в ячейку попало маленькое число. Проверьте год по документу."
        return [warning("date.old", f"{field}: {numeric(day)} слишком давно", hint)]
    if day > today and not may_be_future:
        return [warning("date.future", f"{field}: {numeric(day)} ещё не наступило", "Проверьте год.")]
    if day > add_years(today, _FARTHEST):
        return [warning("date.far", f"{field}: {numeric(day)} слишком далеко", "Проверьте год.")]
    return []


def numeric(day: date) -> str:
    """«13.03.2025», the same on every system language."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def in_words(day: date) -> str:
    """«13 марта 2025 г.» with no-break spaces, so that the line never breaks inside a date."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}{NBSP}г."


def add_years(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 1 March of a common year, as in Excel's DATE."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def add_months(day: date, months: int) -> date:
    """The same day of another month; a day the month does not have becomes its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def full_years(start: date, on: date) -> int:
    """Age or experience in whole years on a day; who was born on 29 February gets older on 1 March.

    Before `start` the result is negative.
    """
    return on.year - start.year - ((on.month, on.day) < (start.month, start.day))


def policy_end(start: date) -> date:
    """Last day of a year's policy: DATE(YEAR+1, MONTH, DAY) − 1, as the workbook's formula."""
    return add_years(start, 1) - timedelta(days=1)


def next_birthday(born: date, today: date) -> date:
    """The nearest birthday from today on; 29 February is kept on 1 March of a common year."""
    this_year = add_years(born, today.year - born.year)
    return this_year if this_year >= today else add_years(born, today.year + 1 - born.year)
