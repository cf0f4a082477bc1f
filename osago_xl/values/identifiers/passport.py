"""Passport of a citizen of Russia: series of 4 digits, number of 6.

>>> validate("45 08 № 123456")
'4508123456'
"""

from __future__ import annotations

from osago_xl.findings import Finding, warning
from osago_xl.values.identifiers import base


def _findings(value: str) -> list[Finding]:
    if wrong := base.wrong_digits("passport", value, 10):
        return wrong
    if value.startswith("00") or value.endswith("000000"):
        return [warning("passport", "серий с 00 и номеров из нулей не бывает", base.SEE_DOCUMENT)]
    return []


def split(value: str) -> tuple[str, str]:
    """Series and number of a valid value."""
    return value[:4], value[4:]


PASSPORT = base.Identifier("passport", "Паспорт", base.squeeze, _findings)
compact, validate, is_valid, check = PASSPORT.compact, PASSPORT.validate, PASSPORT.is_valid, PASSPORT.check
