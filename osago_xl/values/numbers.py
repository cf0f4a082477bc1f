"""Numbers as agents, insurers and spreadsheets write them: one reader for cells, forms, settings, files and questions.

What is read and what is refused stands as a table in tests/values/test_what_is_read.py. In short: groups of three
digits by spaces, dots or commas, one decimal comma or dot, a unit behind («90 дн.», «106 л.с.», «5 %»), roubles with
kopecks («12 руб. 50 коп.»). What can be meant in two ways («12-50», «1 25», «10 тыс.») is refused, never guessed.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

from osago_xl.errors import Unread
from osago_xl.values.money import to_kopecks
from osago_xl.values.text import SEEN, clean

LIMIT = 10**15
"""Excel keeps 15 digits: a number beyond them is not the one that was typed."""

_DECIMALS = 20
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<whole>\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}|"
    r"\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.)|\d+)(?:[.,](?P<broken>\d{1,20}))?"
)
_ROUBLES = re.compile(
    r"(?P<roubles>[+-]? ?\d[\d .,]*?) ?(?:руб(?:\.|л[а-яё]*)?|р\.?|₽) ?(?P<kopecks>\d{1,2}) ?(?:к|коп[а-яё]*)?\.?"
)
_UNIT = re.compile(
    r"(?<=\d) ?(?:₽|р|руб(?:л[а-яё]*)?|%|шт|штук[аи]?|раза?|звонк[а-яё]*|дней|дня|день|дн|сут[а-яё]*|"
    r"мес[а-яё]*|лет|года?|г|л ?\. ?с|лс|кг|мест[оа]?)\.?(?: ?(?:за|в) (?:год|месяц|день))?\Z"
)
_MINUS = str.maketrans("−–—", "---")


def read(value: object) -> Decimal | None:
    """A number; None for an empty cell. Floats are taken as Excel shows them, to 15 digits, so that 0.1 stays 0.1.

    Raises Unread with the reason.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _of_text(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _bounded(value)
    raise Unread("нужно число")


def money(value: object) -> Decimal | None:
    """Roubles with kopecks: a number rounded once, halves up."""
    number = read(value)
    return None if number is None else to_kopecks(number)


def _bounded(value: float | Decimal) -> Decimal:
    if isinstance(value, int) and -LIMIT < value < LIMIT:
        return Decimal(value)
    finite = value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or math.isfinite(value)
    if not finite or not -LIMIT < value < LIMIT:
        raise Unread("нужно обычное число")
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if int(number.as_tuple().exponent) < -_DECIMALS:
        raise Unread(f"не больше {_DECIMALS} знаков после запятой")
    return number


@lru_cache(SEEN)
def _of_text(written: str) -> Decimal | None:
    text = clean(written).lower().translate(_MINUS)
    if not text:
        return None
    if pair := _ROUBLES.fullmatch(text):
        roubles, kopecks = _plain(pair["roubles"].strip()), Decimal(pair["kopecks"]) / 100
        if roubles == roubles.to_integral_value():
            return _bounded(roubles - kopecks if text.startswith("-") else roubles + kopecks)
    return _bounded(_plain(_UNIT.sub("", text)))


def _plain(text: str) -> Decimal:
    match = _NUMBER.fullmatch(text)
    if not match:
        raise Unread("нужно число" + _advice(text))
    whole = match["sign"] + re.sub(r"[ .,]", "", match["whole"])
    return Decimal(f"{whole}.{match['broken']}" if match["broken"] else whole)


def _advice(text: str) -> str:
    if re.fullmatch(r"\d+-\d\d", text):
        return ": рубли и копейки впишите через запятую, например 12,50"
    if re.search(r"\d ?(тыс|млн|т\.? ?р)", text):
        return " целиком, например 10000"
    return ""
