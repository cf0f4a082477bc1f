"""Columns as codes: each distinct value is read once, each distinct combination is asked once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from osago_xl.domain.rates import Factor
from osago_xl.errors import InputError
from osago_xl.values.reading import Reader

Codes = npt.NDArray[np.int32]  # half the memory of pandas' own codes
Packed = npt.NDArray[np.int64]  # several codes in one number; the few thousand values of a column fit
_TABLE = 4_000_000  # distinct numbers up to here are found by a table, beyond by hashing


@dataclass(frozen=True, slots=True)
class Column:
    """Row n holds `values[codes[n]]`; `errors` has a Russian sentence for each value that cannot be used, else ""."""

    codes: Codes
    values: list[Any]
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, items: npt.NDArray[np.int32]) -> Column:
        """A column of small whole numbers."""
        codes, values = _whole(items)
        return cls(codes, values.tolist())

    def take(self, rows: Codes) -> Column:
        """The same values for other rows."""
        return Column(self.codes[rows], self.values, self.errors)


@dataclass(frozen=True, slots=True)
class Found:
    """The factor of row n is `factors[codes[n]]`; None where `errors` tells why there is none."""

    codes: Codes
    factors: list[Factor | None]
    errors: list[str]


def read(series: pd.Series[Any] | None, name: str, reader: Reader, rows: int) -> Column:
    """Read each distinct value of a column; an absent column and missing values read as None."""
    if series is None:
        codes, values = np.broadcast_to(np.int32(0), (rows,)), [None]
    else:
        codes, values = _distinct(series)
        if len(nothing := np.flatnonzero(codes < 0)):
            codes[nothing] = len(values)
            values.append(None)
    found, errors = [], []
    for value in values:
        try:
            found.append(reader(value, name))
            errors.append("")
        except InputError as error:
            found.append(None)
            errors.append(error.message)
    return Column(codes, found, errors)


def _distinct(series: pd.Series[Any]) -> tuple[Codes, list[Any]]:
    """The codes of a column, −1 where nothing is given, and its distinct values."""
    numbers = series.to_numpy() if series.dtype.kind in "if" and isinstance(series.dtype, np.dtype) else None
    if numbers is not None and len(numbers):
        given = numbers == numbers  # all but NaN
        kept = numbers[given]
        if len(kept) and np.abs(kept).max() < _TABLE and (kept.astype(np.int64) == kept).all():
            codes = np.full(len(numbers), -1, dtype=np.int32)
            codes[given], distinct = _whole(kept.astype(np.int64))
            return codes, distinct.tolist()
    places, found = pd.factorize(series)
    return places.astype(np.int32), found.tolist()


def _whole(items: npt.NDArray[Any]) -> tuple[Codes, npt.NDArray[Any]]:
    """Codes of whole numbers and the distinct ones: by a table where they lie close together."""
    low, high = (int(items.min()), int(items.max())) if len(items) else (0, 0)
    if high - low < _TABLE:
        codes, distinct = _number((items - low).astype(np.intp), high - low + 1)
        return codes, distinct + low
    places, found = pd.factorize(items)
    return places.astype(np.int32), found


def combine(columns: Sequence[Column]) -> tuple[Codes, list[tuple[Any, ...]]]:
    """Codes of the distinct combinations and the combinations themselves."""
    varied = [column for column in columns if len(column.values) > 1]
    codes = np.zeros(len(columns[0].codes), dtype=np.int32)
    distinct = np.zeros(min(len(codes), 1), dtype=np.int64)
    if varied and len(codes):
        size = prod(len(column.values) for column in varied)
        packed: npt.NDArray[Any] = varied[0].codes.astype(np.int32 if size < 2**31 else np.int64)
        for column in varied[1:]:
            packed *= len(column.values)
            packed += column.codes
        codes, distinct = _number(packed.astype(np.intp), size)  # numpy finds places by 64 bits fastest
    keys: list[list[Any]] = []
    for column in reversed(columns):
        distinct, digit = np.divmod(distinct, len(column.values) or 1)
        keys.append([column.values[n] for n in digit.tolist()])
    return codes, list(zip(*reversed(keys), strict=True))


def _number(packed: npt.NDArray[Any], size: int) -> tuple[Codes, Packed]:
    """Number the distinct codes: by a table where one is small, else by hashing."""
    if size <= _TABLE:
        seen = np.zeros(size, dtype=bool)
        seen[packed] = True
        distinct = np.flatnonzero(seen)
        table = np.empty(size, dtype=np.int32)
        table[distinct] = np.arange(len(distinct), dtype=np.int32)
        return table[packed], distinct
    codes, hashed = pd.factorize(packed)
    return codes.astype(np.int32), hashed


def narrow(columns: Sequence[Column], ask: Callable[..., Any]) -> Column:
    """A column of what a plain function says about each combination; its InputErrors become errors."""
    codes, keys = combine(columns)
    numbers: dict[Any, int] = {}
    places = np.empty(len(keys), dtype=np.int32)
    for n, key in enumerate(keys):
        try:
            answer = (ask(*key), "")
        except InputError as error:
            answer = (None, error.message)
        places[n] = numbers.setdefault(answer, len(numbers))
    return Column(places[codes], [value for value, _ in numbers], [reason for _, reason in numbers])


def look_up(columns: Sequence[Column], ask: Callable[..., Factor]) -> Found:
    """The factor of each combination."""
    codes, keys = combine(columns)
    factors: list[Factor | None] = []
    errors: list[str] = []
    for key in keys:
        try:
            factors.append(ask(*key))
            errors.append("")
        except InputError as error:
            factors.append(None)
            errors.append(error.message)
    return Found(codes, factors, errors)
