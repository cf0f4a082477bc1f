"""The encoding of a Russian text: by its mark, by its bytes, else by how Russian it reads in each of the old ones.

What a letter weighs is data (data/alphabets.toml). The case of letters is evidence: КОИ-8 read as cp1251 turns
«Петров» into «оЕРТНБ», while a word in capitals throughout is common.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from math import log
from typing import Any

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPITAL_INSIDE = re.compile(r"(?<=[а-яё])[А-ЯЁ]")
_WORD_BONUS, _CASE_PENALTY, _STRANGE_PENALTY = 8.0, 3.0, 6.0
_AVERAGE = log(30)
"""A letter as frequent as letters are on the average weighs nothing."""
_GOOD = frozenset("№«»—–\xa0’“”…°­")
_BAD_BYTES = 10
"""Of so many letters beyond Latin one may be broken in a text that is UTF-8 all the same."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; a byte that is no letter there becomes «\ufffd»."""
    encoding = detect(content)
    return content.decode(encoding, errors="replace"), encoding


def detect(content: bytes) -> str:
    """By the byte order mark, else UTF-8 or UTF-16 where the bytes show it, else what reads best."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    if name := _utf16(sample):
        return name
    if _is_utf8(content):
        return "utf-8"
    encodings: list[str] = _alphabets()["encodings"]
    return max(encodings, key=lambda name: _fitness(sample.decode(name, errors="replace")))


def _utf16(sample: bytes) -> str:
    """UTF-16 without a mark: Russian and Latin letters have 4 or 0 in every second byte."""
    size = len(sample) // 2
    if size < 4 or sample.count(0) < size // 20:
        return ""
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(high.count(byte) for byte in (0, 4, 0x20)) > 0.9 * size:
            return name
    return ""


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content[:_SAMPLE].decode("utf-8", errors="replace")
        return text.count("\ufffd") * _BAD_BYTES <= sum(c > "\x7f" for c in text)
    return True


@cache
def _alphabets() -> dict[str, Any]:
    return tomllib.loads(files("osago_xl.imports").joinpath("data/alphabets.toml").read_text("utf-8"))


@cache
def _weights() -> dict[str, float]:
    return {letter: log(count) - _AVERAGE for letter, count in _alphabets()["letters"].items()}


def _fitness(text: str) -> float:
    """How Russian a text looks."""
    weights = _weights()
    counts = Counter(text.lower())
    letters = sum(weights[c] * n for c, n in counts.items() if c in weights)
    strange = sum(n for c, n in counts.items() if c > "\x7f" and c not in weights and c not in _GOOD)
    known = sum(word in _alphabets()["words"] for word in _WORD.findall(text.lower()))
    capitals = len(_CAPITAL_INSIDE.findall(text))
    return letters + _WORD_BONUS * known - _CASE_PENALTY * capitals - _STRANGE_PENALTY * strange
