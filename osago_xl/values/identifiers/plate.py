"""Registration plate by ГОСТ Р 50577-2018, stored in Cyrillic capitals without spaces.

Only the letters А В Е К М Н О Р С Т У Х occur. One text can be two plates (АМ123777 is taxi 123 of region
777 and trailer 1237 of region 77), so the category of the vehicle decides, then whether the region exists.
What fits no pattern (military, diplomatic, foreign) is kept with a warning.

>>> validate("т837yb163")
'Т837УВ163'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from osago_xl.findings import Finding, error, warning
from osago_xl.values.identifiers import base

_L = "[АВЕКМНОРСТУХ]"
_REGION = r"(?P<region>[0-9]{2,3})"
_LONGEST = 15

# Codes of three digits in use; those of two digits are all taken but 00.
_REGIONS = frozenset((
    101, 102, 103, 109, 111, 113, 116, 118, 121, 122, 123, 124, 125, 126, 130, 134, 136, 138, 142, 147,
    150, 152, 154, 155, 156, 158, 159, 161, 163, 164, 169, 172, 173, 174, 177, 178, 180, 181, 182, 184,
    185, 186, 190, 193, 196, 197, 198, 199, 252, 299, 550, 702, 716, 721, 723, 725, 750, 754, 756, 761,
    763, 774, 777, 778, 790, 797, 799, 977,
))  # fmt: skip


class Kind(NamedTuple):
    """A type of plate: its Russian name and its pattern."""

    name: str
    pattern: re.Pattern[str]


class Reading(NamedTuple):
    """What a text can be: a type of plate and the code of its region."""

    kind: Kind
    region: str


CAR = Kind("легковой, грузовой, автобус", re.compile(rf"{_L}(?!000)[0-9]{{3}}{_L}{{2}}{_REGION}"))
TAXI = Kind("такси, маршрутный автобус", re.compile(rf"{_L}{{2}}(?!000)[0-9]{{3}}{_REGION}"))
TRAILER = Kind("прицеп", re.compile(rf"{_L}{{2}}(?!0000)[0-9]{{4}}{_REGION}"))
CYCLE = Kind("мотоцикл, трактор", re.compile(rf"(?!0000)[0-9]{{4}}{_L}{{2}}{_REGION}"))
TRANSIT = Kind("транзит", re.compile(rf"{_L}{{2}}(?!000)[0-9]{{3}}{_L}{_REGION}"))
POLICE = Kind("полиция", re.compile(rf"{_L}(?!0000)[0-9]{{4}}{_REGION}"))
KINDS = (CAR, TAXI, TRAILER, CYCLE, TRANSIT, POLICE)

_ROAD = (CAR, TAXI, TRANSIT, POLICE)
_BY_CATEGORY = {"A": (CYCLE, TRANSIT, POLICE), "M": (CYCLE, TRANSIT), "B": _ROAD, "C": _ROAD, "D": _ROAD}
_TRACTOR_OR_TRAM = ("TM", "TB", "TRACTOR", "ТРАКТОР", "САМОХОД")


_COUNTRY = re.compile(r"(?<=[0-9])RUS\Z")


def _compact(text: str) -> str:
    """Cyrillic without separators and without the RUS that stands under the region on the plate."""
    return base.cyrillic(_COUNTRY.sub("", base.squeeze(text)))


def kinds_of(category: str) -> tuple[Kind, ...]:
    """Plates a vehicle of the category may carry: «B», «CE», «Трактор», «Прицеп»; any for an unknown one."""
    code = base.squeeze(category)
    if "ПРИЦЕП" in code:
        return (TRAILER, CYCLE)
    if code.startswith(_TRACTOR_OR_TRAM) or base.latin(category).startswith(_TRACTOR_OR_TRAM):
        return (CYCLE, CAR, TRANSIT)
    return _BY_CATEGORY.get(base.latin(category)[:1], KINDS)


def read(value: str, category: str = "") -> list[Reading]:
    """Plates a stored value can be; those of an existing region when there are any."""
    fits = [Reading(kind, match["region"]) for kind in kinds_of(category) if (match := kind.pattern.fullmatch(value))]
    return [reading for reading in fits if region_exists(reading.region)] or fits


def region_exists(code: str) -> bool:
    """True for a region code in use: any two digits but 00, or a known code of three."""
    return code != "00" if len(code) == 2 else code.isdecimal() and int(code) in _REGIONS


def for_category(category: str) -> base.Identifier:
    """The rules for a vehicle of this category."""

    def findings(value: str) -> Iterator[Finding]:
        readings = read(value, category)
        if len(value) > _LONGEST or not any(c.isdigit() for c in value):
            yield error("plate", "это не госномер", "Впишите номер с регионом, например А123ВС77.")
        elif not readings:
            yield _unusual(value, category)
        elif len(readings) > 1:
            names = " или ".join(reading.kind.name for reading in readings)
            yield warning("plate.ambiguous", f"может быть: {names}", "Укажите категорию ТС.")
        elif not region_exists(readings[0].region):
            yield warning("plate.region", "такого кода региона нет в списке", base.SEE_DOCUMENT)

    return base.Identifier("plate", "Госномер", _compact, findings)


def _unusual(value: str, category: str) -> Finding:
    other = read(value)
    if other:
        message = f"это номер вида «{other[0].kind.name}», а категория ТС {category}"
        return warning("plate.category", message, "Проверьте категорию и номер.")
    hint = "Военный, дипломатический или иностранный оставьте как есть, иначе сверьте с СТС."
    return warning("plate", "не похоже на российский номер с регионом", hint)


PLATE = for_category("")
compact, validate, is_valid, check = PLATE.compact, PLATE.validate, PLATE.is_valid, PLATE.check
