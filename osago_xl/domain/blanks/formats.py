"""How numbers of strict forms look: dated data, asked when forms come in; what was accepted before stays.

The list of series itself stands in Справочники, where the agent keeps it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from osago_xl.domain.blanks.model import Movement
from osago_xl.domain.blanks.ranges import NumberRange
from osago_xl.findings import Finding, error, warning
from osago_xl.values.text import NBSP


class Format(NamedTuple):
    """The numbers of one kind of form received from a day on."""

    kind: str
    since: date
    series: str
    number: str
    looks: str
    common: bool
    usual: int
    most: int
    source: str


@cache
def formats() -> tuple[Format, ...]:
    """The rows of data/formats.toml, the newest first."""
    raw = tomllib.loads(files("osago_xl.domain.blanks").joinpath("data/formats.toml").read_text("utf-8"))
    return tuple(sorted((Format(**each) for each in raw["format"]), key=lambda each: each.since, reverse=True))


def format_of(kind: str, day: date) -> Format | None:
    """How forms of a kind looked on a day; None for a kind that may look anyhow."""
    return next((each for each in formats() if each.kind == kind and each.since <= day), None)


def check(movement: Movement, numbers: NumberRange) -> Iterator[Finding]:
    """What is wrong with the numbers of forms that come in; the series is already Cyrillic."""
    known = format_of(movement.kind, movement.day)
    if known is None:
        return
    shown = f"{movement.series} {numbers}".strip()
    if not movement.series:
        hint = f"Впишите серию: {known.looks}."
        yield error("forms.format", f"{shown}: не указана серия", hint)
    elif not re.fullmatch(known.series, movement.series) or not re.fullmatch(known.number, numbers.text(numbers.first)):
        yield error("forms.format", f"{shown}: у вида «{movement.kind}» {known.looks}", "Сверьте с бланком.")
    if numbers.size > known.most:
        yield error("forms.batch", f"{shown}: бланков {_count(numbers)}", "Столько за раз не выдают: проверьте номера.")
    elif numbers.size > known.usual:
        yield warning("forms.batch", f"{shown}: бланков {_count(numbers)}", "Проверьте первый и последний номер.")


def _count(numbers: NumberRange) -> str:
    return f"{numbers.size:,}".replace(",", NBSP)
