"""Loose values (JSON, CSV, cells, pandas) turned into ours; the first wrong one is named and refused.

Every reader takes the value and the machine name of its field, and returns None for "not given".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from osago_xl.errors import InputError, Unread
from osago_xl.values import dates, flags, numbers
from osago_xl.values.text import fold

Reader = Callable[[object, str], object]

TITLES = {
    "date": "Дата", "category": "Категория", "owner": "Владелец", "taxi": "Такси", "region": "Регион",
    "place": "Место", "territory": "Территория", "kt": "КТ", "power_hp": "Мощность, л.с.",
    "max_mass_kg": "Разрешённая масса, кг", "seats": "Пассажирских мест", "regular_routes": "Регулярные перевозки",
    "drivers": "Водители", "age": "Возраст", "experience": "Стаж", "birth_date": "Дата рождения",
    "licence_date": "Стаж с", "kbm": "КБМ", "kbm_class": "Класс КБМ", "months_of_use": "Месяцев использования",
    "short_term_factor": "Коэффициент краткосрочности", "foreign_registered": "Иностранная регистрация",
    "claims": "Выплат за год", "premium": "Премия", "old_premium": "Прежняя премия", "new_premium": "Новая премия",
    "starts": "Начало", "ends": "Окончание", "ended": "День заявления", "changed": "День изменения",
    "withheld": "Удержание", "tractor": "Трактор",
    "unfriendly": "Недружественное государство", "term": "Срок", "trailer": "Прицеп", "base_rate": "Базовая ставка",
}  # fmt: skip

_LIMIT = 10**12
_CELL_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|Н/Д|ССЫЛКА!|ЗНАЧ!|ДЕЛ/0!|ИМЯ\?|ЧИСЛО!|ПУСТО!)")
_FIRST_ERROR, _LAST_ERROR = -2146826288, -2146826246  # xlErrNull … as COM hands them over


def title(field: str) -> str:
    """Russian name of a field for messages."""
    return TITLES.get(field, field)


def refuse(field: str, value: object, allowed: str) -> InputError:
    """The error for a value: what was given and what is allowed."""
    shown = str(value)[:60]
    return InputError(field, value, f"{title(field)}: «{shown}» не подходит; {allowed}.")


def missing(field: str, why: str) -> InputError:
    """The error for a value that is needed and was not given."""
    return InputError(field, None, f"{title(field)}: не указано; {why}.")


def is_cell_error(value: object) -> bool:
    """True for #N/A and its kin, as text or as the number COM makes of it."""
    if isinstance(value, str):
        return _CELL_ERROR.fullmatch(value.strip().upper()) is not None
    return isinstance(value, (int, float)) and _FIRST_ERROR <= value <= _LAST_ERROR and value == int(value)


def is_given(value: object, field: str) -> bool:
    """False for nothing and blank text; an error of a cell is refused, never taken for nothing."""
    if is_cell_error(value):
        raise InputError(field, value, f"{title(field)}: в ячейке ошибка Excel; исправьте формулу в ней.")
    return not (value is None or (isinstance(value, str) and not value.strip()))


def number(value: object, field: str) -> Decimal | None:
    """A finite number below 10¹², as `numbers` reads it."""
    if not is_given(value, field):
        return None
    try:
        result = numbers.read(value)
    except Unread as reason:
        raise refuse(field, value, str(reason)) from None
    if result is not None and not -_LIMIT < result < _LIMIT:
        raise refuse(field, value, "нужно обычное число")
    return result


def whole(value: object, field: str) -> int | None:
    """A whole number; 5.0 is one, 5.5 is refused."""
    result = number(value, field)
    if result is None:
        return None
    if result != int(result):
        raise refuse(field, value, "нужно целое число")
    return int(result)


def flag(value: object, field: str) -> bool:
    """Yes or no in any usual spelling; nothing given is no."""
    if not is_given(value, field):
        return False
    try:
        return flags.read(value)
    except Unread as reason:
        raise refuse(field, value, str(reason)) from None


def text(value: object, field: str) -> str | None:
    """Text of at most 300 characters; 2.0 from a cell is "2"."""
    if not is_given(value, field):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int) or isinstance(value, bool) or len(str(value)) > 300:
        raise refuse(field, value, "нужен текст до 300 знаков")
    return str(value)


def day(value: object, field: str) -> date | None:
    """A date, an Excel serial number or text (2026-03-01, 01.03.2026)."""
    if not is_given(value, field):
        return None
    try:
        return dates.parse(value, title(field))
    except InputError as error:
        raise InputError(field, value, error.message) from None


def choice(words: Mapping[str, str], allowed: str) -> Callable[[object, str], str | None]:
    """A reader of one word out of a list; `words` maps folded spellings to our own word."""

    def read(value: object, field: str) -> str | None:
        if not is_given(value, field):
            return None
        found = words.get(fold(str(value)))
        if found is None:
            raise refuse(field, value, f"допустимо: {allowed}")
        return found

    return read
