"""ИНН: 10 digits of an organisation, 12 of a person; check digits by mod 11 mod 10.

>>> is_valid("7707083893"), is_valid("7707083894")
(True, False)
"""

from __future__ import annotations

from osago_xl.findings import Finding
from osago_xl.values.identifiers import base

_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)  # the shorter sums use its tail


def _control(value: str, count: int) -> str:
    return str(base.weighted_sum(value, _WEIGHTS[-count:]) % 11 % 10)


def _findings(value: str) -> list[Finding]:
    if wrong := base.wrong_digits("inn", value, 10, 12):
        return wrong
    if not int(value):
        return [base.all_zeros("inn")]
    if any(value[count] != _control(value, count) for count in ((9,) if len(value) == 10 else (10, 11))):
        return [base.wrong_control("inn")]
    return []


INN = base.Identifier("inn", "ИНН", base.squeeze, _findings)
compact, validate, is_valid, check = INN.compact, INN.validate, INN.is_valid, INN.check
