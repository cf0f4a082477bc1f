"""A portfolio priced for its renewals: every policy with the premium of its next year, and the sums of it all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from osago_xl.agency.portfolio import Living, coded, columns
from osago_xl.domain.premium import CODES
from osago_xl.tariffs.renewals import renewals
from osago_xl.tariffs.tariffs import Tariffs
from osago_xl.values import reading

TOLD = ("key", "agent", "insurer", "premium", "ends")
_MOST = 20
"""Reasons told, the commonest first."""


def repriced(living: Living, tariffs: Tariffs, on: date) -> pd.DataFrame:
    """A row a policy: key, agent, insurer, premium paid, end; `renews`, `forecast`, `change` in percent, the factors,
    `act`, `notes`, `error`. A policy that cannot be priced has its reason and no forecast.
    """
    contracts, people = columns(living, on)
    priced = renewals(contracts, people, living.rows, tariffs)
    known = {name: living.contracts.column(name) for name in TOLD if name != "premium"}
    told = {name: pd.Series(_texts(column), dtype="category") for name, column in known.items()}
    paid = coded(living.contracts.column("premium"), "premium", reading.number)
    kopecks = np.array([round(value * 100) if value else 0 for value in paid.values], dtype=np.int64)[paid.codes]
    renews = contracts["renews"]
    days = np.array([np.datetime64(day) if day else np.datetime64("NaT") for day in renews.values], dtype="M8[s]")
    forecast = priced["premium"].to_numpy()
    answer = pd.DataFrame(told).assign(premium=kopecks / 100, renews=days[renews.codes], forecast=forecast)
    answer["change"] = _change(kopecks, np.rint(forecast * 100))
    return pd.concat([answer, priced[[*CODES, "act", "notes", "error"]]], axis=1)


def _texts(column: pa.ChunkedArray) -> pd.Categorical:
    """A column of text for pandas, each distinct text once."""
    once = pc.fill_null(column.combine_chunks().cast(pa.string()), "").dictionary_encode()
    return pd.Categorical.from_codes(once.indices.to_numpy(), once.dictionary.to_pylist())


def _change(before: Any, after: Any) -> Any:
    """Percent with one place, halves up (away from zero), as «Пролонгация» rounds it; NaN without a premium paid."""
    with np.errstate(divide="ignore", invalid="ignore"):
        tenths = np.abs(after - before) * 1000 / before
        return np.where(before > 0, np.sign(after - before) * np.floor(tenths + 0.5) / 10, np.nan)


class Sums(NamedTuple):
    """What became of a portfolio; `before` and `after` in roubles, of the policies that could be priced."""

    policies: int
    priced: int
    before: Decimal
    after: Decimal
    reasons: Mapping[str, int]


def sums(table: pd.DataFrame) -> Sums:
    """Of one result, or of a part of a market."""
    good = table["forecast"].notna()
    counted = table.loc[~good, "error"].astype(str).value_counts()
    reasons = {str(reason): int(count) for reason, count in counted.items()}
    paid, asked = (_total(table.loc[good, name]) for name in ("premium", "forecast"))
    return Sums(len(table), int(good.sum()), paid, asked, reasons)


def _total(roubles: pd.Series[float]) -> Decimal:
    """Exact: a float nearest to kopecks is those kopecks."""
    return Decimal(int(np.rint(roubles.to_numpy() * 100).sum())) / 100


def together(parts: list[Sums]) -> Sums:
    """The sums of all parts."""
    reasons: dict[str, int] = {}
    for part in parts:
        for reason, count in part.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + count
    most = dict(sorted(reasons.items(), key=lambda pair: -pair[1])[:_MOST])
    paid, asked = (sum((getattr(part, side) for part in parts), Decimal(0)) for side in ("before", "after"))
    return Sums(sum(part.policies for part in parts), sum(part.priced for part in parts), paid, asked, most)
