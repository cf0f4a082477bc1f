"""Worked examples: every factor, the act and the premium of each, with its source.

Expected values were looked up in the sources and multiplied by hand, not by our code.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from osago_xl import Risk, Tariffs, premium
from osago_xl.values.money import product, to_kopecks

HERE = Path(__file__).parent
CASES = [
    pytest.param(case, id=f"{path.parent.name}: {case['name']}")
    for path in sorted(HERE.glob("*/*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
PRODUCTS = tomllib.loads((HERE / "products.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def tariffs() -> Tariffs:
    return Tariffs.load()


def test_there_are_enough_cases_and_each_has_a_source():
    cases = [param.values[0] for param in CASES] + PRODUCTS
    assert len(cases) >= 60
    assert all(case["source"] for case in cases)
    assert {param.id.partition(":")[0] for param in CASES} == {
        "6007-u", "6209-u", "2023-09", "6660-u", "6949-u", "7204-u", "7349-u",
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_premium(case, tariffs):
    quote = premium(Risk.parse(case["risk"]), tariffs)

    found = {factor.code: factor.value for factor in quote.factors}
    assert found == {code: Decimal(value) for code, value in case["factors"].items()}
    assert str(quote.premium) == case["premium"]
    assert quote.act == case["act"]


@pytest.mark.parametrize("case", PRODUCTS, ids=lambda case: case["name"])
def test_product_of_a_printed_policy(case):
    assert str(to_kopecks(product(map(Decimal, case["factors"])))) == case["premium"]
