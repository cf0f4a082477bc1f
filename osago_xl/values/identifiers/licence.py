"""Driving licence: series of 2 digits and 2 digits or Cyrillic letters, number of 6 digits.

A foreign one keeps its letters and spacing: it is shown to the register as it is printed.

>>> validate("77 aa 123456"), validate(" AB 1234567 ")
('77АА123456', 'AB 1234567')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from osago_xl.findings import Finding, error, warning
from osago_xl.values.identifiers import base
from osago_xl.values.text import clean

_PATTERN = re.compile(r"[0-9]{2}[А-ЯЁ]{2}[0-9]{6}")


def _findings(value: str) -> Iterator[Finding]:
    if base.is_digits(value):
        yield from base.wrong_digits("licence", value, 10)
    elif not any(c.isdigit() for c in value):
        yield error("licence", "в номере нет цифр", base.SEE_DOCUMENT)
    elif not _PATTERN.fullmatch(value):
        message = "не похоже на российское удостоверение (10 знаков)"
        yield warning("licence", message, "Иностранное оставьте как есть, иначе сверьте с документом.")


def split(value: str) -> tuple[str, str]:
    """Series and number of a Russian licence; a foreign one is a number without a series."""
    return (value[:4], value[4:]) if _is_russian(value) else ("", value)


def _is_russian(value: str) -> bool:
    return base.is_digits(value) or _PATTERN.fullmatch(value) is not None


def _compact(text: str) -> str:
    russian = base.cyrillic(text)
    return russian if _is_russian(russian) else clean(text)


LICENCE = base.Identifier("licence", "Водительское удостоверение", _compact, _findings)
compact, validate, is_valid, check = LICENCE.compact, LICENCE.validate, LICENCE.is_valid, LICENCE.check
