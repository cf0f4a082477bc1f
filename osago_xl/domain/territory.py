"""Territories of the КТ table found by region and place as people write them.

The answer is one territory or an error with candidates, never a guess: a name that is not in the table may be a
misprint, so «прочие» is taken only when it is said, or when the name carries the word of a village
(пгт, село, деревня …), because the table names towns only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from osago_xl.errors import InputError
from osago_xl.values.reading import missing
from osago_xl.values.text import fold

WHOLE = "Вся территория"
OTHER = "Прочие города и населенные пункты"

_TOWN = {"г", "гор", "город", "го"}
_VILLAGE = {"пгт", "рп", "п", "пос", "поселок", "с", "село", "д", "дер", "деревня", "ст", "станица", "х",
            "хут", "хутор", "аул", "сл", "слобода", "дп", "кп", "снт"}  # fmt: skip
_REGION_WORDS = {"республика", "респ", "область", "обл", "край", "автономный", "автономная", "авт", "округ", "окр",
                 "ао", "аобл"} | _TOWN  # fmt: skip
_OTHER_WORDS = {
    "прочие",
    "прочее",
    "другие",
    "прочие города",
    "прочие города и населенные пункты",
    "прочие населенные пункты",
}
_CACHE_LIMIT = 20_000


class Territory(NamedTuple):
    """A row of the КТ table: code of the region and name of the place."""

    region: str
    place: str


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _region_key(text: str) -> str:
    return " ".join(word for word in _words(text) if word not in _REGION_WORDS)


class _Place(NamedTuple):
    name: str
    village: bool


def _place(text: str) -> _Place:
    """The bare name and whether a word of a village stands before or after it."""
    words = _words(text.replace("ст-ца", "станица"))
    for end in (0, -1):
        if len(words) > 1 and words[end] in _TOWN | _VILLAGE:
            return _Place(" ".join(words[1:] if end == 0 else words[:-1]), words[end] in _VILLAGE)
    return _Place(" ".join(words), False)


class Territories:
    """The list of regions and places, with the other names people use.

    `regions` code → name; `places` the rows; `aliases` (text, region, place): another name of a region when
    `place` is empty, else of a place.
    """

    def __init__(
        self, regions: Mapping[str, str], places: Iterable[Territory], aliases: Iterable[tuple[str, str, str]]
    ) -> None:
        self.regions = dict(regions)
        self.rows: dict[str, list[str]] = defaultdict(list)
        self._regions = {_region_key(name): code for code, name in regions.items()}
        self._places: dict[str, list[Territory]] = defaultdict(list)
        for row in places:
            self.rows[row.region].append(row.place)
            if row.place not in (WHOLE, OTHER):
                self._places[" ".join(_words(row.place))].append(row)
        for text, region, place in aliases:
            if place:
                self._places[" ".join(_words(text))].append(Territory(region, place))
            else:
                self._regions[_region_key(text)] = region
        self._found: dict[tuple[str | None, str | None, str | None], Territory] = {}

    def name(self, row: Territory) -> str:
        """«Республика Башкортостан, Уфа»; the region alone where it is one territory."""
        region = self.regions[row.region]
        return region if row.place == WHOLE else f"{region}, {row.place}"

    def find(self, region: str | None, place: str | None = None, territory: str | None = None) -> Territory:
        """The one territory meant. InputError names the field and the candidates otherwise."""
        key = (region, place, territory)
        found = self._found.get(key)
        if found is None:
            found = self._find(region, place, territory)
            if len(self._found) < _CACHE_LIMIT:
                self._found[key] = found
        return found

    def _find(self, region: str | None, place: str | None, territory: str | None) -> Territory:
        if territory is not None:
            return self._only(self._anywhere(territory), "territory", territory)
        if region is None and place is None:
            raise missing("territory", "нужны регион и место, территория или сам КТ")
        if region is None or (self.region(region) is None and place is None):
            field, text = ("place", place) if region is None else ("region", region)
            return self._only(self._anywhere(str(text)), field, str(text))
        code = self.region(region)
        if code is None:
            raise self._unknown("region", region, self._similar_regions(region))
        return self._only(self._within(code, place), "place", place, code)

    def region(self, text: str) -> str | None:
        """Code of a region by its code or any name; None when unknown."""
        bare = text.strip()
        if bare.isdecimal() and len(bare) <= 2:
            return bare.zfill(2) if bare.zfill(2) in self.regions else None
        return self._regions.get(_region_key(text))

    def _within(self, code: str, place: str | None) -> list[Territory]:
        rows = [Territory(code, name) for name in self.rows[code]]
        if place is None:
            return rows
        if rows[0].place == WHOLE:
            other = self.region(place)
            return rows if other in (None, code) else [*rows, *self._within(str(other), None)]
        if fold(place) in _OTHER_WORDS:
            return [Territory(code, OTHER)]
        if whole := [row for row in self._named(place) if row.region == code]:
            return whole
        name, village = _place(place)
        named = [row for row in self._named(name) if row.region == code]
        return [*named, Territory(code, OTHER)] if village else named

    def _named(self, name: str) -> list[Territory]:
        return self._places.get(" ".join(_words(name)), [])

    def _anywhere(self, text: str) -> list[Territory]:
        """Free text: a place, a region of one territory, or both in any order with or without commas."""
        if code := self.region(text):
            return self._within(code, None)
        if named := self._named(text) or self._named(_place(text).name):
            return named
        parts = [part for part in re.split(r"[,;]", text) if part.strip()]
        words = _words(text)
        pairs = [(a, b) for a in parts for b in parts if a is not b] if len(parts) > 1 else [
            pair for n in range(1, len(words))
            for pair in ((" ".join(words[:n]), " ".join(words[n:])), (" ".join(words[n:]), " ".join(words[:n])))
        ]  # fmt: skip
        found = [row for region, place in pairs if (code := self.region(region)) for row in self._within(code, place)]
        return list(dict.fromkeys(found))

    def search(self, text: str, limit: int = 8) -> list[Territory]:
        """Candidates for a text, best first: exact, then containing it, then similar in spelling."""
        if exact := self._anywhere(text):
            return exact[:limit]
        name = _place(text).name
        parts = [row for key, rows in self._places.items() if name and name in key for row in rows]
        close = [row for key in get_close_matches(name, self._places, limit, 0.6) for row in self._places[key]]
        return list(dict.fromkeys(parts + close))[:limit]

    def _only(self, rows: list[Territory], field: str, text: str | None, code: str | None = None) -> Territory:
        if len(rows) == 1:
            return rows[0]
        if text is None:
            raise missing(field, f"в регионе несколько территорий: {'; '.join(row.place for row in rows)}")
        if rows:
            names = "; ".join(self.name(row) for row in rows[:12])
            raise InputError(field, text, f"«{text[:60]}»: подходит несколько территорий: {names}. Уточните.")
        near = (
            [] if _place(text).village else self.search(text)
        )  # the table names towns: no village is a misprint of one
        similar = [row for row in near if code in (None, row.region)]
        other = [Territory(code, OTHER)] if code and OTHER in self.rows[code] else []
        raise self._unknown(field, text, [self.name(row) for row in [*similar, *other]])

    def _similar_regions(self, text: str) -> list[str]:
        keys = get_close_matches(_region_key(text), self._regions, 5, 0.6)
        return list(dict.fromkeys(self.regions[self._regions[key]] for key in keys))

    @staticmethod
    def _unknown(field: str, text: str, candidates: list[str]) -> InputError:
        hint = f"Возможно: {'; '.join(candidates)}." if candidates else "Проверьте название и регион."
        rule = " Если город не назван в таблице КТ, укажите регион и «прочие»." if field != "region" else ""
        return InputError(field, text, f"Территория «{text[:60]}» не найдена. {hint}{rule}")
