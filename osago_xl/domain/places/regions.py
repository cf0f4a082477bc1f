"""Regions by code, by any of their names, by the code of a number plate and by postcode."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from osago_xl.domain.places.spelling import Names
from osago_xl.domain.places.writing import TOWN, words
from osago_xl.values.identifiers import plate

_FILE = Path(__file__).parent / "postcodes.csv"
_KINDS = {
    "область": "область", "обл": "область", "край": "край", "кр": "край", "республика": "республика",
    "респ": "республика", "ао": "автономный округ", "округ": "автономный округ", "окр": "автономный округ",
}  # fmt: skip
_WORDS = {*_KINDS, "автономный", "автономная", "авт", "аобл", "го", *TOWN}
# Two-digit plate codes that are no codes of the region itself; longer ones end in a two-digit one: 777, 116, 790.
_PLATES = {"20": "95", "82": "91", "88": "24", "90": "50", "93": "23", "96": "66", "97": "77", "98": "78", "99": "77"}


class Regions:
    """`names` code → name as in the КТ table; `aliases` (text, code): what else people write."""

    def __init__(self, names: Mapping[str, str], aliases: Iterable[tuple[str, str]]) -> None:
        self.names = dict(names)
        self._kinds = {code: " ".join(words(name)) for code, name in names.items()}
        self._codes = {_bare(name): code for code, name in names.items()}
        self._codes |= {_bare(text): code for text, code in aliases}

    def code(self, text: str) -> str | None:
        """Code of a region by its code, any name or abbreviation, plate code or postcode; None when unknown."""
        bare = text.strip()
        if bare.isdecimal():
            return self._by_number(bare)
        return self._codes.get(_bare(bare)) or self._abbreviated(words(bare))

    def _by_number(self, digits: str) -> str | None:
        if len(digits) == 6:
            return self._known(postcodes().get(digits[:3]))
        if len(digits) <= 2 and digits.zfill(2) in self.names:
            return digits.zfill(2)
        return self.of_plate(digits)

    def of_plate(self, digits: str) -> str | None:
        """Region of a plate code in use: 777 → 77, 190 → 50."""
        if not (2 <= len(digits) <= 3 and plate.region_exists(digits)):
            return None
        return self._known(_PLATES.get(digits[-2:], digits[-2:]))

    def _known(self, code: str | None) -> str | None:
        return code if code in self.names else None

    def _abbreviated(self, found: list[str]) -> str | None:
        """«Свердл. обл.»: beginnings of the words of one region only, its kind said beside them."""
        kind = next((_KINDS[word] for word in found if word in _KINDS), None)
        begun = [word for word in found if word not in _WORDS]
        if kind is None or not begun or len(begun[0]) < 3:
            return None
        fitting = {code for key, code in self._codes.items() if kind in self._kinds[code] and _begins(key, begun)}
        return fitting.pop() if len(fitting) == 1 else None

    def similar(self, text: str) -> list[str]:
        """Names of the regions that a text misspells."""
        near = Names(dict.fromkeys(self._codes, 0)).near(_bare(text), 5)
        return list(dict.fromkeys(self.names[self._codes[found.name]] for found in near))


def _bare(text: str) -> str:
    return " ".join(word for word in words(text) if word not in _WORDS)


def _begins(key: str, begun: list[str]) -> bool:
    full = key.split()
    return len(full) >= len(begun) and all(map(str.startswith, full, begun))


@lru_cache(maxsize=1)
def postcodes() -> dict[str, str]:
    """First three digits of a postcode → code of its region."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))[1:]
    return {str(n): region for first, last, region in lines for n in range(int(first), int(last) + 1)}
