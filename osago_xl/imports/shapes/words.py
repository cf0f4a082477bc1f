"""The words of data/shapes.toml, and cells judged by them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from osago_xl.imports.model import Raw
from osago_xl.schema.columns import as_text
from osago_xl.values.text import fold

_LONGEST_HEADING = 80
_DIGITS = re.compile(r"\d")
_MOST_DIGITS = 4
"""«Телефон 2», «Полисы 2025»; more digits are a value."""
_BLANKS, _NUMBER = re.compile(r"\s"), re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?")
_COLON = re.compile(r"([^:\d]{2,30}?)\s*:\s*(\S.*)")


class Words(NamedTuple):
    """All of shapes.toml, compiled."""

    groups: re.Pattern[str]
    group_words: frozenset[str]
    totals: re.Pattern[str]
    signatures: re.Pattern[str]
    counters: frozenset[str]


@cache
def words() -> Words:
    """The words, loaded once."""
    raw = tomllib.loads(files("osago_xl.imports").joinpath("data/shapes.toml").read_text("utf-8"))
    patterns = {key: re.compile("|".join(raw[key])) for key in ("groups", "totals", "signatures")}
    return Words(group_words=frozenset(raw["group_words"]), counters=frozenset(raw["counters"]), **patterns)


def filled(row: list[Raw]) -> list[int]:
    """Columns, from 0, of the cells of a row that hold something."""
    return [place for place, cell in enumerate(row) if cell is not None and cell != ""]


def texts(row: list[Raw]) -> dict[int, str]:
    """Filled cells of a row by their column, from 0."""
    return {place: text for place, cell in enumerate(row) if (text := as_text(cell))}


def may_head(cell: Raw) -> bool:
    """Whether a cell may be a heading at all: words, and hardly a digit."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_HEADING:
        return False
    return any(c.isalpha() or c in "№#%" for c in cell) and len(_DIGITS.findall(cell)) <= _MOST_DIGITS


def group(text: str) -> tuple[str, str] | None:
    """«Март 2025» → ("", "Март 2025"), «Менеджер: Петрова» → ("Менеджер", "Петрова"); None for any other text."""
    colon = _COLON.fullmatch(text.strip())
    if colon and fold(colon[1]) in words().group_words:
        return colon[1].strip(), colon[2].strip()
    return ("", text.strip()) if words().groups.fullmatch(fold(text)) else None


def is_total(text: str) -> bool:
    """«Итого: 2», «Всего клиентов»."""
    return words().totals.fullmatch(fold(text)) is not None


def is_signature(text: str) -> bool:
    """«Составил: …», «Директор», «_____», «* льготники»."""
    return words().signatures.fullmatch(fold(text)) is not None


def is_counter(text: str) -> bool:
    """A heading under which rows are only numbered."""
    return fold(text).strip(" .") in words().counters


def number(cell: Raw) -> float | None:
    """A number, or a text that is nothing else; a truth value is none."""
    text = _BLANKS.sub("", as_text(cell)).replace(",", ".")
    return float(text) if not isinstance(cell, bool) and _NUMBER.fullmatch(text) else None
