from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.tariffs.exact import Ints, exceeds, kopecks
from osago_xl.values.money import product, to_kopecks


def column(*values: str) -> Ints:
    return Ints.of([Decimal(value) for value in values], np.arange(len(values), dtype=np.int32))


ONE = ["1"]


@pytest.mark.parametrize(
    "factors",
    [
        ["5722", "1.8", "1.17", "1.926", "1", "1.4", "1", "1"],  # plain 64 bits
        ["18119", "30.00", "3.92", "4.086", "3.16", "1.66", "1.00", "0.1375"],  # two limbs
        ["18119.55", "1.234567", "3.92", "4.086", "3.16", "1.66", "1.00", "0.123456789"],  # Python integers
        ["5000", "1", "1", "1", "1", "1", "1", "1"],  # less than two decimals in all
        ["0.01", "0.5", "1", "1", "1", "1", "1", "1"],  # half a kopeck
        ["1000", "1.00", "1.00", "1.00", "1.00", "1.00", "1.00", "0.5"],
        ["999999999999", "99", "3.92", "4.086", "3.16", "1.66", "1.00", "1"],
    ],
)
def test_every_way_of_multiplying_is_exact(factors):
    expected = to_kopecks(product(map(Decimal, factors)))
    assert kopecks([column(value) for value in factors]).tolist() == [int(expected * 100)]


@given(
    st.lists(st.decimals("0.01", 999, places=2), min_size=4, max_size=4),
    st.lists(st.decimals("0.001", "9.999", places=3), min_size=4, max_size=4),
)
def test_any_product(first, second):
    factors = [*first, *second]
    expected = to_kopecks(product(factors))
    assert kopecks([column(str(value)) for value in factors]).tolist() == [int(expected * 100)]


def test_rows_take_their_own_values():
    ones = [Ints.of([Decimal(1)], np.zeros(2, dtype=np.int32))] * 6
    assert kopecks([column("100", "200"), column("1.5", "0.25"), *ones]).tolist() == [15000, 5000]
    assert kopecks([*ones, column("100", "200"), column("1.5", "0.25")]).tolist() == [15000, 5000]


@pytest.mark.parametrize(
    ("values", "more"), [(["3", "1.00"], False), (["3.0000001", "1"], True), (["1.5", "2.01"], True)]
)
def test_exceeds_is_decided_exactly(values, more):
    assert exceeds([column(value) for value in values], 3).tolist() == [more]
    huge = [column("9999999999.99"), column("9999999999.99")]
    assert exceeds(huge, 3).tolist() == [True]
