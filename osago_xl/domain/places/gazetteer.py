"""Places of Russia by name: places.csv, read at the first question.

The file stays one text: a name is found in it as it stands, and only the lines found are taken apart. So the first
formula waits a millisecond and not the twenty that six thousand rows take.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """Places by their folded names. `text` holds the lines «name,region,kind,size» below their head."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = text.lower().replace("ё", "е").replace("-", " ")  # letter for letter: places in it are the same

    def named(self, name: str) -> list[Place]:
        """Places of a name written as folded words, the largest first; a part of a city only where nothing else is
        called so.
        """
        found = sorted(map(_place, self._lines(name)), key=lambda place: -place.size)
        return [place for place in found if not place.part] or found

    def _lines(self, name: str) -> Iterator[str]:
        wanted = f"\n{name},"
        at = self._folded.find(wanted)
        while at >= 0:
            yield self._text[at + 1 : self._text.index("\n", at + 1)]
            at = self._folded.find(wanted, at + 1)

    @cached_property
    def names(self) -> spelling.Names:
        """All names, ready to be compared with a misspelt one."""
        sizes: dict[str, int] = {}
        for line in self._folded.splitlines()[1:]:
            name, _, _, size = line.split(",")
            sizes[name] = max(int(size), sizes.get(name, 0))
        return spelling.Names(sizes)


def _place(line: str) -> Place:
    name, region, kind, size = line.split(",")
    return Place(name, region, kind == "part", int(size))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the package."""
    return Gazetteer(_FILE.read_text(encoding="utf-8"))
