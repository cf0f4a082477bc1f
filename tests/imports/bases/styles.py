"""Whole bases as agents keep them, in six styles, each with the truth about its columns."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bases.people import Sale, sales

from osago_xl.imports.model import Raw, RawSheet, SourceFile

HEADINGS = tomllib.loads((Path(__file__).parent / "headings.toml").read_text("utf-8"))
_COLOURS = ("белый", "синий", "красный", "чёрный")
_AMBIGUOUS = "КВ"


@dataclass(frozen=True)
class Base:
    """A file, the field of each column (sheet, place), "" for one that belongs into the comment, and its sales."""

    style: str
    source: SourceFile
    columns: dict[tuple[str, int], str]
    sales: list[Sale]


Written = Callable[[Sale, random.Random], Raw]


def _phone(number: str, chance: random.Random) -> str:
    digits = number[2:]
    return chance.choice((
        f"8{digits}", f"+7{digits}", f"8 {digits[:3]} {digits[3:6]}-{digits[6:8]}-{digits[8:]}",
        f"+7 ({digits[:3]}) {digits[3:6]}-{digits[6:8]}-{digits[8:]}", digits,
    ))  # fmt: skip


WRITTEN: dict[str, Written] = {
    "name": lambda sale, chance: chance.choice((sale.person.name, sale.person.name, sale.person.name.upper())),
    "surname": lambda sale, _: sale.person.surname,
    "given": lambda sale, _: sale.person.given,
    "patronymic": lambda sale, _: sale.person.patronymic,
    "phone": lambda sale, chance: _phone(sale.person.phone, chance),
    "phone_2": lambda sale, chance: _phone(sale.person.phone_2, chance) if chance.random() < 0.6 else "",
    "email": lambda sale, _: sale.person.email,
    "birth_date": lambda sale, _: sale.person.birth_date,
    "address": lambda sale, _: sale.person.address,
    "passport": lambda sale, _: sale.person.passport,
    "city": lambda sale, _: sale.person.city,
    "comment": lambda sale, chance: sale.comment if chance.random() < 0.7 else "",
    "channel": lambda sale, _: sale.channel,
    "series": lambda sale, chance: chance.choice((sale.series, "XXX")),
    "number": lambda sale, _: sale.number,
    "insurer": lambda sale, _: sale.insurer,
    "starts": lambda sale, _: sale.starts,
    "ends": lambda sale, _: sale.ends,
    "period": lambda sale, _: f"{sale.starts:%d.%m.%Y} - {sale.ends:%d.%m.%Y}",
    "signed": lambda sale, _: sale.signed,
    "paid_day": lambda sale, _: sale.signed,
    "premium": lambda sale, _: sale.premium,
    "percent": lambda sale, _: sale.percent,
    "fee": lambda sale, _: sale.fee,
    "service": lambda *_: "ОСАГО",
    "model": lambda sale, _: f"{sale.make} {sale.model}",
    "only_model": lambda sale, _: sale.model,
    "plate": lambda sale, chance: chance.choice((sale.plate, sale.plate.lower(), f"{sale.plate[:6]} {sale.plate[6:]}")),
    "vin": lambda sale, _: sale.vin,
    "year": lambda sale, _: sale.year,
    "power_hp": lambda sale, _: sale.power,
    "kbm": lambda *_: "0,91",
    "agent": lambda *_: "Щеглов А. А.",
    "none": lambda *args: args[1].choice(_COLOURS),
}
_STYLES: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "лист на год": (("row_number", "name", "phone", "model", "plate", "starts", "ends", "premium", "insurer"),
                    ("vin", "comment", "year", "number", "birth_date")),
    "лист на компанию": (("name", "phone", "series", "number", "starts", "ends", "premium", "percent"),
                         ("model", "plate", "signed", "comment", "kbm")),
    "клиенты и машины": (("name", "phone", "birth_date", "model", "plate", "ends", "insurer", "comment"),
                         ("phone_2", "email", "passport", "address", "vin", "power_hp", "none")),
    "CRM": (("surname", "given", "patronymic", "phone", "email", "birth_date", "channel", "comment"),
            ("phone_2", "city", "address", "none", "agent")),
    "выгрузка компании": (("service", "series", "number", "name", "signed", "starts", "ends", "premium", "fee"),
                          ("phone", "vin", "plate", "model", "year", "power_hp", "paid_day", "agent", "none")),
    "реестр 1С": (("row_number", "signed", "number", "name", "insurer", "period", "premium", "fee"),
                  ("percent", "paid_day", "agent", "comment", "plate")),
}  # fmt: skip
STYLES = tuple(_STYLES)
_UNITS = {"percent": "%", "fee": "руб"}


def base(seed: int) -> Base:
    """A base of a fixed seed; the style goes round."""
    chance = random.Random(seed)
    style = STYLES[seed % len(STYLES)]
    sold = sales(chance, chance.randrange(8, 25))
    fields = _fields(style, chance)
    headings = [_heading(field, fields, chance) for field in fields]
    groups = _sheets(style, sold)
    rows = {name: [headings, *(_row(fields, sale, n, chance) for n, sale in enumerate(own, 1))] for name, own in groups}
    if style == "реестр 1С":
        rows = {name: [["Реестр договоров за период"], [], *own] for name, own in rows.items()}
    sheets = tuple(RawSheet(name, own) for name, own in rows.items())
    columns = {
        (name, place): "" if field == "none" else field for name, _ in groups for place, field in enumerate(fields)
    }
    return Base(style, SourceFile(Path(f"база {seed}.xlsx"), sheets), columns, sold)


def _fields(style: str, chance: random.Random) -> list[str]:
    must, may = _STYLES[style]
    fields = [*must, *(field for field in may if chance.random() < 0.5)]
    if style in ("CRM", "выгрузка компании") or chance.random() < 0.3:
        chance.shuffle(fields)
    return fields


def _heading(field: str, fields: Sequence[str], chance: random.Random) -> str:
    """One of the spellings; where roubles and percent stand beside each other each says its unit."""
    spelled = HEADINGS[field]
    both = {"percent", "fee"} <= set(fields)
    if field in _UNITS and both:
        spelled = [text for text in spelled if _UNITS[field] in text.lower()]
    if field == "number" and "series" not in fields:
        spelled = [text for text in spelled if text != "Номер"]
    return chance.choice(spelled)


def _sheets(style: str, sold: list[Sale]) -> list[tuple[str, list[Sale]]]:
    if style == "лист на год":
        years = sorted({sale.starts.year for sale in sold})
        return [(str(year), [sale for sale in sold if sale.starts.year == year]) for year in years]
    if style == "лист на компанию":
        names = sorted({sale.insurer for sale in sold})
        return [(name, [sale for sale in sold if sale.insurer == name]) for name in names]
    return [("Лист1", sold)]


def _row(fields: Sequence[str], sale: Sale, n: int, chance: random.Random) -> list[Raw]:
    whole = [field for field in fields if field == "number"] and "series" not in fields
    row: list[Raw] = []
    for field in fields:
        value: Raw = n if field == "row_number" else WRITTEN[field](sale, chance)
        if field == "number" and whole:
            value = f"{sale.series} {sale.number}"
        row.append(f"{value:%d.%m.%Y}" if isinstance(value, date) and chance.random() < 0.5 else value)
    return row
