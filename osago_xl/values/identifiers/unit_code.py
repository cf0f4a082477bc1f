"""Code of the unit that issued a passport: 000-000.

>>> validate("770001")
'770-001'
"""

from __future__ import annotations

from collections.abc import Iterator

from osago_xl.findings import Finding
from osago_xl.values.identifiers import base


def _compact(text: str) -> str:
    value = base.squeeze(text)
    return f"{value[:3]}-{value[3:]}" if len(value) == 6 else value


def _findings(value: str) -> Iterator[Finding]:
    for finding in base.wrong_digits("unit_code", value.replace("-", "", 1), 6):
        fix = _compact(finding.fix) if finding.fix else None
        yield finding._replace(fix=fix)


UNIT_CODE = base.Identifier("unit_code", "Код подразделения", _compact, _findings)
compact, validate, is_valid, check = UNIT_CODE.compact, UNIT_CODE.validate, UNIT_CODE.is_valid, UNIT_CODE.check
