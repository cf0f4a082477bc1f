"""A heading read into words, and the words into concepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from osago_xl.imports.understanding.lexicon import lexicon
from osago_xl.values.text import SEEN, fold

_BROKEN = re.compile(r"(?<=\w)[-\u00ad]\s*\n\s*(?=\w)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+|\d+|[%№₽]")
_SINGLE_LETTERS = re.compile(r"(?<!\w)(?:[а-я](?:[\s./\\,-]{1,3}[а-я](?!\w))+|[a-z](?:[\s./,-]{1,3}[a-z](?!\w))+)")
_MAIL = re.compile(r"\be[\s-]?mail\b")


@dataclass(frozen=True)
class Heading:
    """`words` are the concepts of each known word, `strange` counts the words nobody knows."""

    words: tuple[Mapping[str, float], ...]
    strange: int

    def strength(self, concept: str) -> float:
        """How surely the heading speaks of something; 0 when it does not."""
        return max((word.get(concept, 0.0) for word in self.words), default=0.0)


@lru_cache(SEEN)
def read(text: str) -> Heading:
    """«Дата рожд.», «Ф. И. О.», «Теле-⏎фон», «firstName» as concepts."""
    known = [lexicon().meanings(word) for word in _split(text)]
    return Heading(tuple(filter(None, known)), sum(not each for each in known))


def _split(text: str) -> list[str]:
    """Words in lower case; letters written one by one become a word («л.с.», «г/н», «Ф. И. О.»)."""
    line = fold(_HUMP.sub(" ", _BROKEN.sub("", text).replace("_", " ")))
    line = _MAIL.sub("email", line)
    line = _SINGLE_LETTERS.sub(lambda match: re.sub(r"[\W_]", "", match[0]), line)
    return _WORD.findall(line)
