"""Dates as agents type them, and the calendar arithmetic of a policy."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from osago_xl.errors import InputError, Unread
from osago_xl.values.text import NBSP, SEEN, clean

MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
          "ноября", "декабря")  # fmt: skip

_NUMERIC = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})")
_WORDS = re.compile(r"[«\"]?(\d{1,2})[»\"]?\s*([а-яё]{3,8})\.?\s*(\d{4}|\d{2})")
_CLOCK = re.compile(r"[\st,]+(?:в )?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?z?$")
_YEAR_WORD = re.compile(r"\s*(г|г\.|года),?$")
_NO_YEAR = re.compile(r"\d{1,2}[./\-]\d{1,2}|\d{1,2}\s+[а-яё]+")

_SERIAL_ZERO = datetime(1899, 12, 30)  # day 0 of Excel's calendar for every serial after its false 29.02.1900
_LAST_SERIAL = 2_958_465  # 31.12.9999
_DAY_SECONDS = 86_400
_TWO_DIGIT_PIVOT = 30  # as Excel reads years: 29 → 2029, 30 → 1930
_HINT = "Впишите дату как 13.03.2025."


def parse(value: object, field: str = "Дата") -> date:
    """As `read`, for a field that must be filled: InputError with its name and the reason."""
    try:
        found = read(value)
    except Unread as refusal:
        raise InputError(field, value, f"{field}: {refusal}") from None
    if found is None:
        raise InputError(field, value, f"{field}: ячейка пуста. {_HINT}")
    return found


def read(value: object) -> date | None:
    """A date: a date, an Excel serial, or Russian text («13/3/25», «13 марта 2025 г.»); None for an empty cell.

    Day comes before month; a time of day is left out. Raises Unread with the reason.
    """
    found = moment(value)
    return None if found is None else found.date()


def moment(value: object) -> datetime | None:
    """As `read`, with the time of day to the second; midnight where none is given."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(value)
    if value is None or (isinstance(value, str) and not clean(value)):
        return None
    if isinstance(value, str):
        return _from_text(value)
    raise Unread(f"это не дата. {_HINT}")


def _from_serial(serial: float) -> datetime:
    if not 1 <= serial < _LAST_SERIAL + 1:
        raise Unread(f"число {serial} не может быть датой. {_HINT}")
    day = int(serial)
    if day == 60:
        raise Unread(f"дня 29.02.1900 не было. {_HINT}")
    seconds = min(round((serial - day) * _DAY_SECONDS), _DAY_SECONDS - 1)
    return _SERIAL_ZERO + timedelta(days=day if day > 60 else day + 1, seconds=seconds)


@lru_cache(SEEN)
def _from_text(value: str) -> datetime:
    text = clean(value).lower()
    clock = _CLOCK.search(text)
    if clock:
        text = text[: clock.start()]
    day, month, year = _parts(_YEAR_WORD.sub("", text))
    if len(year) == 2:
        year = f"{20 if int(year) < _TWO_DIGIT_PIVOT else 19}{year}"
    try:
        found = datetime(int(year), month, int(day))
    except ValueError:
        reason = f"месяца {month} нет" if not 1 <= month <= 12 else f"такого дня нет в календаре: {text}"
        raise Unread(f"{reason}. Проверьте день и месяц по документу.") from None
    return found if clock is None else datetime.combine(found, _time(clock))


def _time(clock: re.Match[str]) -> time:
    try:
        return time(int(clock[1]), int(clock[2]), int(clock[3] or 0))
    except ValueError:
        raise Unread(f"времени {clock[0].strip(' tz')} не бывает. {_HINT}") from None


def _parts(text: str) -> tuple[str, int, str]:
    if match := _NUMERIC.fullmatch(text):
        return match[1], int(match[2]), match[3]
    if match := _ISO.fullmatch(text):
        return match[3], int(match[2]), match[1]
    if (match := _WORDS.fullmatch(text)) and (number := month(match[2])):
        return match[1], number, match[3]
    raise Unread(f"{_reason(text)}. {_HINT}")


def month(name: str) -> int:
    """1 … 12 by its name or the beginning of it («мар», «марта», «март»); 0 for a word that is no month."""
    stem = "мая" if name == "май" else name.removesuffix("ь")
    return next((n for n, month in enumerate(MONTHS, start=1) if month.startswith(stem)), 0)


def _reason(text: str) -> str:
    if _NO_YEAR.fullmatch(text):
        return f"в записи «{text}» не указан год"
    if text.isascii() and text.isdigit():
        return f"«{text}» похоже на внутренний номер даты Excel, записанный текстом"
    return f"запись «{text[:30]}» не похожа на дату"


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
