"""Health of the shipped data: nothing missing, nothing without an origin."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from osago_xl import Tariffs
from osago_xl.domain.rates import Factor
from osago_xl.domain.territory import OTHER, WHOLE
from osago_xl.errors import InputError
from osago_xl.tariffs.overview import overview
from osago_xl.tariffs.schema import BASE_CLASSES, KBM_CLASSES

TARIFFS = Tariffs.load()
NOW = TARIFFS.at(date(2026, 7, 1))
PERIODS = [pytest.param(TARIFFS.at(start), id=start.isoformat()) for start in TARIFFS.starts]


def test_seven_acts_in_order_of_their_days():
    assert [(act.number, act.in_force.isoformat()) for act in TARIFFS.acts] == [
        ("6007-У", "2022-01-09"), ("6209-У", "2022-09-13"), ("2023 (номер не найден)", "2023-09-12"),
        ("6660-У", "2024-03-02"), ("6949-У", "2025-01-27"), ("7204-У", "2025-12-09"), ("7349-У", "2026-06-22"),
    ]  # fmt: skip
    assert all(act.title and act.changes and act.sources for act in TARIFFS.acts)
    assert not any(act.override for act in TARIFFS.acts)


def test_every_day_has_one_tariff():
    day = TARIFFS.starts[0]
    while day < date(2026, 12, 31):
        tariff = TARIFFS.at(day)
        assert tariff.since <= day and (tariff.until is None or day <= tariff.until)
        day += timedelta(days=7)
    for start in TARIFFS.starts[1:]:
        assert TARIFFS.at(start - timedelta(days=1)).until == start - timedelta(days=1)
    assert NOW.until is None and NOW.period == "с 22.06.2026"


def test_no_tariff_before_the_first_act():
    with pytest.raises(InputError, match=r"на 08.01.2022 тарифов нет, первый известный акт с 09.01.2022") as refused:
        TARIFFS.at(date(2022, 1, 8))
    assert refused.value.field == "date"


@pytest.mark.parametrize("tariff", PERIODS)
def test_every_value_has_act_and_origin(tariff):
    numbers = {act.number for act in TARIFFS.acts}
    values = list(overview(tariff))
    assert len(values) > 700
    for value in values:
        assert value.act in numbers, value
        assert value.what and value.code, value
        if value.value:
            assert Decimal(value.value) > 0
            assert value.sources and value.article and value.confidence in ("certain", "likely", "derived", "carried",
                                                                             "carried-at-risk"), value  # fmt: skip
            assert all(source in TARIFFS.sources for source in value.sources.split())
        else:
            assert value.note, value


def test_every_source_is_used():
    used = {source for table in TARIFFS.rows.values() for row in table for source in row.sources}
    used |= {source for act in TARIFFS.acts for source in act.sources}
    assert used == set(TARIFFS.sources)


def test_58_and_58_cells_of_kvs():
    for family in ("common", "A"):
        assert sum(map(len, NOW.kvs[family].cells.values())) == 58
    assert set(TARIFFS.at(date(2025, 4, 16)).kvs) == {"common"}


@pytest.mark.parametrize("family", ["common", "A"])
def test_every_possible_driver_finds_a_cell(family):
    limits = {(16, 21): 6, (22, 24): 9, (25, 29): 14}
    for age in range(16, 111):
        last = next((limit for (low, high), limit in limits.items() if low <= age <= high), age - 14)
        for experience in range(min(last, age - 14) + 1):
            assert isinstance(NOW.kvs[family].find(age, experience), Factor), (age, experience)
    assert NOW.kvs[family].find(15, 0) is None
    assert NOW.kvs[family].find(21, 7) is None


def test_15_classes_and_75_transitions():
    assert tuple(NOW.kbm) == KBM_CLASSES
    assert set(NOW.kbm_next) == {(name, claims) for name in KBM_CLASSES for claims in range(5)}
    assert set(NOW.kbm_next.values()) <= set(KBM_CLASSES)
    assert len(NOW.kbm_by_value) == 15


@pytest.mark.parametrize("day", [date(2022, 9, 13), date(2025, 1, 27), date(2025, 12, 9)])
def test_corridors_of_all_twelve_classes(day):
    corridors = TARIFFS.at(day).base
    assert set(corridors) == set(BASE_CLASSES)
    assert all(c.low.value < c.high.value for c in corridors.values())


def test_territories_are_those_of_the_act():
    assert len(NOW.kt) == 362
    assert sum(place.place == OTHER for place in NOW.kt) == 75
    assert len({place.region for place in NOW.kt}) == len(NOW.territories.regions) == 90
    for code, names in NOW.territories.rows.items():
        assert names == [WHOLE] or OTHER in names, code


def test_what_7204_did_not_confirm_is_marked():
    marks = {factor.confidence for factor in NOW.kt.values() if isinstance(factor, Factor)}
    assert marks == {"certain", "likely", "derived", "carried", "carried-at-risk"}
    for factor in NOW.kt.values():
        assert isinstance(factor, Factor)
        assert ("значение из " in factor.note) == (factor.confidence in {"derived", "carried", "carried-at-risk"})
    carried = [factor for factor in NOW.kt.values() if factor.confidence == "carried"]
    assert len(carried) == 213


def test_seasons_and_terms():
    assert list(NOW.ks) == list(range(3, 13))
    assert [str(factor.value) for factor in NOW.ks.values()] == [
        "0.50",
        "0.60",
        "0.65",
        "0.70",
        "0.80",
        "0.90",
        "0.95",
        *["1.00"] * 3,
    ]
    assert len(NOW.kp) == 11 + 12
