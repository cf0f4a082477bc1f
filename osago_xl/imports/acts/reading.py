"""A whole act read from a file: what it states, and every doubt with its row. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from osago_xl.imports.acts import lines as by_line
from osago_xl.imports.acts import matrices
from osago_xl.imports.acts.blocks import Block, read_blocks
from osago_xl.imports.acts.kinds import Kind, day_in, recognised
from osago_xl.imports.acts.model import Doubt, Found, Stated
from osago_xl.imports.acts.places import PlaceReader
from osago_xl.tariffs import Tariffs
from osago_xl.tariffs.schema import BASE_CLASSES
from osago_xl.values.text import fold

_NUMBER = re.compile(r"(?:N|№)\s*(\d{4,5}-У)\b", re.IGNORECASE)
_SIGNED = re.compile(r"от (\d{1,2}(?:\.\d{2}\.| [а-я]+ )\d{4})")
_BEGINS = re.compile(r"вступает в силу ((?:по истечении )?.{0,40}?с \d{1,2}(?:\.\d{2}\.| [а-я]+ )\d{4})")
_AMENDS = re.compile(r"изложить в следующей редакции|внести .{0,40}изменени|заменить цифрами")
_LATER_REGIONS = {"80", "81", "84", "85"}  # in the table since 2023 by an act of their own

_READERS: dict[str, Callable[[Block, Kind, Found], None]] = {
    "base_rates": by_line.base_rates, "km": by_line.power, "ks": by_line.season, "kp": by_line.term,
    "ko": by_line.limit, "kvs": matrices.age_experience, "kbm": matrices.bonus_malus,
}  # fmt: skip


@dataclass(frozen=True)
class Act:
    """What a file says. `number`, `signed`, `in_force` as its text names them, empty or None where it does not.

    `amends` — it changes rows of an earlier act and need not state all; `unknown` places with what is spelled alike.
    """

    number: str
    signed: date | None
    in_force: date | None
    amends: bool
    rows: dict[str, list[Stated]]
    doubts: list[Doubt]
    unknown: dict[str, list[str]]


def read_act(path: Path, tariffs: Tariffs, partial: bool = False, corrections: dict[str, str] | None = None) -> Act:
    """The act of a file. BookError for a file without tables; whatever else is wrong stands in `doubts`."""
    blocks = read_blocks(path)
    text = " ".join(block.caption for block in blocks)
    found = Found()
    places = PlaceReader(tariffs.territories, found, corrections or {})
    for block, kind in recognised(blocks):
        if kind is None:
            found.doubt(block.place, "что это за таблица, не узнано; она не взята", fatal=False)
        elif kind.table == "kt":
            places.read(block, kind)
        else:
            _READERS[kind.table](block, kind, found)
    amends = partial or _AMENDS.search(fold(text)) is not None
    if not found.rows:
        found.doubt("", "таблиц тарифов ОСАГО в файле нет: это приложения другого акта")
    elif not amends:
        _complete(found, tariffs)
    number = _NUMBER.search(text)
    signed = _SIGNED.search(fold(text))
    begins = _BEGINS.search(fold(text))
    return Act(
        number[1].upper() if number else "",
        day_in(f"с {signed[1]}") if signed else None,
        day_in(begins[1]) if begins else None,
        amends,
        found.rows,
        found.doubts,
        places.unknown,
    )


def _complete(found: Found, tariffs: Tariffs) -> None:
    """An act that states the tariff anew states all of it: a table cut off is not taken."""
    if rates := found.rows.get("base_rates"):
        stated_classes = {row.key[0] for row in rates}
        absent = [name for name in BASE_CLASSES if name not in stated_classes]
        if absent:
            found.doubt("базовые ставки", f"нет строк: {', '.join(absent)}")
    if stated := found.rows.get("kt"):
        keys = {row.key for row in stated}
        known = tariffs.territories.rows
        gone = [code for code, names in known.items() for name in names if (code, name) not in keys]
        regions = sorted(set(gone))
        if not set(regions) <= _LATER_REGIONS:
            named = "; ".join(tariffs.territories.regions[code] for code in regions[:8])
            more = f" и ещё {len(regions) - 8}" if len(regions) > 8 else ""
            found.doubt("КТ", f"нет {len(gone)} мест из таблицы: {named}{more}. Часть приложения не прочитана")
