"""Territories of the КТ table found by region and place as people write them.

The answer is one territory or an error with candidates, never a guess. A place the table does not name leads to
«прочие» of its region (or to the region's one territory) and says so; a name that several regions have is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osago_xl.domain.places.meaning import Meaning, nearest
from osago_xl.domain.places.model import OTHER, WHOLE, Match, Territory
from osago_xl.domain.places.regions import Regions
from osago_xl.domain.places.writing import parts
from osago_xl.errors import InputError
from osago_xl.values.reading import missing

__all__ = ["OTHER", "WHOLE", "Match", "Territories", "Territory"]

_CACHE_LIMIT = 20_000


class Territories:
    """The list of regions and places, with the other names people use.

    `regions` code → name; `places` the rows; `aliases` (text, region, place): another name of a region when
    `place` is empty, else of a place.
    """

    def __init__(
        self, regions: Mapping[str, str], places: Iterable[Territory], aliases: Iterable[tuple[str, str, str]]
    ) -> None:
        aliases = list(aliases)
        self._known = Regions(regions, [(text, region) for text, region, place in aliases if not place])
        self._meaning = Meaning(self._known, places, aliases)
        self.regions = self._known.names
        self.rows = self._meaning.rows
        self._found: dict[tuple[str | None, str | None, str | None], Match] = {}

    def region(self, text: str) -> str | None:
        """Code of a region by its code, any name, plate code or postcode; None when unknown."""
        return self._known.code(text)

    def name(self, row: Territory) -> str:
        """«Республика Башкортостан, Уфа»; the region alone where it is one territory."""
        region = self.regions[row.region]
        return region if row.place == WHOLE else f"{region}, {row.place}"

    def label(self, match: Match) -> str:
        """The territory, or the place that leads to it: «Нижний Тагил (Свердловская область)»."""
        return f"{match.town} ({self.regions[match.row.region]})" if match.town else self.name(match.row)

    def note(self, match: Match) -> str:
        """What the agent must know about a place that the table does not name; else nothing."""
        return f"места «{match.town}» в таблице КТ нет, взято «{self.name(match.row)}»" if match.town else ""

    def find(self, region: str | None, place: str | None = None, territory: str | None = None) -> Territory:
        """The one territory meant. InputError names the field and the candidates otherwise."""
        return self.look(region, place, territory).row

    def look(self, region: str | None, place: str | None = None, territory: str | None = None) -> Match:
        """The one territory meant and what led to it."""
        asked = (region, place, territory)
        found = self._found.get(asked)
        if found is None:
            found = self._look(region, place, territory)
            if len(self._found) < _CACHE_LIMIT:
                self._found[asked] = found
        return found

    def _look(self, region: str | None, place: str | None, territory: str | None) -> Match:
        if territory is not None:
            return self._only(self._meaning.anywhere(territory), "territory", territory)
        if region is None and place is None:
            raise missing("territory", "нужны регион и место, территория или сам КТ")
        code = None if region is None else self.region(region)
        if region is None or (code is None and place is None):
            field, text = ("place", place) if region is None else ("region", region)
            return self._only(self._meaning.anywhere(str(text)), field, str(text))
        if code is None:
            raise self._unknown("region", region, self._known.similar(region))
        return self._only(self._meaning.within(code, place), "place", place, code)

    def candidates(self, region: str | None, text: str) -> list[Match]:
        """Every territory a text can mean, the largest place first."""
        code = None if region is None else self.region(region)
        return self._meaning.anywhere(text) if code is None else self._meaning.within(code, text)

    def similar(self, text: str, code: str | None = None, limit: int = 8) -> list[Match]:
        """Places whose name the text misspells or shortens: suggestions, never an answer."""
        return self._meaning.similar(text, code, limit)

    def _only(self, found: list[Match], field: str, text: str | None, code: str | None = None) -> Match:
        if len(found) == 1 and found[0].sure:
            return found[0]
        if text is None:
            raise missing(field, f"в регионе несколько территорий: {'; '.join(match.row.place for match in found)}")
        names = "; ".join(map(self.label, found[:12]))
        if len(found) == 1:
            raise InputError(
                field, text, f"«{text[:60]}»: известно {names}, но так называются и другие. Укажите регион."
            )
        if found:
            raise InputError(field, text, f"«{text[:60]}»: подходит несколько территорий: {names}. Уточните.")
        raise self._unknown(field, text, self._offers(text, code))

    def _offers(self, text: str, code: str | None) -> list[str]:
        """What may be meant by a text that was not found."""
        elsewhere = [match for part in nearest(parts(text)) for match in self._meaning.everywhere(part)] if code else []
        village = any(part.kind == "village" for part in parts(text))
        offers = elsewhere or ([] if village else self.similar(text, code))
        other = [Match(Territory(code, OTHER))] if code and OTHER in self.rows[code] else []
        return [self.label(match) for match in [*offers, *other]]

    @staticmethod
    def _unknown(field: str, text: str, candidates: list[str]) -> InputError:
        hint = f"Возможно: {'; '.join(candidates)}." if candidates else "Проверьте название и регион."
        rule = " Если город не назван в таблице КТ, укажите регион и «прочие»." if field != "region" else ""
        return InputError(field, text, f"Территория «{text[:60]}» не найдена. {hint}{rule}")
