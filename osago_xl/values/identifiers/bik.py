"""БИК of a bank: 9 digits beginning with 04; treasury bodies have 00, 01 and 02.

>>> is_valid("044525225"), is_valid("144525225")
(True, False)
"""

from __future__ import annotations

from osago_xl.findings import Finding, error, warning
from osago_xl.values.identifiers import base

_TREASURY = ("00", "01", "02")


def _findings(value: str) -> list[Finding]:
    if wrong := base.wrong_digits("bik", value, 9):
        return wrong
    if value.startswith(_TREASURY):
        return [warning("bik", "так начинается БИК казначейства, не банка", base.SEE_DOCUMENT)]
    if not value.startswith("04"):
        return [error("bik", "БИК российского банка начинается с 04", base.SEE_DOCUMENT)]
    return []


BIK = base.Identifier("bik", "БИК", base.squeeze, _findings)
compact, validate, is_valid, check = BIK.compact, BIK.validate, BIK.is_valid, BIK.check
