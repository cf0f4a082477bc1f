"""Places of Russia by name: places.csv, read at the first question."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from osago_xl.domain.places import spelling

_FILE = Path(__file__).parent / "places.csv"


class Place(NamedTuple):
    """A place of the gazetteer: people living there as GeoNames knows them, 0 for unknown."""

    name: str
    region: str
    part: bool  # a part of Moscow or Saint Petersburg
    size: int


class Gazetteer:
    """Places by their folded names, the largest first."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._places[place.name.lower().replace("ё", "е").replace("-", " ")].append(place)

    def named(self, name: str) -> list[Place]:
        """Places of a name written as folded words; a part of a city only where nothing else is called so."""
        found = sorted(self._places.get(name, ()), key=lambda place: -place.size)
        return [place for place in found if not place.part] or found

    @cached_property
    def names(self) -> spelling.Names:
        """All names, ready to be compared with a misspelt one."""
        return spelling.Names({name: max(place.size for place in places) for name, places in self._places.items()})


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the package."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        next(lines)
        return Gazetteer([Place(name, region, kind == "part", int(size)) for name, region, kind, size in lines])
