"""A line of an address taken apart: names of places with the kind the writer gave them, streets left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from osago_xl.values.text import fold

_HYPHENATED = {
    "ст-ца": "станица", "р-н": "район", "мкр-н": "мкр", "пр-т": "проспект", "пр-кт": "проспект", "б-р": "бульвар",
    "кв-л": "квартал", "г.о.г.": "округ ", "г.о.": "округ ", "м.о.": "округ ", "г/о": "округ", "м/о": "округ",
}  # fmt: skip
_SHORT = re.compile("|".join(rf"(?<!\w){re.escape(short)}(?!\w)" for short in _HYPHENATED))
TOWN = frozenset({"г", "гор", "город"})
_VILLAGE = {"пгт", "рп", "п", "пос", "поселок", "с", "село", "д", "дер", "деревня", "ст", "станица", "х", "хут",
            "хутор", "аул", "сл", "слобода", "дп", "кп", "снт"}  # fmt: skip
_DISTRICT = {"район", "рн"}
_ROUND = {"округ", "го", "городской", "муниципальный"}
_STREET = {"ул", "улица", "пр", "проспект", "проезд", "пер", "переулок", "ш", "шоссе", "бульвар", "наб", "набережная",
           "пл", "площадь", "дом", "корп", "корпус", "кв", "квартира", "стр", "строение", "мкр", "микрорайон", "мкрн",
           "жк", "тер", "квартал", "оф", "офис"}  # fmt: skip


class Part(NamedTuple):
    """A part between commas.

    `kind`: «town», «village», «district» (р-н: no place by itself), «round» (г.о.: named after its town, a place only
    where nothing nearer is said), «street» (nothing to look up) or «» when the writer gave none.
    """

    text: str
    name: str  # folded words without the word of the kind
    kind: str


def words(text: str) -> list[str]:
    """Folded words without signs."""
    return re.findall(r"\w+", fold(text))


def key(text: str) -> str:
    """Folded words in one line: the form in which names are compared."""
    return " ".join(words(text))


def parts(text: str) -> list[Part]:
    """The parts of an address, streets and numbers of houses too."""
    return [_part(piece) for piece in re.split(r"[,;()\n]", text) if words(piece)]


def _part(text: str) -> Part:
    found = words(_SHORT.sub(lambda match: f" {_HYPHENATED[match[0]]} ", fold(text)))
    kinds = set()
    while len(found) > 1 and (place := next((n for n in (0, -1) if _kind(found[n])), None)) is not None:
        kinds.add(_kind(found.pop(place)))
    name = " ".join(found)
    if "street" in kinds or name.isdecimal() or not any(letter.isalpha() for letter in name):
        return Part(text, name, "street")
    return Part(text, name, next((kind for kind in ("village", "district", "round", "town") if kind in kinds), ""))


def _kind(word: str) -> str:
    for kind, known in (("town", TOWN), ("village", _VILLAGE), ("district", _DISTRICT), ("round", _ROUND)):
        if word in known:
            return kind
    return "street" if word in _STREET else ""
