from decimal import Decimal

from osago_xl.values.money import product, to_kopecks


def test_halves_go_up():
    assert to_kopecks(Decimal("0.005")) == Decimal("0.01")
    assert to_kopecks(Decimal("0.0049999")) == Decimal("0.00")


def test_product_is_exact_far_beyond_28_digits():
    long = Decimal("1.0000000000000001")
    assert product([long] * 4) == Decimal("1.0000000000000004000000000000000600000000000000040000000000000001")


def test_product_of_nothing_is_one():
    assert product([]) == 1
