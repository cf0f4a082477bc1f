"""All values of a tariff as one list: for `osago-xl tariffs show` and the sheet «Тарифы»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osago_xl.domain.rates import Factor, Gap, Tariff

CERTAINTY = {
    "certain": "два источника",
    "likely": "один источник",
    "derived": "вычислено",
    "carried": "последнее известное",
    "carried-at-risk": "последнее известное, могло измениться",
    "unknown": "не найдено",
    "own": "своё значение, проверено вами",
}
_WORDS = (
    ("unlimited", "без ограничений"), ("limited", "список водителей"), ("individual", "граждане"),
    ("legal", "юрлица"), ("taxi", "такси"), ("tractor", "тракторы"), ("regular routes", "регулярные перевозки"),
    ("up to", "до"), ("over", "свыше"), ("seats", "мест"), (" t:", " т:"), ("unfriendly", "недружественные страны"),
    ("any", "любые"),
)  # fmt: skip
"""The data files speak English; people do not."""


class Value(NamedTuple):
    """One value in force: all text, `value` empty where no source gives it."""

    code: str
    what: str
    value: str
    act: str
    article: str
    confidence: str
    sources: str
    note: str


def overview(tariff: Tariff) -> Iterator[Value]:
    """Every value in the order of the formula."""
    return (value._replace(what=_russian(value.what)) for value in _values(tariff))


def _values(tariff: Tariff) -> Iterator[Value]:
    for row, corridor in tariff.base.items():
        for bound in (corridor.low, corridor.high):
            if bound is not None:
                yield _value(bound, f"{row}: {bound.why}")
    for table, kind in ((tariff.kt, ""), (tariff.kt_tractors, " (тракторы)")):
        for place, found in table.items():
            yield _told("КТ", found, f"{tariff.territories.name(place)}{kind}")
    for key, found in tariff.kt_foreign.items():
        yield _told("КТ", found, f"иностранные ТС: {' '.join(key)}")
    for family, bands in tariff.kvs.items():
        what = "мотоциклы, " if family == "A" else ""
        for cells in bands.cells.values():
            yield from (_value(cell, f"{what}{cell.why}") for _, _, cell in cells)
    for key, found in tariff.ko.items():
        yield _told("КО", found, " ".join(key))
    for family, powers in tariff.km.items():
        yield from (_value(band.factor, f"{family}: {band.factor.why}") for band in powers)
    for factor in (*tariff.kbm.values(), *tariff.ks.values(), *tariff.kp.values()):
        yield _value(factor, factor.why)


def _russian(text: str) -> str:
    for word, russian in _WORDS:
        text = text.replace(word, russian)
    return text


def _told(code: str, found: Factor | Gap, what: str) -> Value:
    if isinstance(found, Factor):
        return _value(found, what)
    return Value(code, what, "", found.act, "", "unknown", "", found.note or "значение не найдено в источниках")


def _value(factor: Factor, what: str) -> Value:
    return Value(
        factor.code, what, str(factor.value), factor.act, factor.article, factor.confidence,
        " ".join(factor.sources), factor.note,
    )  # fmt: skip
