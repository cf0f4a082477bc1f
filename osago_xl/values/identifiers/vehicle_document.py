"""СТС and paper ПТС (series of 4, number of 6) and the electronic passport ЭПТС (15 digits).

>>> validate("77 уе 123456"), of_kind("ЭПТС").is_valid("164301012345678")
('77УЕ123456', True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from osago_xl.findings import Finding, error
from osago_xl.values.identifiers import base

_PAPER = re.compile(r"[0-9]{2}[0-9А-ЯЁ]{2}[0-9]{6}")
_LENGTHS = {"СТС": (10,), "ПТС": (10, 15), "ЭПТС": (15,)}


def of_kind(kind: str) -> base.Identifier:
    """The rules of a kind named in the column «Документ»; of an unknown kind any of the three will do."""
    lengths = _LENGTHS.get(base.cyrillic(kind), (10, 15))

    def findings(value: str) -> Iterator[Finding]:
        if base.is_digits(value):
            yield from base.wrong_digits("vehicle_document", value, *lengths)
        elif 10 not in lengths or not _PAPER.fullmatch(value):
            expected = "15 цифр" if 10 not in lengths else "серия 4 знака и номер 6 цифр"
            yield error("vehicle_document", f"ожидается {expected}", base.SEE_DOCUMENT)

    return base.Identifier("vehicle_document", kind or "Документ на ТС", base.cyrillic, findings)


VEHICLE_DOCUMENT = of_kind("")
compact, validate = VEHICLE_DOCUMENT.compact, VEHICLE_DOCUMENT.validate
is_valid, check = VEHICLE_DOCUMENT.is_valid, VEHICLE_DOCUMENT.check
