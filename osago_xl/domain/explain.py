"""A premium told in words: one line a factor, then the notes."""

from __future__ import annotations

from typing import NamedTuple

from osago_xl.domain.premium import Quote
from osago_xl.values.money import money, number


class Line(NamedTuple):
    """A row of the explanation, all Russian text but `value`."""

    code: str
    value: str
    why: str
    origin: str  # act and article
    note: str


HEADER = Line("Коэффициент", "Значение", "Почему", "Акт", "Примечание")


def explain(quote: Quote) -> list[Line]:
    """All factors, the total, then one line for each note no factor carries."""
    lines = [
        Line(f.code, str(f.value), f.why, f"{f.act}, {f.article}" if f.act else "", f.note.removeprefix(f"{f.code}: "))
        for f in quote.factors
    ]
    total = Line("Премия", str(quote.premium), "произведение, округлено до копеек", quote.act, "")
    told = {factor.note for factor in quote.factors}
    return [*lines, total, *(Line("", "", "", "", note) for note in quote.notes if note not in told)]


def as_text(quote: Quote) -> str:
    """The formula in one line: «5 000 (ТБ) × 1,56 (КТ) × … = 8 006,54 ₽» without factors of 1."""
    parts = [f"{number(f.value)} ({f.code})" for f in quote.factors if f.value != 1 or f.code == "ТБ"]
    return f"{' × '.join(parts)} = {money(quote.premium)} ₽ ({quote.act})"
