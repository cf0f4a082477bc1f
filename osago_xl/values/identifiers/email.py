"""E-mail address: enough to catch what cannot be delivered, no more.

>>> validate(" Ivanov@Example.org ")
'Ivanov@example.org'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from osago_xl.findings import Finding, error, warning
from osago_xl.values.identifiers import base
from osago_xl.values.text import SEEN, clean, mixes_alphabets, to_latin

_PATTERN = re.compile(r"[^\s@,;<>()\"]+@[^\s@,;<>()\".]+(?:\.[^\s@,;<>()\".]+)+")


def _compact(text: str) -> str:
    name, at, domain = clean(text).rpartition("@")
    return f"{name.strip()}{at}{domain.strip().lower()}"


def _findings(value: str) -> Iterator[Finding]:
    if not _PATTERN.fullmatch(value) or ".." in value or len(value) > 254:
        yield error("email", "адрес должен иметь вид имя@сайт.ru, один в ячейке", "Исправьте адрес.")
    elif mixes_alphabets(value):
        latin = to_latin(value)
        fix = latin if latin.isascii() else None
        yield error("email", "в адресе смешаны русские и латинские буквы", "Перепишите латиницей.", fix)
    elif not value.isascii():
        yield warning("email", "адрес не латиницей", "Не каждая почта его примет: спросите другой.")


EMAIL = base.Identifier("email", "E-mail", _compact, _findings)
compact, validate, check = EMAIL.compact, EMAIL.validate, EMAIL.check
is_valid = lru_cache(SEEN)(EMAIL.is_valid)
