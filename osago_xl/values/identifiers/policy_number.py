"""OSAGO policy: series of 3 Cyrillic letters and number of 10 digits.

Which series are in use is an editable table of the workbook: an unknown one is a warning.

>>> validate("xxx 0123456789")
'ХХХ0123456789'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from osago_xl.findings import Finding, error, warning
from osago_xl.values.identifiers import base

_PATTERN = re.compile(r"([А-ЯЁ]{3})([0-9]{10})")
_SHORT = re.compile(r"([А-ЯЁ]{3})([0-9]{8,9})")


def with_series(known: Collection[str]) -> base.Identifier:
    """The rules when these series are in use; an empty collection accepts every series."""
    series = {base.cyrillic(name) for name in known}

    def findings(value: str) -> Iterator[Finding]:
        if short := _SHORT.fullmatch(value):
            message = f"в номере {len(short[2])} цифр вместо 10"
            hint = "Похоже, Excel отбросил ведущий ноль: верните его и сверьте с полисом."
            yield error("policy_number", message, hint, fix=short[1] + short[2].zfill(10))
        elif not (match := _PATTERN.fullmatch(value)):
            yield error("policy_number", "ожидается 3 русские буквы и 10 цифр", "Сверьте с полисом.")
        elif series and match[1] not in series:
            hint = "Проверьте букву; новую серию добавьте в Справочники."
            yield warning("policy_number.series", f"серии {match[1]} нет в справочнике", hint)

    return base.Identifier("policy_number", "Полис", base.cyrillic, findings)


def split(value: str) -> tuple[str, str]:
    """Series and number of a valid value."""
    return value[:3], value[3:]


POLICY_NUMBER = with_series(())
compact, validate = POLICY_NUMBER.compact, POLICY_NUMBER.validate
is_valid, check = POLICY_NUMBER.is_valid, POLICY_NUMBER.check
