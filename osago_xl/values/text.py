"""Text as it comes from other people's sheets, made comparable.

Letters that look alike in both alphabets are told apart by the field: a plate is Cyrillic, a VIN is Latin.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NBSP = "\u00a0"

# Lower-case м, т, н, в, к do not look like m, t, h, b, k: only their capitals are confused.
_CYRILLIC = "АВЕКМНОРСТУХасеорху"
_LATIN = "ABEKMHOPCTYXaceopxy"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_WORD = re.compile(r"[^\W\d_]+")
SEEN = 20_000
"""Texts remembered as cleaned: one row of a base is compared in many ways, and bases repeat their words."""

_FORMULA_START = re.compile(r"[=@]|[+-](?![\d\s().-]*$)")


@lru_cache(SEEN)
def clean(text: str) -> str:
    """One line of printable text: control and invisible characters out, any run of spaces becomes one.

    Letters typed as base + accent («и» + «̆», usual in files from macOS) become one character.
    """
    if not text.isprintable():
        text = "".join(" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())
    return " ".join(unicodedata.normalize("NFC", text).split())


def to_cyrillic(text: str) -> str:
    """Replace Latin letters that look like Cyrillic ones; others stay."""
    return text.translate(_TO_CYRILLIC)


def to_latin(text: str) -> str:
    """Replace Cyrillic letters that look like Latin ones; others stay."""
    return text.translate(_TO_LATIN)


def is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u04ff"


@lru_cache(SEEN)
def mixes_alphabets(text: str) -> bool:
    """True for a text with both Latin and Cyrillic letters."""
    return not text.isascii() and len({is_cyrillic(c) for c in text if c.isalpha()}) == 2


def unmix(text: str) -> str:
    """Turn each word that mixes alphabets into the one it can be written in whole, Cyrillic first: «Пeтpoв»."""
    return _WORD.sub(lambda match: _unmix_word(match[0]), text)


def _unmix_word(word: str) -> str:
    if not mixes_alphabets(word):
        return word
    for candidate in (to_cyrillic(word), to_latin(word)):
        if not mixes_alphabets(candidate):
            return candidate
    return word


def sentence(text: str) -> str:
    """The text with a capital at its beginning, the rest as it is: «нет VIN» → «Нет VIN»."""
    return text[:1].upper() + text[1:]


@lru_cache(SEEN)
def fold(text: str) -> str:
    """The form in which texts are searched and compared: clean, lower case, «ё» as «е»."""
    return clean(text).lower().replace("ё", "е")


def is_formula_like(text: str) -> bool:
    """True for outside text Excel might run as a formula when typed; a phone «+7 …» or «-5» is not."""
    return _FORMULA_START.match(text.lstrip()) is not None
