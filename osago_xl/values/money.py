"""Exact money: rates multiply unrounded, kopecks are rounded once, halves up; and how an amount is written."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from osago_xl.values.text import NBSP

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


def number(value: Decimal | int) -> str:
    """The exact number in Russian notation: `1 234,5`; the groups are held by non-breaking spaces."""
    digits = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
    return digits.replace(",", NBSP).replace(".", ",")


def money(value: Decimal | None) -> str:
    """An amount in roubles with kopecks: `32 493,05`; nothing for None."""
    return "" if value is None else number(to_kopecks(value))
