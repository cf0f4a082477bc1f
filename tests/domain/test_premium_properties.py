"""What must hold for any contract: order, exactness, agreement of both forms, and no traceback for any garbage."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from osago_xl import Quote, Risk, Tariffs, premium, premiums
from osago_xl.domain.risk import DRIVER_READERS, READERS
from osago_xl.errors import InputError
from osago_xl.values.reading import TITLES

TARIFFS = Tariffs.load()
TARIFFS.at(date(2026, 3, 1))
KBM = [str(value) for value in TARIFFS.at(date(2026, 3, 1)).kbm_by_value]
PLACES = [("77", None), ("02", "г. Уфа"), ("54", "Бердск"), ("86", "Сургут"), ("Татарстан", "прочие"), ("02", "Уфо"),
          ("Башкортостан", "пгт Чишмы"), (None, "Казань"), ("80", None), (None, None)]  # fmt: skip

people = st.fixed_dictionaries(
    {"age": st.integers(15, 80), "experience": st.integers(0, 40)},
    optional={"kbm": st.sampled_from(KBM), "kbm_class": st.sampled_from(["3", "M", "13", "5"])},
)
dated = st.fixed_dictionaries(
    {
        "birth_date": st.dates(date(1950, 1, 1), date(2007, 1, 1)),
        "licence_date": st.dates(date(1990, 1, 1), date(2025, 1, 1)),
    }
)
contracts = st.fixed_dictionaries(
    {
        "date": st.dates(date(2021, 12, 1), date(2027, 6, 1)),
        "category": st.sampled_from(["A", "M", "B", "B", "B", "C", "D", "Tb", "Tm", "tractor"]),
        "owner": st.sampled_from(["individual", "legal"]),
        "base_rate": st.sampled_from(["min", "max"]) | st.integers(300, 9000) | st.decimals(700, 8000, places=2),
        "where": st.sampled_from(PLACES),
    },
    optional={
        "taxi": st.booleans(), "kt": st.decimals("0.5", 5, places=2), "power_hp": st.integers(1, 400),
        "max_mass_kg": st.integers(1000, 40000), "seats": st.integers(5, 60), "regular_routes": st.booleans(),
        "drivers": st.one_of(st.just("unlimited"), st.lists(st.one_of(people, dated), max_size=4)),
        "age": st.integers(16, 80), "experience": st.integers(0, 40),
        "birth_date": st.dates(date(1950, 1, 1), date(2009, 1, 1)),
        "kbm": st.sampled_from([*KBM, "0.99"]), "kbm_class": st.sampled_from(["3", "M", "99"]),
        "months_of_use": st.integers(2, 12), "short_term_factor": st.decimals(0, 1, places=4), "trailer": st.booleans(),
        "foreign_registered": st.booleans(), "unfriendly": st.booleans(),
        "term": st.sampled_from(["15 дней", "2 мес", "x"]),
    },
)  # fmt: skip


def flat(contract: dict) -> dict:
    region, place = contract.pop("where")
    return contract | {"region": region, "place": place}


def priced(contract: dict) -> Quote | InputError:
    try:
        return premium(Risk.parse(contract), TARIFFS)
    except InputError as error:
        return error


@settings(max_examples=150, deadline=None)
@given(st.lists(contracts.map(flat), min_size=1, max_size=12))
def test_column_is_the_scalar_to_the_kopeck(rows):
    names = {name for row in rows for name in row}
    frame = pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names})
    for row, (_, found) in zip(rows, premiums(frame, TARIFFS).iterrows(), strict=True):
        expected = priced(row)
        if isinstance(expected, InputError):
            assert math.isnan(found["premium"]) and isinstance(found["error"], str), (expected.message, found)
            continue
        assert found["error"] is None or found["error"] != found["error"], (found["error"], row)
        assert f"{found['premium']:.2f}" == str(expected.premium)
        assert found["act"] == expected.act
        assert found["notes"] == "; ".join(expected.notes)
        assert all(found[factor.code] == float(factor.value) for factor in expected.factors)


@settings(max_examples=200, deadline=None)
@given(contracts.map(flat))
def test_the_product_of_the_explanation_is_the_premium(contract):
    quote = priced(contract)
    if isinstance(quote, InputError):
        assert quote.field in TITLES and quote.message
        return
    exact = math.prod(Fraction(factor.value) for factor in quote.factors)
    assert quote.premium == Decimal(math.floor(exact * 100 + Fraction(1, 2))) / 100
    assert all(factor.why for factor in quote.factors)


CAR = {"date": "2026-03-01", "category": "B", "region": "77", "base_rate": 5000}


def car(**changes) -> Decimal:
    return premium(Risk.parse(CAR | changes), TARIFFS).premium


@given(st.integers(1, 500), st.integers(1, 500))
def test_more_power_never_costs_less(one, other):
    weak, strong = sorted((one, other))
    assert car(drivers="unlimited", power_hp=weak) <= car(drivers="unlimited", power_hp=strong)


@given(st.integers(16, 90), st.integers(0, 60), st.integers(0, 60))
def test_more_experience_never_costs_more(age, one, other):
    short, long = sorted(
        min(years, age - 14, 6 if age < 22 else 9 if age < 25 else 14 if age < 30 else 90) for years in (one, other)
    )
    least, most = ({"age": age, "experience": years, "kbm": 1} for years in (short, long))
    assert car(drivers=[most], power_hp=100) <= car(drivers=[least], power_hp=100)


@given(st.integers(3, 12), st.integers(3, 12))
def test_more_months_never_cost_less(one, other):
    few, many = sorted((one, other))
    assert car(drivers="unlimited", power_hp=100, months_of_use=few) <= car(
        drivers="unlimited", power_hp=100, months_of_use=many
    )


@given(st.sampled_from(KBM), st.sampled_from(KBM))
def test_a_worse_kbm_never_costs_less(one, other):
    good, bad = sorted((one, other), key=Decimal)
    assert car(drivers="unlimited", power_hp=100, kbm=good) <= car(drivers="unlimited", power_hp=100, kbm=bad)


KNOWN = st.lists(st.sampled_from([(18, 0), (30, 5), (45, 20), (70, 40)]), min_size=1, max_size=4)


@given(KNOWN, st.sampled_from([(18, 0), (60, 15)]))
def test_one_more_driver_never_makes_it_cheaper(known, new):
    drivers = [{"age": age, "experience": years, "kbm": 1} for age, years in known]
    more = [*drivers, {"age": new[0], "experience": new[1], "kbm": "0.46"}]
    assert car(drivers=drivers, power_hp=100) <= car(drivers=more, power_hp=100)


garbage = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.binary(max_size=3), st.decimals(),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from(["#N/A", -2146826246, "", "\x00", "1e999", "٣", "²", "½", 1e308, Decimal("1e-400")]),
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.dictionaries(st.sampled_from([*READERS, *DRIVER_READERS]), garbage, max_size=8), st.booleans())
def test_any_garbage_is_an_input_error_with_a_field(changes, in_driver):
    if in_driver:
        driver = {name: value for name, value in changes.items() if name in DRIVER_READERS}
        changes = {"drivers": [{"age": 40, "experience": 10} | driver]}
    found = priced(CAR | {"power_hp": 100, "drivers": "unlimited"} | changes)
    assert isinstance(found, Quote) or (found.field and found.message)
