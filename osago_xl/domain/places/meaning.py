"""Which territories of the КТ table a text can mean, by the table first and by the gazetteer where it is silent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from osago_xl.domain.places.gazetteer import gazetteer
from osago_xl.domain.places.model import OTHER, WHOLE, Match, Territory
from osago_xl.domain.places.regions import Regions
from osago_xl.domain.places.writing import Part, key, parts
from osago_xl.values.text import fold

_NUMBER_AT_AN_END = re.compile(r"^(\d{2,3}|\d{6})\s+(?=\D)|(?<=[^\d\s,;])\s+(\d{2,3}|\d{6})$")
_OTHER_WORDS = {
    "прочие",
    "прочее",
    "другие",
    "прочие города",
    "прочие города и населенные пункты",
    "прочие населенные пункты",
}
# Only every thirtieth village is in the gazetteer: a small place found once may have namesakes all over the country.
_KNOWN_VILLAGE, _KNOWN_PLACE = 5_000, 1_000
_KNOWN_TOWN = 50_000  # a town that nobody means by a hamlet of the same name in another region


class Meaning:
    """The rows of the table by their names; every answer is a list of all that is meant, the largest place first.

    `places` the rows; `aliases` (text, region, place): other names of places.
    """

    def __init__(self, regions: Regions, places: Iterable[Territory], aliases: Iterable[tuple[str, str, str]]) -> None:
        self._regions = regions
        self.rows: dict[str, list[str]] = defaultdict(list)
        self._places: dict[str, list[Territory]] = defaultdict(list)
        for row in places:
            self.rows[row.region].append(row.place)
            if row.place not in (WHOLE, OTHER):
                self._places[key(row.place)].append(row)
        for text, region, place in aliases:
            if place:
                self._places[key(text)].append(Territory(region, place))

    def within(self, code: str, place: str | None) -> list[Match]:
        """Territories of a region that a text can mean."""
        rows = [Match(Territory(code, name)) for name in self.rows[code]]
        if place is None:
            return rows
        if rows[0].row.place == WHOLE:
            return rows + self._contradicting(code, place)
        if fold(place) in _OTHER_WORDS:
            return [Match(Territory(code, OTHER))]
        if whole := self._table(key(place), code):
            return whole
        return self._parts_within(code, [part for part in parts(place) if self._regions.code(part.text) != code])

    def _contradicting(self, code: str, place: str) -> list[Match]:
        """Another region, or a town of another one, said beside a region of one territory."""
        other = self._regions.code(place)
        if other not in (None, code):
            return self.within(str(other), None)
        towns = [match for part in parts(place) if part.kind in ("", "town") for match in self.everywhere(part)]
        here = any(match.row.region == code for match in towns)
        return [] if here or other else [match for match in towns if match.size >= _KNOWN_TOWN]

    def _parts_within(self, code: str, said: list[Part]) -> list[Match]:
        """The nearest places said; a district alone means the places that the table does not name."""
        found = [match for part in nearest(said) for match in self._part_within(code, part)]
        if not found and any(part.kind == "district" for part in said):
            found = [Match(Territory(code, OTHER))]
        return list(dict.fromkeys(found))

    def _part_within(self, code: str, part: Part) -> list[Match]:
        named = self._table(part.name, code)
        if part.kind == "village":
            return [*named, Match(Territory(code, OTHER))]
        return named or [match._replace(sure=True) for match in self.everywhere(part) if match.row.region == code]

    def _table(self, name: str, code: str | None = None) -> list[Match]:
        """Rows of the table called so."""
        return [Match(row) for row in self._places.get(name, ()) if code in (None, row.region)]

    def everywhere(self, part: Part) -> list[Match]:
        """Places of a name in all regions, the largest first; a village is no row of the table, which names towns."""
        known = {place.region: place for place in gazetteer().named(part.name)}
        village = part.kind == "village"
        found = [] if village else [match._replace(size=_size(match.row)) for match in self._table(part.name)]
        lowest = 0 if part.kind == "town" else _KNOWN_VILLAGE if village else _KNOWN_PLACE
        taken = {row.region for row in self._places.get(part.name, ())}
        for code, place in known.items():
            if code in self.rows and code not in taken:
                row = Territory(code, WHOLE if WHOLE in self.rows[code] else OTHER)
                found.append(Match(row, place.name, place.size, place.size >= lowest))
        return sorted(found, key=lambda match: -match.size)

    def anywhere(self, text: str) -> list[Match]:
        """Free text: a place, a region of one territory, or both in any order with or without commas."""
        if code := self._regions.code(text):
            return self.within(code, None)
        if named := self.everywhere(Part(text, key(text), "")):
            return named
        said = parts(_NUMBER_AT_AN_END.sub(r"\1, \2", text.strip()))
        plates = len(said) == 2  # «Казань, 116»; in a longer address a number is that of a house
        regions = {
            part: code for part in said if (plates or not _short(part)) and (code := self._regions.code(part.text))
        }
        places = [part for part in said if part not in regions]
        if sure := {code for part, code in regions.items() if not _short(part)}:
            return list(dict.fromkeys(match for code in sure for match in self._parts_or_all(code, places)))
        found = list(dict.fromkeys(match for part in nearest(places) for match in self._words_apart(part)))
        return [match._replace(sure=True) for match in found if match.row.region in regions.values()] or found

    def _parts_or_all(self, code: str, said: list[Part]) -> list[Match]:
        named = [part.text for part in said if part.kind != "street"]
        return self.within(code, "; ".join(named) or None)

    def _words_apart(self, part: Part) -> list[Match]:
        """Without commas: the place alone, or some words of it naming the region."""
        if found := self.everywhere(part):
            return found
        split = part.text.split()
        halves = [(" ".join(split[:n]), " ".join(split[n:])) for n in range(1, len(split))]
        pairs = [pair for first, second in halves for pair in ((first, second), (second, first))]
        coded = [(self._regions.code(region), place) for region, place in pairs]
        return list(dict.fromkeys(match for code, place in coded if code for match in self.within(code, place)))

    def similar(self, text: str, code: str | None, limit: int) -> list[Match]:
        """Places whose name the text misspells or shortens: suggestions, never an answer."""
        names = gazetteer().names
        found: list[Match] = []
        for part in parts(text):
            if part.kind != "street":
                near = [each.name for each in names.near(part.name, limit)]
                short = names.shortened(key(part.text), limit) + names.shortened(part.name, limit)
                for name in dict.fromkeys((*near, *short)):
                    found += self.everywhere(Part(name, name, "town"))
        return [match for match in dict.fromkeys(found) if code in (None, match.row.region)][:limit]


def _size(row: Territory) -> int:
    return next((place.size for place in gazetteer().named(key(row.place)) if place.region == row.region), 0)


def nearest(said: list[Part]) -> list[Part]:
    """The parts that name a place; the municipal district only where nothing nearer is said."""
    near = [part for part in said if part.kind in ("", "town", "village")]
    return near or [part for part in said if part.kind == "round"]


def _short(part: Part) -> bool:
    """A number that can be a plate code; one of six digits is a postcode."""
    digits = part.text.strip()
    return digits.isdecimal() and len(digits) != 6
