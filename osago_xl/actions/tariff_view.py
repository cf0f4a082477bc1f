"""Sheet Тарифы and the reference lists that follow from the acts: every value of a day with act, certainty, source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from osago_xl.actions.pricing import tariffs
from osago_xl.domain.rates import Factor, Gap, Tariff
from osago_xl.domain.territory import Territory

CERTAINTY = {
    "certain": "два источника",
    "likely": "один источник",
    "derived": "вычислено",
    "carried": "последнее известное",
    "carried-at-risk": "последнее известное, могло измениться",
}
WORDS = (
    ("unlimited", "без ограничений"), ("limited", "список водителей"), ("individual", "граждане"),
    ("legal", "юрлица"), ("taxi", "такси"), ("tractor", "тракторы"), ("regular routes", "регулярные перевозки"),
    ("up to", "до"), ("over", "свыше"), ("seats", "мест"), (" t", " т"), ("common", "все, кроме A и M"),
    ("unfriendly", "недружественные страны"), ("any", "любые"), ("foreign", "иностранные"),
)  # fmt: skip
"""The data files speak English; the sheet does not."""
BASE, TERRITORY, TRACTORS, FOREIGN = "ТБ, коридор", "КТ", "КТ, тракторы", "КТ, иностранные"


def tariff_rows(day: date) -> list[dict[str, Any]]:
    """All rates in force on a day, in the order of the formula."""
    tariff = tariffs().at(day)
    return [*_base(tariff), *_territories(tariff), *_others(tariff)]


def region_rows(day: date) -> list[dict[str, Any]]:
    """Regions with their codes, by name."""
    regions = tariffs().at(day).territories.regions
    return [{"region": name, "code": code} for code, name in sorted(regions.items(), key=lambda pair: pair[1])]


def kbm_rows(day: date) -> list[dict[str, Any]]:
    """Values of КБМ from the best to the worst, for the drop-down of drivers."""
    classes = sorted(tariffs().at(day).kbm.items(), key=lambda pair: pair[1].value)
    return [{"kbm": factor.value, "kbm_class": name} for name, factor in classes]


def _line(section: str, what: str, factor: Factor | Gap) -> dict[str, Any]:
    if isinstance(factor, Gap):
        return {"section": section, "what": _russian(what), "value": None, "act": factor.act, "certainty": "не найдено",
                "source": "", "note": factor.note}  # fmt: skip
    return {
        "section": section,
        "what": _russian(what),
        "value": factor.value,
        "act": factor.act,
        "certainty": CERTAINTY.get(factor.confidence, factor.confidence),
        "source": ", ".join(factor.sources),
        "note": factor.note,
    }


def _russian(text: str) -> str:
    for word, russian in WORDS:
        text = text.replace(word, russian)
    return text


def _base(tariff: Tariff) -> Iterator[dict[str, Any]]:
    for row, corridor in tariff.base.items():
        for word, bound in (("не ниже", corridor.low), ("не выше", corridor.high)):
            yield _line(BASE, f"{row}: {word}", bound or Gap(corridor.act, "граница не найдена"))


def _territories(tariff: Tariff) -> Iterator[dict[str, Any]]:
    tables = ((TERRITORY, tariff.kt), (TRACTORS, tariff.kt_tractors))
    for section, table in tables:
        for where, factor in table.items():
            yield _line(section, _place(tariff, where), factor)
    for (kind, territory), factor in tariff.kt_foreign.items():
        yield _line(FOREIGN, f"{kind} {territory}".strip(), factor)


def _place(tariff: Tariff, where: Territory) -> str:
    return tariff.territories.name(where)


def _others(tariff: Tariff) -> Iterator[dict[str, Any]]:
    for name, factor in tariff.kbm.items():
        yield _line("КБМ", f"класс {name}", factor)
    for family, bands in tariff.kvs.items():
        for age, cells in bands.cells.items():
            for first, last, cell in cells:
                experience = f"{first}" if first == last else f"{first}+" if last > 100 else f"{first}–{last}"
                yield _line("КВС", f"{family}: возраст от {age}, стаж {experience}", cell)
    for (drivers, owner), factor in tariff.ko.items():
        yield _line("КО", f"{drivers}, {owner}", factor)
    for family, powers in tariff.km.items():
        for band in powers:
            upper = f"до {band.to}" if band.to is not None else "и больше"
            yield _line("КМ", f"{family}: свыше {band.over} {upper} л.с.", band.factor)
    for months, factor in tariff.ks.items():
        yield _line("КС", f"{months} мес.", factor)
    for (kind, order), factor in tariff.kp.items():
        yield _line("КП", f"{kind} {order}", factor)
