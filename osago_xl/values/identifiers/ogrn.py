"""ОГРН (13 digits) and ОГРНИП (15): the last digit is the lowest digit of a remainder mod 11 or mod 13.

>>> is_valid("1027700132195"), is_valid("312091715800012")
(True, True)
"""

from __future__ import annotations

from osago_xl.findings import Finding
from osago_xl.values.identifiers import base


def _findings(value: str) -> list[Finding]:
    if wrong := base.wrong_digits("ogrn", value, 13, 15):
        return wrong
    if not int(value):
        return [base.all_zeros("ogrn")]
    if int(value[:-1]) % (len(value) - 2) % 10 != int(value[-1]):
        return [base.wrong_control("ogrn")]
    return []


OGRN = base.Identifier("ogrn", "ОГРН", base.squeeze, _findings)
compact, validate, is_valid, check = OGRN.compact, OGRN.validate, OGRN.is_valid, OGRN.check
