"""Names of clients: parts, order, initials, and the key by which twins are found.

One cell holds a name, surname first by custom; old bases hold every other order, titles and capitals.
Nothing here changes the agent's cell: what is recognised is proposed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from osago_xl.domain import given_names
from osago_xl.errors import InputError
from osago_xl.values.text import NBSP, SEEN, clean, fold, unmix

_FORMS = ("ООО", "ОАО", "ЗАО", "ПАО", "АО", "НАО", "ГУП", "МУП", "ФГУП", "ФГБУ", "ГБУ", "МБУ", "МКУ", "АНО", "НКО",
          "ТСЖ", "СНТ", "КФХ", "ТОО", "ИЧП", "ПК", "СПК", "ТД")  # fmt: skip
_LONG_FORMS = {
    "общество с ограниченной ответственностью": "ооо", "публичное акционерное общество": "пао",
    "открытое акционерное общество": "оао", "закрытое акционерное общество": "зао",
    "непубличное акционерное общество": "нао", "акционерное общество": "ао",
}  # fmt: skip
"""Forms in full, the longer before what they contain."""
_COMPANY = re.compile(rf"(?:^|\W)(?:{'|'.join((*_FORMS, *_LONG_FORMS))})(?!\w)|[«»\"“”]|& ?ко\b", re.IGNORECASE)
_SOLE_TRADER = re.compile(r"^(?:ип|индивидуальный предприниматель)\s+|,?\s+ип$", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:тов\.|товарищ|г-н|г-жа|господин|госпожа|гражданин|гражданка|гр-н|гр-ка|гр\.|д-р|уважаемый|уважаемая)\s*",
    re.IGNORECASE,
)
_PATRONYMIC = re.compile(r"(?:[оеё]вич|[иы]ч|[оеё]вна|[иы]чна|[иы]нична)$")
_TURKIC = {"оглы", "кызы", "улы", "гызы", "оглу"}
_SURNAME = re.compile(r"(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|[сц]к(?:ий|ой|ая)|енко|[уюя]к|дзе|швили|ян|янц|[иы]х|чук|айло)$")
_INITIALS = re.compile(r"(?<=\w\.)(?=\w)")
_KO = re.compile(r"[^\w\s]+")


class PersonName(NamedTuple):
    """The parts as written; any but one may be empty. A Turkic patronymic keeps its second word."""

    surname: str
    given: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        """«Иванов Иван Иванович»."""
        return " ".join(part for part in self if part)

    @property
    def address(self) -> str:
        """«Иван Иванович»: how to begin a call or a letter."""
        return " ".join(part for part in (self.given, self.patronymic) if part)

    @property
    def short(self) -> str:
        """«Иванов И. И.» with no-break spaces."""
        initials = [f"{part[0].upper()}." for part in (self.given, self.patronymic) if part]
        return NBSP.join(part for part in (self.surname, *initials) if part)


@lru_cache(SEEN)
def is_company(text: str) -> bool:
    """True for a legal form or a name in quotation marks; «ИП Иванов Иван» is a person."""
    return _COMPANY.search(clean(text)) is not None


def is_sole_trader(text: str) -> bool:
    """True for a person with «ИП» before or after the name."""
    return _SOLE_TRADER.search(clean(text)) is not None


def without_title(text: str) -> str:
    """The name without «тов.», «г-жа», «ИП» before it."""
    return _SOLE_TRADER.sub("", _TITLE.sub("", clean(text)))


def split(text: str, field: str = "Клиент") -> PersonName:
    """The parts of a person's name, whichever order it was written in.

    The patronymic tells the order; without one the endings do, and in doubt the surname is first.
    Raises InputError for a company, an empty text or something too long to be a name.
    """
    if is_company(text):
        raise InputError(field, text, f"{field}: это название организации, а не ФИО.")
    words = _join_turkic(_INITIALS.sub(" ", without_title(text)).split())
    if not 1 <= len(words) <= 5 or not any(c.isalpha() for c in text):
        reason = "ФИО не заполнено" if not words else "запись не похожа на ФИО"
        raise InputError(field, text, f"{field}: {reason}. Впишите фамилию, имя и отчество.")
    return _arrange(words)


def _join_turkic(words: list[str]) -> list[str]:
    if len(words) > 1 and words[-1].lower() in _TURKIC:
        return [*words[:-2], f"{words[-2]} {words[-1]}"]
    return words


def _arrange(words: list[str]) -> PersonName:
    if len(words) == 1:
        return PersonName(words[0], "")
    if len(words) == 2:
        first, second = words
        if is_patronymic(second):
            return PersonName("", first, second)
        return PersonName(second, first) if _is_given_first(first, second) else PersonName(first, second)
    if is_patronymic(words[1]):
        return PersonName(" ".join(words[2:]), words[0], words[1])
    return PersonName(words[0], words[1], " ".join(words[2:]))


def is_patronymic(word: str) -> bool:
    lower = word.lower()
    return _PATRONYMIC.search(lower) is not None or lower.split()[-1] in _TURKIC


def _looks_like_surname(word: str) -> bool:
    return not given_names.is_given(word) and _SURNAME.search(word.lower()) is not None


def _is_given_first(first: str, second: str) -> bool:
    """«Алевтина Смирнова», «Ольга Smith»: the dictionary tells a given name, else the ending a surname."""
    if given_names.is_given(first) != given_names.is_given(second):
        return given_names.is_given(first)
    return _looks_like_surname(second) and not _looks_like_surname(first)


def proper_case(text: str) -> str:
    """«ПЕТРОВА-ВОДКИНА АННА» → «Петрова-Водкина Анна»; a proposal, mixed case is left alone."""
    line = clean(text)
    if not (line.isupper() or line.islower()):
        return line
    words = line.lower().split()
    return " ".join(word if word in _TURKIC else "-".join(map(_capital, word.split("-"))) for word in words)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def propose(text: str) -> str:
    """The whole cell as it should be: no title, surname first, proper case; a company is only cleaned."""
    if is_company(text):
        return clean(text)
    try:
        return proper_case(split(unmix(text)).full)
    except InputError:
        return clean(text)


def _company_key(folded: str) -> str:
    """The legal form in short and first, wherever it was written and however long."""
    for long, short in _LONG_FORMS.items():
        folded = folded.replace(long, short)
    words = folded.split()
    return " ".join(sorted(words, key=lambda word: word.upper() not in _FORMS))


def name_key(text: str) -> str:
    """Equal for twins: case, «ё», order of the parts, titles, mixed alphabets and punctuation do not count."""
    line = unmix(clean(text))
    if is_company(line):
        return _company_key(_KO.sub(" ", fold(line)))
    return " ".join(sorted(_KO.sub(" ", fold(without_title(line))).split()))
