"""VIN: 17 characters, digits and Latin letters without I, O and Q; or the word «Отсутствует».

The check digit in position 9 binds only North American makers; most Russian and European VINs fail it.

>>> validate("хта210990y2765439"), validate("отсутствует")
('XTA210990Y2765439', 'Отсутствует')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from osago_xl.findings import Finding, error, warning
from osago_xl.values.identifiers import base
from osago_xl.values.text import fold

ABSENT = "Отсутствует"  # lawful: then the number of the body or the chassis is required

_ALPHABET = re.compile(r"[0-9A-HJ-NPR-Z]*")
_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_LOOKALIKE = str.maketrans("IOQ", "100")
_NORTH_AMERICA = "12345"


def _compact(text: str) -> str:
    return ABSENT if fold(text).startswith("отсутств") else base.latin(text)


def _findings(value: str) -> Iterator[Finding]:
    if value == ABSENT:
        return
    if not _ALPHABET.fullmatch(value):
        fixed = value.translate(_LOOKALIKE)
        fix = fixed if len(fixed) == 17 and _ALPHABET.fullmatch(fixed) else None
        hint = "Букв I, O, Q в VIN нет: это цифры 1 и 0." if fix else base.SEE_DOCUMENT
        yield error("vin", "допустимы цифры и латинские буквы, кроме I, O, Q", hint, fix)
    elif len(value) != 17:
        hint = f"Если VIN нет, впишите «{ABSENT}» и номер кузова или шасси в свою ячейку."
        yield error("vin", f"{len(value)} знаков вместо 17", hint)
    elif value[0] in _NORTH_AMERICA and value[8] != _control(value):
        yield warning("vin.control", "контрольный знак не сходится", base.SEE_DOCUMENT)


def _control(value: str) -> str:
    total = sum((_VALUES[c] if c in _VALUES else int(c)) * w for c, w in zip(value, _WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


VIN = base.Identifier("vin", "VIN", _compact, _findings)
compact, validate, is_valid, check = VIN.compact, VIN.validate, VIN.is_valid, VIN.check
