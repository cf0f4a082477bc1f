"""СНИЛС: 11 digits printed 000-000-000 00, check number by mod 101.

>>> validate("112-233-445 95")
'11223344595'
"""

from __future__ import annotations

from osago_xl.findings import Finding
from osago_xl.values.identifiers import base

_LAST_WITHOUT_CONTROL = 1_001_998  # numbers up to 001-001-998 were issued without a check number


def _findings(value: str) -> list[Finding]:
    if wrong := base.wrong_digits("snils", value, 11):
        return wrong
    if not int(value):
        return [base.all_zeros("snils")]
    if int(value[:9]) > _LAST_WITHOUT_CONTROL:
        control = base.weighted_sum(value, range(9, 0, -1)) % 101 % 100
        if control != int(value[9:]):
            return [base.wrong_control("snils")]
    return []


def display(value: str) -> str:
    """«112-233-445 95» of a valid number."""
    return f"{value[:3]}-{value[3:6]}-{value[6:9]} {value[9:]}"


SNILS = base.Identifier("snils", "СНИЛС", base.squeeze, _findings)
compact, validate, is_valid, check = SNILS.compact, SNILS.validate, SNILS.is_valid, SNILS.check
