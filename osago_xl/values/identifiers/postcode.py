"""Post code of a Russian address: 6 digits, the first from 1 to 6.

>>> is_valid("101000")
True
"""

from __future__ import annotations

from osago_xl.findings import Finding, warning
from osago_xl.values.identifiers import base


def _findings(value: str) -> list[Finding]:
    if wrong := base.wrong_digits("postcode", value, 6):
        return wrong
    if value[0] not in "123456":
        return [warning("postcode", "российские индексы начинаются с 1–6", "Проверьте индекс.")]
    return []


POSTCODE = base.Identifier("postcode", "Индекс", base.squeeze, _findings)
compact, validate, is_valid, check = POSTCODE.compact, POSTCODE.validate, POSTCODE.is_valid, POSTCODE.check
