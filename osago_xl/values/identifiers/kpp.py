"""КПП: 9 characters, the fifth and sixth may be Latin letters; there is no check digit.

>>> is_valid("773601001"), is_valid("77360100")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from osago_xl.findings import Finding, error
from osago_xl.values.identifiers import base

_PATTERN = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")


def _findings(value: str) -> Iterator[Finding]:
    if base.is_digits(value):
        yield from base.wrong_digits("kpp", value, 9)
    elif not _PATTERN.fullmatch(value):
        yield error("kpp", "это не 9 знаков КПП", base.SEE_DOCUMENT)


KPP = base.Identifier("kpp", "КПП", base.latin, _findings)
compact, validate, is_valid, check = KPP.compact, KPP.validate, KPP.is_valid, KPP.check
