"""Driving licence: series of 2 digits and 2 digits or Cyrillic letters, number of 6 digits.

>>> validate("77 aa 123456")
'77АА123456'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from osago_xl.findings import Finding, error, warning
from osago_xl.values.identifiers import base

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
    """Series and number of a Russian licence."""
    return value[:4], value[4:]


LICENCE = base.Identifier("licence", "Водительское удостоверение", base.cyrillic, _findings)
compact, validate, is_valid, check = LICENCE.compact, LICENCE.validate, LICENCE.is_valid, LICENCE.check
