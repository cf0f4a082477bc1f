"""Sheet Тарифы and the reference lists that follow from the acts: every value of a day with act, certainty, source."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.tariffs.overview import CERTAINTY, overview
from osago_xl.tariffs.own import tariffs
from osago_xl.values.dates import numeric


def tariff_rows(day: date) -> list[dict[str, Any]]:
    """All rates in force on a day, in the order of the formula."""
    return [
        {
            "section": value.code,
            "what": value.what,
            "value": Decimal(value.value) if value.value else None,
            "act": f"{value.act}, {value.article}".strip(", "),
            "certainty": CERTAINTY[value.confidence],
            "source": _titles(value.sources),
            "note": value.note,
        }
        for value in overview(tariffs().at(day))
    ]


def acts_in_force(day: date) -> str:
    """The act that states the tariff as a whole and those that have changed it since, each with its first day."""
    known = [act for act in tariffs().acts if act.in_force <= day]
    edition = max((n for n, act in enumerate(known) if act.edition), default=0)
    return ", ".join(f"{act.number} с {numeric(act.in_force)}" for act in known[edition:])


def region_rows(day: date) -> list[dict[str, Any]]:
    """Regions with their codes, by name."""
    regions = tariffs().at(day).territories.regions
    return [{"region": name, "code": code} for code, name in sorted(regions.items(), key=lambda pair: pair[1])]


def kbm_rows(day: date) -> list[dict[str, Any]]:
    """Values of КБМ from the best to the worst, for the drop-down of drivers."""
    classes = sorted(tariffs().at(day).kbm.items(), key=lambda pair: pair[1].value)
    return [{"kbm": factor.value, "kbm_class": name} for name, factor in classes]


def _titles(sources: str) -> str:
    """Where the value was read: names of sites and of own files; a table copied by somebody is called that."""
    told = tariffs().sources
    return "; ".join(dict.fromkeys(_title(told[name]) for name in sources.split()))


def _title(what: str) -> str:
    if what.startswith("GitHub"):
        return "таблица акта в чужой программе"
    return what.partition(",")[0] if what.startswith("файл ") else re.split("[,:/ ]", what)[0]
