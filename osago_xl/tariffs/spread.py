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


@dataclass(frozen=True, slots=True)
class Column:
    """Row n holds `values[codes[n]]`; `errors` has a Russian sentence for each value that cannot be used, else ""."""

    codes: Codes
    values: list[Any]
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, items: npt.NDArray[np.int32]) -> Column:
        """A column of small whole numbers."""
        codes, values = pd.factorize(items)
        return cls(codes.astype(np.int32), values.tolist())

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
        places, distinct = pd.factorize(series)
        codes, values = places.astype(np.int32), [*distinct.tolist(), None]
        codes[codes < 0] = len(values) - 1
    found, errors = [], []
    for value in values:
        try:
            found.append(reader(value, name))
            errors.append("")
        except InputError as error:
            found.append(None)
            errors.append(error.message)
    return Column(codes, found, errors)


def combine(columns: Sequence[Column]) -> tuple[Codes, list[tuple[Any, ...]]]:
    """Codes of the distinct combinations and the combinations themselves."""
    varied = [column for column in columns if len(column.values) > 1]
    codes = np.zeros(len(columns[0].codes), dtype=np.int32)
    distinct = np.zeros(min(len(codes), 1), dtype=np.int64)
    if varied and len(codes):
        packed = varied[0].codes.astype(np.int64)
        for column in varied[1:]:
            packed *= len(column.values)
            packed += column.codes
        codes, distinct = _number(packed, prod(len(column.values) for column in varied))
    keys: list[list[Any]] = []
    for column in reversed(columns):
        distinct, digit = np.divmod(distinct, len(column.values) or 1)
        keys.append([column.values[n] for n in digit.tolist()])
    return codes, list(zip(*reversed(keys), strict=True))


def _number(packed: Packed, size: int) -> tuple[Codes, Packed]:
    """Number the distinct codes: by a table where one is small, else by hashing."""
    if size <= 4_000_000:
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
