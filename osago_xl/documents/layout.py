"""Where each value stands on a ready-made form: rows of data the agent may move (sheet «Макеты печати»).

Millimetres from the top left corner of A4. (x, y) is the corner of the field's box, the text hangs from its
upper edge. «Начало: день» prints the value «Начало» in the format «день».
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from osago_xl.documents.printed import clean, text_of
from osago_xl.domain import words
from osago_xl.errors import DocumentError, InputError
from osago_xl.values import dates

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # A4
SIZES = (4.0, 72.0)  # points
FONTS = ("PT Sans",)
ALIGNMENTS = ("слева", "по центру", "справа")
MARK, DASHES = "X", "------"
FORMS = {"Полис": "policy_blank.csv", "Квитанция А-7": "receipt_a7.csv"}


@dataclass(frozen=True, kw_only=True)
class LayoutField:
    """One row of a layout; `boxes` > 1 puts one character into each of so many equal cells."""

    form: str
    field: str
    page: int = 1
    x: float
    y: float
    width: float
    height: float
    font: str = FONTS[0]
    size: float = 10
    bold: bool = True
    align: str = ALIGNMENTS[0]
    format: str = ""
    boxes: int = 1
    printed: bool = True

    @property
    def value_name(self) -> str:
        """Name of the value printed here."""
        return self.field.split(":")[0]


@dataclass(frozen=True, kw_only=True)
class Printer:
    """What a printer does to the paper: shift in mm, scale (1 = true to size)."""

    shift_x: float = 0
    shift_y: float = 0
    scale: float = 1


def _of_date(part: str) -> Callable[[Any], str]:
    return lambda value: f"{value:{part}}"


# Format of a field, as the agent writes it → how its value is printed.
FORMATS: dict[str, tuple[type | tuple[type, ...], Callable[[Any], str]]] = {
    "": (object, text_of),
    "заглавные": (str, str.upper),
    "прочерк": (object, text_of),
    "отметка": (bool, lambda value: MARK if value else ""),
    "день": (date, _of_date("%d")),
    "месяц": (date, _of_date("%m")),
    "месяц прописью": (date, lambda value: dates.MONTHS[value.month - 1]),
    "год": (date, _of_date("%Y")),
    "год 2 цифры": (date, _of_date("%y")),
    "часы": (time, _of_date("%H")),
    "минуты": (time, _of_date("%M")),
    "сумма": (Decimal, words.figures),
    "сумма прописью": (Decimal, words.amount_in_words),
}


def text_for(field: LayoutField, values: Mapping[str, object]) -> str:
    """The text of the field. Raises InputError when the value is missing or of another kind."""
    try:
        value = values[field.value_name]
    except KeyError:
        near = get_close_matches(field.value_name, values, n=5, cutoff=0.4) or sorted(values)[:5]
        raise InputError(
            field.field,
            None,
            f"Макет «{field.form}», поле «{field.field}»: нет такого значения. Похожие: {', '.join(near)}. "
            "Подходит и любой столбец: «Клиенты.Телефон».",
        ) from None
    if value is None or value == "":
        return DASHES if field.format == "прочерк" else ""
    kind, convert = FORMATS[field.format]
    if not isinstance(value, kind):
        raise InputError(
            field.field,
            value,
            f"Макет «{field.form}», поле «{field.field}»: формат «{field.format}» не подходит к этому значению.",
        )
    return clean(convert(value))


def check(field: LayoutField) -> LayoutField:
    """The field itself, if it can be printed; else InputError says what is wrong with it."""
    problem = next((text for wrong, text in _rules(field) if wrong), None)
    if problem is None:
        return field
    raise InputError(field.field, field, f"Макет «{field.form}», поле «{field.field}»: {problem}")


def _rules(field: LayoutField) -> Iterable[tuple[bool, str]]:
    across = field.x >= 0 and field.x + field.width <= PAGE_WIDTH
    down = field.y >= 0 and field.y + field.height <= PAGE_HEIGHT
    has_size = field.width > 0 and field.height > 0
    yield not has_size, "ширина и высота должны быть больше нуля."
    yield not (across and down), f"выходит за край листа {PAGE_WIDTH:.0f} × {PAGE_HEIGHT:.0f} мм. Подвиньте его внутрь."
    yield field.page < 1, "номер страницы начинается с 1."
    yield not SIZES[0] <= field.size <= SIZES[1], f"кегль бывает от {SIZES[0]:.0f} до {SIZES[1]:.0f}."
    yield field.boxes < 1, "клеток не может быть меньше одной."
    yield field.font not in FONTS, f"шрифта «{field.font}» нет. Есть: {', '.join(FONTS)}."
    yield field.align not in ALIGNMENTS, f"выравнивание бывает: {', '.join(ALIGNMENTS)}."
    yield field.format not in FORMATS, f"формат бывает: {', '.join(filter(None, FORMATS))}."


@cache
def default_layout(form: str) -> tuple[LayoutField, ...]:
    """The shipped layout of a form of `FORMS`, in the order of printing."""
    try:
        name = FORMS[form]
    except KeyError:
        raise DocumentError(f"Макета «{form}» нет. Есть: {', '.join(FORMS)}.") from None
    text = files("osago_xl.documents.layouts").joinpath(name).read_text("utf-8")
    return tuple(check(_field(form, row)) for row in csv.DictReader(text.splitlines(), strict=True))


CONVERTERS: dict[str, Callable[[str], Any]] = {
    "int": int,
    "float": float,
    "str": str,
    "bool": lambda text: {"да": True, "нет": False}[text],
}


def _field(form: str, row: Mapping[str, str]) -> LayoutField:
    kinds = {item.name: str(item.type) for item in fields(LayoutField)}
    try:
        values = {name: CONVERTERS[kinds[name]](text) for name, text in row.items()}
        return LayoutField(form=form, **values)
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentError(f"Макет «{form}»: неверная строка {dict(row)}: {error}.") from error
