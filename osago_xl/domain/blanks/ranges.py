"""Ranges of form numbers: folded into first–last and unfolded again, leading zeros kept.

A number is text; its digit count is part of it: 000120 and 120 are different forms.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from osago_xl.findings import Finding, error

_LONGEST = 20


class NumberRange(NamedTuple):
    """Consecutive numbers `first` … `last`, both included, written with `width` digits."""

    first: int
    last: int
    width: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    def text(self, number: int) -> str:
        """A number of the range as printed on the form."""
        return str(number).zfill(self.width)

    def __str__(self) -> str:
        if self.size == 1:
            return self.text(self.first)
        return f"{self.text(self.first)}–{self.text(self.last)}"


def read(first: str, last: str, count: int | None = None) -> NumberRange | Finding:
    """A range from two cells and an optional count; a finding says why it is none.

    An empty `last` means a single form.
    """
    first, last = first.strip(), last.strip() or first.strip()
    if not (_is_number(first) and _is_number(last)):
        return _wrong("номер бланка — от 1 до 20 цифр", "Проверьте «С номера» и «По номер».")
    if len(first) != len(last):
        return _wrong("у первого и последнего номера разное число цифр", "Верните ведущие нули.")
    numbers = NumberRange(int(first), int(last), len(first))
    if numbers.size < 1:
        return _wrong("первый номер больше последнего", "Поменяйте номера местами.")
    if count is not None and count != numbers.size:
        message = f"в диапазоне {numbers.size} шт., а в строке указано {count}"
        return _wrong(message, "Исправьте количество или номера.")
    return numbers


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST


def _wrong(message: str, hint: str) -> Finding:
    return error("forms.range", message, hint)


def fold(numbers: Iterable[str]) -> list[NumberRange]:
    """Numbers in any order, repetitions allowed → the fewest ranges, ordered by digit count and number."""
    folded: list[NumberRange] = []
    for width, number in sorted({(len(text), int(text)) for text in numbers}):
        if folded and folded[-1].width == width and folded[-1].last + 1 == number:
            folded[-1] = folded[-1]._replace(last=number)
        else:
            folded.append(NumberRange(number, number, width))
    return folded
