"""Words that mean that nothing is known: «нет», «б/н», «-», «транзит». They are data: data/placeholders.toml.

>>> says_nothing("Б/Н"), says_nothing("0000"), says_nothing("Нетребко")
(True, True, False)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from osago_xl.values.text import fold

_ZEROS = re.compile(r"[0.,\s-]*0[0.,\s-]*")
_ENDS = " .,;:\"'«»()[]*"


class _Words(NamedTuple):
    empty: frozenset[str]
    telling: Mapping[str, frozenset[str]]
    longest: int


@cache
def _words() -> _Words:
    raw = tomllib.loads(files("osago_xl.values").joinpath("data/placeholders.toml").read_text("utf-8"))
    telling = {field: frozenset(words) for field, words in raw["telling"].items()}
    every = [*raw["empty"], *(word for words in telling.values() for word in words)]
    return _Words(frozenset(raw["empty"]), telling, max(map(len, every)))


def says_nothing(text: str, *, zero: bool = True) -> bool:
    """Whether a filled cell means «unknown»; with `zero` a number of noughts does too."""
    if not text:
        return False
    if _is_longer(text):
        return zero and _ZEROS.fullmatch(text) is not None
    line = fold(text)
    if zero and _ZEROS.fullmatch(line):
        return True
    return bool(line) and not _words().empty.isdisjoint((line, line.strip(_ENDS)))


def tells_instead(text: str, field: str) -> bool:
    """Whether a word stands for a missing plate, number or phone and says something all the same («транзит»)."""
    words = _words().telling.get(field)
    return words is not None and not _is_longer(text) and fold(text).strip(_ENDS) in words


def _is_longer(text: str) -> bool:
    """Whether a text is none of our words, seen at once: most cells are names and numbers."""
    bare = text.strip(_ENDS)
    return len(bare) > _words().longest and "  " not in bare and bare.isprintable()
