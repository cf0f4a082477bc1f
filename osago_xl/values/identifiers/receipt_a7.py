"""Receipt А-7: series of 2 Cyrillic letters and number of 6 digits, as on the specimen.

>>> validate("BH 000120")
'ВН000120'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from osago_xl.findings import Finding, error
from osago_xl.values.identifiers import base

_PATTERN = re.compile(r"[А-ЯЁ]{2}[0-9]{6}")
_SHORT = re.compile(r"[А-ЯЁ]{2}[0-9]{1,5}")


def _findings(value: str) -> Iterator[Finding]:
    if _SHORT.fullmatch(value):
        hint = "Похоже, Excel отбросил ведущие нули: верните их и сверьте с квитанцией."
        fix = value[:2] + value[2:].zfill(6)
        yield error("receipt_a7", f"в номере {len(value) - 2} цифр вместо 6", hint, fix)
    elif not _PATTERN.fullmatch(value):
        yield error("receipt_a7", "ожидается 2 русские буквы и 6 цифр", "Сверьте с квитанцией.")


RECEIPT_A7 = base.Identifier("receipt_a7", "Квитанция А-7", base.cyrillic, _findings)
compact, validate = RECEIPT_A7.compact, RECEIPT_A7.validate
is_valid, check = RECEIPT_A7.is_valid, RECEIPT_A7.check
