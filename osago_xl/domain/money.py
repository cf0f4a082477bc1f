"""Exact money: products of rates are never rounded on the way, kopecks are rounded once, halves up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

# Sixteen digits for each of six free numbers and the table factors: no product of ours comes near 120 digits.
EXACT = Context(prec=120, rounding=ROUND_HALF_UP)
KOPECK = Decimal("0.01")


def product(values: Iterable[Decimal]) -> Decimal:
    """The exact product; 1 for no values."""
    result = Decimal(1)
    for value in values:
        result = EXACT.multiply(result, value)
    return result


def to_kopecks(amount: Decimal) -> Decimal:
    """Round to kopecks, halves up: the last step of every formula and the only rounding in it."""
    return amount.quantize(KOPECK, context=EXACT)
