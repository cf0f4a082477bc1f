"""How two names go together: the same, one a part of the other, one with initials, or of different people."""

from __future__ import annotations

from functools import lru_cache

from osago_xl.domain import names
from osago_xl.errors import InputError
from osago_xl.values.placeholders import says_nothing

_SEEN = 100_000
"""The same names are compared again and again."""
_STEM = 4


@lru_cache(_SEEN)
def name_key(text: str) -> str:
    """The name without what may be typed differently; "" for a placeholder."""
    return "" if says_nothing(text) else names.name_key(text)


@lru_cache(_SEEN)
def is_whole(text: str) -> bool:
    """Whether a name can tell people apart: a company, or a person with two words at least that are no initials."""
    return names.is_company(text) or sum(len(word) > 1 for word in name_key(text).split()) > 1


def same_name(one: str, other: str) -> bool:
    """Equal names, or the shorter one is part of the other and has at least two words."""
    short, long = sorted((set(name_key(one).split()), set(name_key(other).split())), key=len)
    return short == long or (len(short) > 1 and short < long)


def may_be_same(one: str, other: str) -> bool:
    """Names that do not contradict each other: «Кузнецов П.» and «Кузнецов Пётр», «Пётр» and «Пётр Ильич Ким»."""
    short, long = sorted((name_key(one).split(), name_key(other).split()), key=len)
    left = [word for word in long if word not in short]
    for word in (word for word in short if word not in long):
        found = next((each for each in left if _goes_for(each, word)), "")
        if not found:
            return False
        left.remove(found)
    return bool(short)


def _goes_for(one: str, other: str) -> bool:
    """An initial for a word of that letter."""
    return 1 in (len(one), len(other)) and one[0] == other[0]


@lru_cache(_SEEN)
def sex(text: str) -> str:
    """«м» or «ж» by the patronymic; "" without one."""
    try:
        patronymic = names.split(text).patronymic.lower()
    except InputError:
        return ""
    if not patronymic or not names.is_patronymic(patronymic):
        return ""
    return "ж" if patronymic.endswith(("на", "кызы", "гызы")) else "м"


@lru_cache(_SEEN)
def family(text: str) -> str:
    """The beginning of the surname, the same for Петров and Петрова: people of one are related or the same."""
    try:
        return name_key(names.split(text).surname)[:_STEM]
    except InputError:
        return name_key(text)
