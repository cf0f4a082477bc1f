"""Names that a misspelt name may stand for: few letters apart, the likelier first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

_LETTERS = {letter: 1 << n for n, letter in enumerate("абвгдежзийклмнопрстуфхцчшщъыьэюя")}
_LONG = 8  # letters from which two slips of the pen are as likely as one in a short name


class Near(NamedTuple):
    """A name and how many letters it is away."""

    name: str
    slips: int


class Names:
    """Names with their sizes, prepared for comparing.

    A slip is a letter left out, added, changed, or swapped with its neighbour. Sets of letters as bits sort out at once
    what cannot be near: a slip changes at most two of them.
    """

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self._sizes = sizes
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for name in sizes:
            self._by_length[len(name)].append(name)
        self._with_bits: dict[int, list[tuple[str, int]]] = {}
        self._of_words = [name for name in sizes if " " in name]

    def near(self, text: str, limit: int) -> list[Near]:
        """The spellings of `text` among the names: fewest slips first, then the largest place.

        One slip up to seven letters, two from eight on, none in names of less than three.
        """
        allowed = 0 if len(text) < 3 else 1 if len(text) < _LONG else 2
        bits, few = _bits(text), 2 * allowed
        lengths = range(len(text) - allowed, len(text) + allowed + 1)
        alike = [name for n in lengths for name, own in self._of_length(n) if (own ^ bits).bit_count() <= few]
        found = [Near(name, slips) for name in alike if (slips := distance(text, name, allowed)) <= allowed]
        return sorted(found, key=lambda near: (near.slips, -self._sizes[near.name]))[:limit]

    def _of_length(self, letters: int) -> list[tuple[str, int]]:
        """Names with their sets of letters, made when names of this length are first compared."""
        if letters not in self._with_bits:
            self._with_bits[letters] = [(name, _bits(name)) for name in self._by_length.get(letters, ())]
        return self._with_bits[letters]

    def shortened(self, text: str, limit: int) -> list[str]:
        """Names of several words that `text` shortens, the largest place first: «Тагил», «Н. Тагил»."""
        if len(text) < 3:
            return []
        inside, begun = f" {text} ", text.split()
        found = [name for name in self._of_words if inside in f" {name} " or _begins(name.split(), begun)]
        return sorted(found, key=lambda name: -self._sizes[name])[:limit]


def _begins(full: list[str], begun: list[str]) -> bool:
    return len(full) == len(begun) and all(map(str.startswith, full, begun))


def _bits(text: str) -> int:
    bits = 0
    for letter in set(text):
        bits |= _LETTERS.get(letter, 0)
    return bits


def distance(first: str, second: str, most: int = 99) -> int:
    """Slips between two texts (optimal string alignment); counting stops once there are more than `most`.

    >>> distance("пятигорск", "пятигосрк"), distance("балашиха", "балахна")
    (1, 3)
    """
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        last, before, row = before, row, [i]
        for j, other in enumerate(second, start=1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and other == first[i - 2]:
                slips = min(slips, last[j - 2] + 1)
            row.append(slips)
        if min(row) > most and min(before) > most:
            return most + 1
    return row[-1]
