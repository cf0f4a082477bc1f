"""Names in the genitive («от Иванова Ивана») and the dative («Иванову Ивану») by school grammar.

Covers what occurs in papers day by day; what the rules cannot know (a stress, a foreign name) the agent
writes by hand in «ФИО для бумаг».
"""

from __future__ import annotations

from typing import Literal

from osago_xl.domain.names import PersonName

Case = Literal["genitive", "dative"]
_INDEX: dict[Case, int] = {"genitive": 0, "dative": 1}

# (ending, genitive, dative): the ending is replaced; the first that fits wins.
Rules = tuple[tuple[str, str, str], ...]

_IN_A: Rules = (
    ("га", "ги", "ге"),
    ("ка", "ки", "ке"),
    ("ха", "хи", "хе"),
    ("ша", "ши", "ше"),
    ("а", "ы", "е"),
    ("я", "и", "е"),
)
_SOFT: Rules = (("ий", "ия", "ию"), ("й", "я", "ю"), ("ь", "я", "ю"), *_IN_A)
_MALE_GIVEN: Rules = (
    ("павел", "павла", "павлу"),
    ("лев", "льва", "льву"),
    ("пётр", "петра", "петру"),
    ("ия", "ии", "ии"),
    *_SOFT,
)
_FEMALE_GIVEN: Rules = (
    ("ия", "ии", "ии"),
    ("ь", "и", "и"),
    *_IN_A,
)
_MALE_SURNAME: Rules = (
    ("ский", "ского", "скому"),
    ("цкий", "цкого", "цкому"),
    ("ской", "ского", "скому"),
    ("цкой", "цкого", "цкому"),
    ("ый", "ого", "ому"),
    ("чий", "чего", "чему"),
    ("ой", "ого", "ому"),
    ("ий", "ого", "ому"),
    ("ец", "ца", "цу"),
    *_SOFT,
)
_FEMALE_SURNAME: Rules = (
    ("ова", "овой", "овой"),
    ("ева", "евой", "евой"),
    ("ёва", "ёвой", "ёвой"),
    ("ина", "иной", "иной"),
    ("ына", "ыной", "ыной"),
    ("ая", "ой", "ой"),
    ("яя", "ей", "ей"),
    *_IN_A,
)
_HARD = "бвгджзклмнпрстфхцчшщ"
_FEMALE_ENDINGS = ("вна", "чна", "кызы", "гызы")
_MALE_IN_A = {"никита", "илья", "фома", "лука", "кузьма", "савва", "данила", "гаврила", "фока", "мустафа", "миша",
              "саша", "паша", "лёша", "гоша"}  # fmt: skip


def is_female(name: PersonName) -> bool:
    """By the patronymic, else by the given name; «Саша» without a patronymic counts as a man."""
    if name.patronymic:
        return name.patronymic.lower().endswith(_FEMALE_ENDINGS)
    given = name.given.lower()
    return given.endswith(("а", "я", "вь")) and given not in _MALE_IN_A


def decline(name: PersonName, case: Case) -> PersonName:
    """The same name in another case; a part written as an initial stays as it is."""
    female = is_female(name)
    surname_rules, given_rules = (_FEMALE_SURNAME, _FEMALE_GIVEN) if female else (_MALE_SURNAME, _MALE_GIVEN)
    surname = "-".join(_word(part, case, surname_rules, female) for part in name.surname.split("-"))
    given = _word(name.given, case, given_rules, female)
    patronymic = _word(name.patronymic, case, given_rules, female)
    return PersonName(surname, given, patronymic)


def _word(word: str, case: Case, rules: Rules, female: bool) -> str:
    lower = word.lower()
    if lower.endswith((".", "оглы", "кызы", "улы", "гызы", "оглу")):
        return word
    for rule in rules:
        if lower.endswith(rule[0]):
            return _replace(word, rule[0], rule[1 + _INDEX[case]])
    if not female and lower[-1:] and lower[-1] in _HARD and not lower.endswith(("их", "ых")):
        return _replace(word, "", "ау"[_INDEX[case]])
    return word


def _replace(word: str, ending: str, new: str) -> str:
    """Put the new ending in the case of letters of the old one: «Лев» → «Льва», «ЛЕВ» → «ЛЬВА»."""
    stem = word[: len(word) - len(ending)]
    if word.isupper() and len(word) > 1:
        return stem + new.upper()
    return stem + new if stem else new[:1].upper() + new[1:]
