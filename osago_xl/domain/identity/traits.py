"""What identifies a row, read the same everywhere: each trait has no value, one, or several (two phones).

Spelling does not count: alphabets that look alike, spaces, case, ё. A placeholder («нет», «б/н») is no value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from osago_xl.domain.identity import names
from osago_xl.errors import InputError
from osago_xl.values import phones
from osago_xl.values.identifiers import plate, vin
from osago_xl.values.identifiers.base import cyrillic
from osago_xl.values.placeholders import says_nothing, tells_instead
from osago_xl.values.text import fold

Values = Mapping[str, Any]
Found = tuple[Hashable, ...]

_SEEN = 100_000


@lru_cache(_SEEN)
def numbers_of(*cells: str) -> tuple[str, ...]:
    """E.164 numbers in the cells of a row; what is no phone counts for nothing here."""
    return tuple(dict.fromkeys(number for cell in cells if cell for number in _numbers(cell)))


def _numbers(cell: str) -> list[str]:
    try:
        return [phone.number for phone in phones.parse(cell)]
    except InputError:
        return []


@lru_cache(_SEEN)
def plate_of(text: str) -> str:
    """A plate as it is compared; "" for «нет», «транзит» and whatever has no digit."""
    return plate.compact(text) if _numbers_it(text) else ""


@lru_cache(_SEEN)
def vin_of(text: str) -> str:
    """A VIN as it is compared, or the number that stands in its place; "" for «отсутствует» and the like."""
    return vin.compact(text) if _numbers_it(text) else ""


def _numbers_it(text: str) -> bool:
    return any(c.isdigit() for c in text) and not says_nothing(text)


@lru_cache(_SEEN)
def policy_of(series: str, number: str) -> str:
    """Series and number as they are compared: letters of one alphabet, no separators, the series once."""
    if not number or says_nothing(number) or tells_instead(number, "number"):
        return ""
    first, rest = "" if says_nothing(series) else cyrillic(series), cyrillic(number)
    return rest if rest.startswith(first) else first + rest


def _digits(text: str) -> str:
    return "" if says_nothing(text) else "".join(c for c in text if c.isdigit())


def _document(row: Values, of: str) -> Found:
    """Series and number as one text, whichever cell they stand in."""
    series, number = (row.get(f"{of}_{part}") or "" for part in ("series", "number"))
    if not number or says_nothing(number):
        return ()
    return (cyrillic(number) if says_nothing(series) else cyrillic(f"{series}{number}"),)


def _one(value: object) -> Found:
    return (value,) if value else ()


_READ: Mapping[str, Callable[[Values], Found]] = {
    "name": lambda row: _one(names.name_key(row.get("name") or "")),
    "phone": lambda row: numbers_of(row.get("phone") or "", row.get("phone_2") or ""),
    "email": lambda row: _one("" if says_nothing(row.get("email") or "") else fold(row.get("email") or "")),
    "paper": lambda row: _document(row, "paper"),
    "licence": lambda row: _document(row, "licence"),
    "inn": lambda row: _one(_digits(row.get("inn") or "")),
    "sex": lambda row: _one(names.sex(row.get("name") or "")),
    "town": lambda row: _one(fold(row.get("city") or "")),
    "vin": lambda row: _one(vin_of(row.get("vin") or "")),
    "plate": lambda row: _one(plate_of(row.get("plate") or "")),
    "policy_number": lambda row: _one(policy_of(row.get("series") or "", row.get("number") or "")),
    "car_name": lambda row: _one(fold(f"{row.get('make') or ''} {row.get('model') or ''}")),
    "series": lambda row: _one(cyrillic(row.get("series") or "")),
    "number": lambda row: _one(cyrillic(row.get("number") or "")),
}
"""Traits that are more than a cell as it stands."""


def values_of(trait: str, row: Values) -> Found:
    """The values of a trait; any other than those above is the column of that name."""
    read = _READ.get(trait)
    if read:
        return read(row)
    value = row.get(trait)
    if isinstance(value, tuple):
        return value
    return _one(fold(value) if isinstance(value, str) else value)
