"""The words of headings: which concepts a word stands for, and how surely."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FAMILIES = ("whose", "what", "form")
_SHORT, _LONG = 5, 9
"""Letters from which one mistake, and two, may be forgiven in a word."""
_ABBREVIATED = 3


def data(name: str) -> dict[str, Any]:
    """A data file of this room."""
    return tomllib.loads(files("osago_xl.imports.understanding").joinpath("data", name).read_text("utf-8"))


@dataclass(frozen=True)
class Scores:
    """Weights of data/scores.toml; each is explained there."""

    words: float
    values: float
    extra: float
    strange: float
    abbreviation: float
    mistake: float
    no_unit: float
    alone: float
    values_alone: float
    sure_values: float
    sure_words: float
    least: float
    margin: float


@cache
def scores() -> Scores:
    """The weights, loaded once; an unknown or missing one is an error of ours."""
    return Scores(**data("scores.toml"))


class Lexicon:
    """Words and stems with their concepts; `family` tells of whom or of what a concept speaks."""

    def __init__(self, raw: Mapping[str, Mapping[str, str]]) -> None:
        self.family: dict[str, str] = {}
        self._words: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        for family in FAMILIES:
            for concept, spelled in raw[family].items():
                if concept in self.family:
                    raise ValueError(f"lexicon.toml: {concept} stands twice")
                self.family[concept] = family
                for word in spelled.split():
                    known = self._stems if word.endswith("*") else self._words
                    known.setdefault(word.rstrip("*"), []).append(concept)

    def meanings(self, word: str) -> Mapping[str, float]:
        """Concepts of a word with their strength: whole words and stems first, then abbreviations, then mistakes."""
        return self._known(word) or self._abbreviated(word) or self._misspelt(word)

    def _known(self, word: str) -> dict[str, float]:
        stem = next((word[:n] for n in range(len(word), 1, -1) if word[:n] in self._stems), "")
        return dict.fromkeys([*self._words.get(word, ()), *self._stems.get(stem, ())], 1.0)

    def _abbreviated(self, word: str) -> dict[str, float]:
        if len(word) < _ABBREVIATED:
            return {}
        whole = (concepts for known, concepts in self._all() if known.startswith(word))
        return {concept: scores().abbreviation for concepts in whole for concept in concepts}

    def _misspelt(self, word: str) -> dict[str, float]:
        allowed = (len(word) >= _SHORT) + (len(word) >= _LONG)
        if not allowed:
            return {}
        near = [concepts for known, concepts in self._words.items() if _mistakes(word, known, allowed) <= allowed]
        for stem, concepts in self._stems.items():
            beginnings = (word[: len(stem) + more] for more in (-1, 0, 1))
            if len(stem) >= _SHORT and any(_mistakes(part, stem, 1) <= 1 for part in beginnings):
                near.append(concepts)
        return {concept: scores().mistake for concepts in near for concept in concepts}

    def _all(self) -> Iterable[tuple[str, list[str]]]:
        yield from self._words.items()
        yield from self._stems.items()


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded once."""
    return Lexicon(data("lexicon.toml"))


def _mistakes(one: str, other: str, most: int) -> int:
    """Letters wrong, missing, too many or exchanged between two words; more than `most` when they differ widely."""
    if abs(len(one) - len(other)) > most or min(len(one), len(other)) < _SHORT - 1:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
