"""Telephone: the cell as the display mask shows it, several phones joined by «; ».

>>> validate("8 916 111-22-33 доб. 12")
'+7 (916) 111-22-33 доб. 12'
"""

from __future__ import annotations

from osago_xl.findings import Finding, error
from osago_xl.values import phones
from osago_xl.values.identifiers import base
from osago_xl.values.text import clean


def _compact(text: str) -> str:
    return clean(text) if phones.reason(text) else phones.display(text)


def _findings(value: str) -> list[Finding]:
    reason = phones.reason(value)
    return [error("phone", reason, phones.HINT)] if reason else []


PHONE = base.Identifier("phone", "Телефон", _compact, _findings)
compact, validate, is_valid, check = PHONE.compact, PHONE.validate, PHONE.is_valid, PHONE.check
