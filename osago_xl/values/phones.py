"""Telephone numbers in every spelling of a client base, kept as E.164 and shown by one mask.

A number is read only where all its digits stand: ten of the national number, with or without 8 or +7 before them.
Nothing is completed, no letter is taken for a digit, and digits of dates, passports and e-mails are no part of one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from osago_xl.errors import InputError
from osago_xl.values.text import SEEN, clean, fold

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DATE = re.compile(r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d)")
_PAPER = re.compile(
    r"(?<!\w)(?:паспорт|пасп|серия|сер|снилс|инн|в/у|ву|полис)(?!\w)[^\d,;]{0,6}"
    r"(?:\d\d ?\d\d ?(?:№ ?)?\d{6}|\d{3}-\d{3}-\d{3}[ -]\d\d|\d{12}|\d{10})(?!\d)",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"(?P<number>\+?\(?\d(?:[\s().\-–—‑]*\d)*)"
    r"(?:[\s,;]*(?:доб|доп|вн|внутр|ext)\.?[\s:№]*(?P<extension>\d{1,6}))?",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*(?:\+7|[78])[\s(-]{0,2}([3489]\d\d)[\s)-]{0,2}(\d{3})[\s-]?(\d\d)[\s-]?(\d\d)\s*", re.ASCII)
"""One number with its 7 or 8, its digits in the usual groups."""
_GLUED = re.compile(r"[^\W\d_](?!\w)")
"""One letter at the end of a run of digits stands for a digit somebody could not read or type."""

_AS_NUMBER = re.compile(r"(\d{10,15})[.,]0+")
_SCIENTIFIC = re.compile(r"(\d)[.,](\d{9,10})e\+?(?:10|09|9)", re.IGNORECASE)
_NATIONAL = 10
_AREA = range(3, 6)  # digits of an area code
_NONE = {"нет", "-", "—", "–", "отсутствует", "не знаю", "неизвестно", "нет телефона"}
_CODES = re.compile(
    r"3(?:01|02|36|4[1-35-79]|5[1-3]|65|8[1-58]|9[0145])|4(?:01|1[1356]|2[1-7]|7[1-5]|8[1-7]|9[1-689])|"
    r"7(?:0[0-8]|[12]\d|47|6\d|7[15-8])|8(?:0\d|1[1-8]|2[01]|3[1-6]|4[1-8]|5[15-7]|6[1-9]|7[1-9])|9\d\d"
)
"""Beginnings of national numbers (plan of numbering of Russia and Kazakhstan, 2026): ten digits alone must have one."""

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
    if not (numbers := found(text)):
        raise InputError(field, text, f"{field}: {reason(text)}. {HINT}")
    return numbers


def found(text: str) -> list[Phone]:
    """The same; empty when there is none."""
    return list(_read(text)[0])


def reason(text: str) -> str:
    """Why a cell holds no phone, in Russian; empty when it holds one."""
    if _read(text)[0]:
        return ""
    line = fold(text)
    count = sum(c.isdigit() for c in line)
    if not line:
        return "ячейка пуста"
    if line in _NONE:
        return "телефона нет"
    if not count:
        return f"в записи «{clean(text)[:30]}» нет номера"
    if count < 10 or (count == 10 and re.match(r"\+|[78]", line)):
        return f"не хватает кода города или последних цифр: нужно 10 после 8 или +7, здесь всего {count}"
    return f"запись «{clean(text)[:30]}» не похожа на телефонный номер"


def remark(text: str) -> str:
    """What a cell says besides phones: «89161112233 Маша» → «Маша»; «т.» and separators do not count."""
    return _read(text)[1]


def addresses(text: str) -> list[str]:
    """E-mail addresses that stand in a cell of phones, as they are written; they belong to the remark too."""
    return _ADDRESS.findall(clean(text))


def display(text: str) -> str:
    """The cell rewritten by the mask, several phones joined by «; »; with words beside them it stays as written.

    Raises InputError as `parse`.
    """
    found = parse(text)
    return clean(text) if remark(text) else "; ".join(map(str, found))


def _read(text: str) -> tuple[tuple[Phone, ...], str]:
    """Phones without repetitions, and the rest of the text; most cells hold one number and nothing else."""
    if match := _ALONE.fullmatch(text):
        return (Phone("+7" + "".join(match.groups())),), ""
    return _read_any(text)


@lru_cache(SEEN)
def _read_any(text: str) -> tuple[tuple[Phone, ...], str]:
    line = _SCIENTIFIC.sub(r"\1\2", _AS_NUMBER.sub(r"\1", clean(text)))
    readable = line
    for other in (_ADDRESS, _DATE, _PAPER):
        readable = other.sub(lambda match: "\0" * len(match[0]), readable)
    found: list[Phone] = []
    rest, end = "", 0
    for match in _RUN.finditer(readable):
        phones, (first, last) = _phones(match, readable)
        if phones:
            found += phones
            rest += line[end:first] + " "
            end = last
    return tuple(dict.fromkeys(found)), _rest(rest + line[end:])


def _rest(text: str) -> str:
    text = re.sub(r"(?<!\w)(т|тел|моб|сот|раб|дом|или)(\.|(?!\w))|[,;:/]", " ", text, flags=re.IGNORECASE)
    return clean(re.sub(r"\(\s*\)", " ", text))


Place = tuple[int, int]
Piece = tuple[str, Place]
"""Digits that stand together, and where."""


def _phones(run: re.Match[str], line: str) -> tuple[list[Phone], Place]:
    """The phones of a run of digits and the place they take; none unless every digit finds its place.

    Digits may be left over only beside a number written in one piece: «89161112233 2-й этаж».
    """
    if _GLUED.match(line, run.end("number")):
        return [], (0, 0)
    if abroad := _abroad(run["number"]):
        return [Phone(abroad, run["extension"] or "")], run.span()
    numbers, used = _cut(run["number"], _pieces(run))
    left = len(_pieces(run)) - len(used)
    if len(set(map(len, numbers))) != 1 or (left and any(len(digits) < _NATIONAL for digits, _ in used)):
        return [], (0, 0)
    phones = [Phone("+7" + number[-_NATIONAL:]) for number in numbers]
    first, last = used[0][1][0], used[-1][1][1]
    if last == run.end("number"):
        phones[-1], last = Phone(phones[-1].number, run["extension"] or ""), run.end()
    return phones, (run.start() if not left else first, last)


def _abroad(written: str) -> str:
    digits = re.sub(r"[^0-9]", "", written)
    return "+" + digits if written.startswith("+") and digits[0] not in "78" and 8 <= len(digits) <= 15 else ""


def _pieces(run: re.Match[str]) -> list[Piece]:
    """The groups of digits of a run; numbers written one after another without a gap are parted."""
    pieces: list[Piece] = []
    for group in re.finditer(r"\d+", run["number"]):
        size = next((n for n in (11, _NATIONAL) if len(group[0]) > n and len(group[0]) % n == 0), len(group[0]))
        for at in range(0, len(group[0]), size):
            place = run.start("number") + group.start() + at
            pieces.append((group[0][at : at + size], (place, place + size)))
    return pieces


def _cut(written: str, pieces: list[Piece]) -> tuple[list[str], list[Piece]]:
    """Whole numbers out of pieces from left to right, and the pieces they are made of."""
    numbers, used = [], []
    plus = written.startswith("+")
    while pieces:
        taken = next((n for n in range(1, len(pieces) + 1) if _is_number(pieces[:n], plus=plus)), 0)
        if taken:
            numbers.append("".join(digits for digits, _ in pieces[:taken]))
            used += pieces[:taken]
        elif plus or numbers or pieces[0][0] in ("7", "8"):
            break
        pieces, plus = pieces[max(taken, 1) :], False
    return numbers, used


def _is_number(pieces: list[Piece], *, plus: bool) -> bool:
    """All ten digits with their 7 or 8, or without it: then the beginning must be one of an area or an operator.

    «8123456789» in one piece is either an area 812 or a number that lacks a digit behind its 8: no number.
    """
    digits, first = "".join(digits for digits, _ in pieces), pieces[0][0]
    if len(digits) == _NATIONAL + 1:
        return digits[0] in "78" and digits[1] in "34789" and len(first) != _NATIONAL
    if len(digits) != _NATIONAL or plus or (digits[0] in "78" and len(first) not in _AREA):
        return False
    return _CODES.match(digits) is not None
