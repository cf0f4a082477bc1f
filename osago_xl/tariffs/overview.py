"""All values of a tariff as one list: for `osago-xl tariffs show` and the sheet «Тарифы»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osago_xl.domain.rates import Factor, Gap, Tariff


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


def _told(code: str, found: Factor | Gap, what: str) -> Value:
    if isinstance(found, Factor):
        return _value(found, what)
    return Value(code, what, "", found.act, "", "unknown", "", found.note or "значение не найдено в источниках")


def _value(factor: Factor, what: str) -> Value:
    return Value(
        factor.code, what, str(factor.value), factor.act, factor.article, factor.confidence,
        " ".join(factor.sources), factor.note,
    )  # fmt: skip
