"""Words that mean that nothing is known: «нет», «б/н», «-», «транзит». They are data: data/placeholders.toml.

>>> says_nothing("Б/Н"), says_nothing("0000"), says_nothing("Нетребко")
(True, True, False)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from osago_xl.values.text import SEEN, fold

_ZEROS = re.compile(r"[0.,\s-]*0[0.,\s-]*")
_ENDS = " .,;:\"'«»()[]*"


class _Words(NamedTuple):
    empty: frozenset[str]
    telling: Mapping[str, frozenset[str]]


@cache
def _words() -> _Words:
    raw = tomllib.loads(files("osago_xl.values").joinpath("data/placeholders.toml").read_text("utf-8"))
    return _Words(frozenset(raw["empty"]), {field: frozenset(words) for field, words in raw["telling"].items()})


@lru_cache(SEEN)
def says_nothing(text: str, *, zero: bool = True) -> bool:
    """Whether a filled cell means «unknown»; with `zero` a number of noughts does too."""
    line = fold(text)
    if zero and _ZEROS.fullmatch(line):
        return True
    return bool(line) and not _words().empty.isdisjoint((line, line.strip(_ENDS)))


@lru_cache(SEEN)
def tells_instead(text: str, field: str) -> bool:
    """Whether a word stands for a missing plate, number or phone and says something all the same («транзит»)."""
    return fold(text).strip(_ENDS) in _words().telling.get(field, ())
