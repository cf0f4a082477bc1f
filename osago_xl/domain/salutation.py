"""How to address a client: never by a wrong gender, never by a surname, never by half a name.

The patronymic tells the gender, else the given name does; who has neither is greeted without one.
"""

from __future__ import annotations

import re

from osago_xl.domain import given_names
from osago_xl.domain.given_names import FEMALE, MALE
from osago_xl.domain.names import PersonName, split
from osago_xl.errors import InputError

NEUTRAL = "Здравствуйте!"
_FORMER_NAME = re.compile(r"\([^)]*\)")
_INITIAL = re.compile(r"\w\.?")
_OF_HER = re.compile(r"(?:[оеё]вна|[иы]чна|[иы]нична|кызы|гызы)$")
_OF_HIM = re.compile(r"(?:[оеё]вич|[иыьм]ич|[иы]ч|оглы|оглу|улы)$")


def gender(name: str) -> str:
    """«М», «Ж» or "" where neither the patronymic nor the given name tells."""
    person = _person(name)
    return _gender(person) if person else ""


def called(name: str) -> str:
    """«Анна Сергеевна», «Анна»; "" for a company, for initials and for a surname alone."""
    person = _person(name)
    if person is None:
        return ""
    if not person.given:  # a single word
        return person.surname if given_names.is_given(person.surname) else ""
    return "" if _INITIAL.fullmatch(person.given) else person.address


def greeting(name: str, own: str = "") -> str:
    """The first line of a letter; `own` is how the agent wants to call the client."""
    words = own.strip() or called(name)
    if not words:
        return NEUTRAL
    word = {MALE: "Уважаемый", FEMALE: "Уважаемая"}.get(gender(own or name), "Здравствуйте,")
    return f"{word} {words}!"


def _person(name: str) -> PersonName | None:
    """The parts of the name; a former surname in brackets is no part of it."""
    try:
        return split(_FORMER_NAME.sub(" ", name))
    except InputError:
        return None


def _gender(person: PersonName) -> str:
    patronymic = person.patronymic.lower()
    if _OF_HER.search(patronymic):
        return FEMALE
    if _OF_HIM.search(patronymic):
        return MALE
    return given_names.gender_of(person.given or person.surname)
