"""What the agent has: portfolio, ends by month and company, premium by whatever, season, segments, what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from osago_xl.reports.data import Data, Period, percent, roubles, within
from osago_xl.reports.summary import MONTHS
from osago_xl.values.dates import add_years

Lines = list[dict[str, Any]]


def in_force(data: Data, day: date) -> pd.DataFrame:
    """Policies that cover a day; one without a first day counts from the beginning."""
    at, policies = pd.Timestamp(day), data.policies
    return policies[(policies["ends"] >= at) & ~(policies["starts"] > at)]


def kpi(data: Data, period: Period) -> Lines:
    """The portfolio now and a year ago, the business of the period and of the same days last year."""
    now, before = (_figures(data, day, span) for day, span in (
        (data.today, period), (add_years(data.today, -1), period.year_before())
    ))  # fmt: skip
    return [
        {"name": name, "now": now[name], "before": before[name], "change": _change(now[name], before[name])}
        for name in now
    ]


def _figures(data: Data, day: date, period: Period) -> dict[str, Any]:
    active, sold = in_force(data, day), within(data.sales, "day", period)
    return {
        "Действующих полисов": len(active),
        "Клиентов с полисом": int(active["client"].nunique()),
        "Продано за период": int(sold["sold"].sum()),
        "Премия за период, ₽": roubles(sold["premium"].sum()),
        "КВ за период, ₽": roubles(sold["commission"].sum()),
        "Новых клиентов": len(within(data.clients, "added", period)),
    }


def _change(now: Any, before: Any) -> Decimal | None:
    return percent(now - before, before)


def ends_by_month(data: Data, companies: int) -> tuple[list[str], Lines]:
    """Names of the companies with most policies, and for twelve months ahead how many end with each and in all."""
    first = pd.Timestamp(data.today.replace(day=1))
    ahead = data.policies[data.policies["ends"].between(first, first + pd.DateOffset(months=12, days=-1))]
    names = [str(name) for name in ahead["insurer"].value_counts().index if name][:companies]
    month = ahead["ends"].dt.to_period("M")
    counts = dict(pd.crosstab(month, ahead["insurer"]).iterrows())
    lines = []
    for number in range(12):
        key = (first + pd.DateOffset(months=number)).to_period("M")
        row: Mapping[str, int] | pd.Series[int] = counts.get(key, {})
        lines.append(
            {"month": f"{MONTHS[key.month - 1]} {key.year}", "total": int((month == key).sum())}
            | {f"c{n}": int(row.get(name, 0)) for n, name in enumerate(names, 1)}
        )
    return names, lines


def premium_by(data: Data, period: Period, column: str) -> Lines:
    """Policies, premium and commission by insurer, product, agent, channel (the biggest premium first) or month.

    What an ended contract gave back is taken off in the month of its end.
    """
    sold = within(data.sales, "day", period)
    months = column == "month"
    groups = sold.groupby(sold["day"].dt.strftime("%Y-%m") if months else column)
    sums = groups[["premium", "commission", "sold", "ended"]].sum()
    sums = sums if months else sums.sort_values("premium", ascending=False)
    return [
        {
            "name": _month(str(name)) if months else str(name) or "не указано",
            "count": int(row["sold"]),
            "premium": roubles(row["premium"]),
            "commission": roubles(row["commission"]),
            "ended": int(row["ended"]) or None,
        }
        for name, row in sums.iterrows()
    ]


def _month(text: str) -> str:
    year, number = text.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def season(data: Data, year: int) -> Lines:
    """Premium by months, of sales, changes and ends: a year and the one before it."""
    sold = data.sales
    sums = sold.groupby([sold["day"].dt.year, sold["day"].dt.month])["premium"].sum()
    return [
        {"month": name, "now": roubles(sums.get((year, n), 0)), "before": roubles(sums.get((year - 1, n), 0))}
        for n, name in enumerate(MONTHS, 1)
    ]


SEGMENTS = ("VIP", "активный", "спящий", "потерянный", "потенциальный")


def segments(data: Data) -> Lines:
    """How many clients of each segment, and what they brought in twelve months."""
    groups = data.clients.groupby("segment")["year_premium"]
    counts, sums = groups.size(), groups.sum()
    return [
        {"name": name, "count": int(counts.get(name, 0)), "premium": roubles(sums.get(name, 0))} for name in SEGMENTS
    ]


def lacking(data: Data) -> Lines:
    """Services by the number of clients with a policy in force who do not have them."""
    owners = data.clients[data.clients["segment"].isin(("VIP", "активный"))]
    counts = Counter(service for text in owners["missing"] for service in text.split(", ") if service)
    return [
        {"name": name, "count": count, "share": percent(count, len(owners))} for name, count in counts.most_common()
    ]
