"""Telephone numbers in every spelling of a client base, kept as E.164 and shown by one mask."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from osago_xl.errors import InputError
from osago_xl.values.text import SEEN, clean, fold

_NUMBER = re.compile(
    r"(?P<number>\+?\(?\d(?:[\s().\-–—‑]*\d)*)"
    r"(?:[\s,;]*(?:доб|доп|вн|внутр|ext)\.?[\s:№]*(?P<extension>\d{1,6}))?",
    re.IGNORECASE,
)
_NONE = {"нет", "-", "—", "–", "отсутствует", "не знаю", "неизвестно", "нет телефона"}
HINT = "Впишите номер с кодом, например +7 (916) 111-22-33."


class Phone(NamedTuple):
    """`number` is E.164 («+79161112233»), `extension` are digits or empty."""

    number: str
    extension: str = ""

    def __str__(self) -> str:
        """«+7 (916) 111-22-33 доб. 12»; numbers of other countries are shown as they are."""
        tail = f" доб. {self.extension}" if self.extension else ""
        if not self.number.startswith("+7"):
            return self.number + tail
        code, n = self.number[2:5], self.number[5:]
        return f"+7 ({code}) {n[:3]}-{n[3:5]}-{n[5:]}{tail}"


def parse(text: str, field: str = "Телефон") -> list[Phone]:
    """All phones of a cell in the order of writing, without repetitions.

    Raises InputError with the reason when there is none.
    """
    found = _found(text)
    if not found:
        raise InputError(field, text, f"{field}: {reason(text)}. {HINT}")
    return found


def reason(text: str) -> str:
    """Why a cell holds no phone, in Russian; empty when it holds one."""
    if _found(text):
        return ""
    line = fold(text)
    count = sum(c.isdigit() for c in line)
    if not line:
        return "ячейка пуста"
    if line in _NONE:
        return "телефона нет"
    if not count:
        return f"в записи «{clean(text)[:30]}» нет номера"
    if count < 10:
        return f"в номере {count} цифр вместо 10: не хватает кода города или последних цифр"
    return f"номер из {count} цифр не похож на телефонный"


def _found(text: str) -> list[Phone]:
    return list(dict.fromkeys(phone for _, phones in _read(text) for phone in phones))


def remark(text: str) -> str:
    """What a cell says besides phones: «89161112233 Маша» → «Маша»; «т.» and separators do not count."""
    line = clean(text)
    for (start, end), phones in reversed(_read(text)):
        if phones:
            line = line[:start] + " " + line[end:]
    line = re.sub(r"(?<!\w)(т|тел|моб|сот|раб|дом|или)(\.|(?!\w))|[,;:/]", " ", line, flags=re.IGNORECASE)
    return clean(line)


def display(text: str) -> str:
    """The cell rewritten by the mask, several phones joined by «; »; raises InputError as `parse`."""
    return "; ".join(str(phone) for phone in parse(text))


@lru_cache(SEEN)
def _read(text: str) -> tuple[tuple[tuple[int, int], list[Phone]], ...]:
    """(place in the clean text, phones) of every run of digits."""
    return tuple((match.span(), _phones(match)) for match in _NUMBER.finditer(clean(text)))


def _phones(match: re.Match[str]) -> list[Phone]:
    digits = re.sub(r"[^0-9]", "", match["number"])
    numbers = _abroad(match["number"], digits) or _russian(digits)
    extension = match["extension"] or ""
    return [Phone(number, extension if number is numbers[-1] else "") for number in numbers]


def _abroad(written: str, digits: str) -> list[str]:
    foreign = written.startswith("+") and not digits.startswith(("7", "8"))
    return ["+" + digits] if foreign and 8 <= len(digits) <= 15 else []


def _russian(digits: str) -> list[str]:
    """Cut a run of digits into numbers of 11 (with 7 or 8) or 10; nothing when it does not come out even."""
    numbers = []
    while digits:
        head = digits[1:11] if len(digits) >= 11 and digits[0] in "78" else digits[:10]
        # No Russian or Kazakh area code begins with 0, 1, 2, 5 or 6.
        if len(head) < 10 or head[0] not in "34789":
            return []
        numbers.append("+7" + head)
        digits = digits[digits.index(head) + 10 :]
    return numbers
