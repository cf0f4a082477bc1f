"""Products of rates over a column in whole numbers: no float touches money before the last division by 100.

A factor is a whole number of its own smallest unit (1.926 is 1926 thousandths). Eight of them overflow 64 bits, so
two groups of four are multiplied and joined in two limbs of seven digits; what does not fit even so is
multiplied with Python's own integers, slower and just as exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from osago_xl.tariffs.spread import Codes

_ROOM = 2**62
_LIMB = 10**7


@dataclass(frozen=True, slots=True)
class Ints:
    """Row n is `values[codes[n]]` / 10 ** `scale`."""

    codes: Codes
    values: list[int]
    scale: int

    @classmethod
    def of(cls, numbers: Sequence[Decimal], codes: Codes) -> Ints:
        """Whole numbers of the smallest unit all of them need."""
        distinct = set(numbers)
        scale = max([0, *(-int(n.as_tuple().exponent) for n in distinct)])
        whole = {n: int(n.scaleb(scale)) for n in distinct}
        return cls(codes, [whole[n] for n in numbers], scale)

    @property
    def top(self) -> int:
        return max(self.values, default=1)


def kopecks(factors: Sequence[Ints]) -> npt.NDArray[np.int64]:
    """The rounded product (halves up) of eight factors in kopecks."""
    first, second = factors[:4], factors[4:]
    power = sum(factor.scale for factor in factors) - 2
    extra, divisor = 10 ** max(-power, 0), 10 ** max(power, 0)
    top_a, top_b = prod(factor.top for factor in first), prod(factor.top for factor in second) * extra
    if top_a * top_b + divisor < _ROOM:
        whole = _product(first) * _product(second) * extra
        return np.asarray((whole + divisor // 2) // divisor)
    in_limbs = (top_a // _LIMB + 1) * top_b < _ROOM and top_b * _LIMB + 2 * divisor < _ROOM and top_a < _ROOM
    if in_limbs and divisor >= _LIMB:
        return _by_limbs(_product(first), _product(second) * extra, divisor)
    exact = _product(factors, object) * extra
    return np.asarray((exact + divisor // 2) // divisor).astype(np.int64)


def _product(factors: Sequence[Ints], kind: type = np.int64) -> npt.NDArray[np.int64]:
    result: npt.NDArray[Any] = np.array(1, dtype=kind)
    for factor in factors:
        if factor.values != [1] * len(factor.values):
            result = result * np.array(factor.values, dtype=kind)[factor.codes]
    return np.broadcast_to(result, factors[0].codes.shape)


def _by_limbs(a: npt.NDArray[np.int64], b: npt.NDArray[np.int64], divisor: int) -> npt.NDArray[np.int64]:
    """round(a × b / divisor) without ever forming a × b: a = high × 10⁷ + low."""
    high, low = np.divmod(a, _LIMB)
    whole, rest = np.divmod(high * b, divisor // _LIMB)
    return np.asarray(whole + (rest * _LIMB + low * b + divisor // 2) // divisor)


def exceeds(factors: Sequence[Ints], limit: int) -> npt.NDArray[np.bool_]:
    """Where the product of the factors is more than `limit`, decided exactly."""
    bound = limit * 10 ** sum(factor.scale for factor in factors)
    fits = prod(factor.top for factor in factors) < _ROOM and bound < _ROOM
    return np.asarray(_product(factors, np.int64 if fits else object) > bound, dtype=bool)
