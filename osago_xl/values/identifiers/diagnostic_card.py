"""Diagnostic card of an inspection: 15 digits; records of earlier years have 21.

>>> is_valid("123456789012345")
True
"""

from __future__ import annotations

from osago_xl.findings import Finding, warning
from osago_xl.values.identifiers import base


def _findings(value: str) -> list[Finding]:
    if wrong := base.wrong_digits("diagnostic_card", value, 15, 21):
        return wrong
    if len(value) == 21:
        return [warning("diagnostic_card", "карта прежнего образца из 21 цифры", "Спросите новую карту.")]
    return []


DIAGNOSTIC_CARD = base.Identifier("diagnostic_card", "Диагностическая карта", base.squeeze, _findings)
compact, validate = DIAGNOSTIC_CARD.compact, DIAGNOSTIC_CARD.validate
is_valid, check = DIAGNOSTIC_CARD.is_valid, DIAGNOSTIC_CARD.check
