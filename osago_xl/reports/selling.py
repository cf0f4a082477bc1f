"""How the agent sells: calls planned and made, the funnel, sources and their cost, referrals, renewals."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from osago_xl.reports.data import Data, Period, percent, roubles, within
from osago_xl.reports.portfolio import Lines
from osago_xl.reports.summary import call_spans
from osago_xl.schema.sheets.common import Row
from osago_xl.values.money import EXACT, to_kopecks


def plan_fact(data: Data, agent: str = "") -> Lines:
    """Calls planned and made today, this week, this month; the plan is the agent's, else the common one."""
    own = next((row for row in data.agents if row["agent"] == agent), None)
    return [
        _calls(name, data.contacts, Period(since, data.today), _plan(data, own, span))
        for name, (span, since) in call_spans(data.today).items()
    ]


def _plan(data: Data, agent: Row | None, span: str) -> int:
    own = agent[f"plan_{span}"] if agent else None
    return int(own or data.settings[f"cfg_plan_{span}"] or 0)


def plan_fact_by_agent(data: Data) -> Lines:
    """Calls of the month by agent; agents without a plan and without calls are left out."""
    month = Period(data.today.replace(day=1), data.today)
    lines = (
        _calls(row["agent"], data.contacts[data.contacts["agent"] == row["agent"]], month, row["plan_month"] or 0)
        for row in data.agents
    )
    return [line for line in lines if line["plan"] or line["fact"]]


def _calls(name: str, contacts: pd.DataFrame, period: Period, plan: int) -> dict[str, Any]:
    calls = within(contacts[contacts["kind"] == "звонок"], "day", period)
    talks = int(calls["talk"].sum())
    return {"name": name, "plan": int(plan), "fact": len(calls), "share": percent(len(calls), plan), "talks": talks}


def funnel(data: Data, period: Period, column: str) -> Lines:
    """By channel or agent: contacts → talks → offers → policies → roubles; most policies first.

    Only policies of clients who were contacted count as made of contacts: an imported base comes without its calls.
    """
    contacts, sold = within(data.contacts, "day", period), within(data.sales, "day", period)
    steps = contacts.groupby(column).agg(contacts=("talk", "size"), talks=("talk", "sum"), offers=("offer", "sum"))
    met = sold["client"].isin(contacts["client"])
    sold = sold.assign(contacted=sold["sold"].where(met, 0), buyer=sold["client"].where(met & (sold["sold"] > 0)))
    sales = sold.groupby(column).agg(
        policies=("sold", "sum"),
        contacted=("contacted", "sum"),
        buyers=("buyer", "nunique"),
        premium=("premium", "sum"),
    )
    table = steps.join(sales, how="outer").fillna(0).sort_values(["policies", "contacts"], ascending=False)
    lines = [_step(str(name) or "не указан", row) for name, row in table.iterrows()]
    if column == "channel":
        lines = [_with_cost(line, data.channels.get(line["name"]), period) for line in lines]
    return lines


_COUNTED = ("contacts", "talks", "offers", "policies", "contacted", "buyers")


def _step(name: str, row: Any) -> dict[str, Any]:
    line = {"name": name} | {key: int(row[key]) for key in _COUNTED}
    return line | {"premium": roubles(row["premium"]), "conversion": percent(row["contacted"], row["contacts"])}


def _with_cost(line: dict[str, Any], channel: Row | None, period: Period) -> dict[str, Any]:
    monthly = (channel["cost"] if channel else None) or Decimal(0)
    cost = to_kopecks(monthly * months_of(period))
    line |= {"kind": channel["kind"] if channel else "", "cost": cost or None}
    return line | {"price": _price(cost, line["policies"])}


def months_of(period: Period) -> Decimal:
    """Months of a period: whole ones count one each, of a part its share of the days of its own month."""
    months, day = Fraction(0), period.since
    while day <= period.until:
        last = day.replace(day=monthrange(day.year, day.month)[1])
        months += Fraction((min(last, period.until) - day).days + 1, last.day)
        day = last + timedelta(days=1)
    return EXACT.divide(Decimal(months.numerator), Decimal(months.denominator))


def _price(cost: Decimal, policies: int) -> Decimal | None:
    return to_kopecks(cost / policies) if cost and policies else None


_SUMMED = (*_COUNTED, "premium", "cost")


def total(name: str, lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Several lines of a funnel as one."""
    kept = list(lines)
    line: dict[str, Any] = {"name": name} | {key: sum(each.get(key) or 0 for each in kept) for key in _SUMMED}
    return line | {
        "conversion": percent(line["contacted"], line["contacts"]),
        "cost": line["cost"] or None,
        "price": _price(Decimal(line["cost"]), line["policies"]),
    }


def warm_and_cold(lines: Lines) -> Lines:
    """The funnel of channels in two lines; empty kinds are left out."""
    return [
        total(name, (line for line in lines if line["kind"] == kind))
        for name, kind in (("Тёплые", "тёплый"), ("Холодные", "холодный"))
    ]


def brought(data: Data, period: Period | None = None) -> pd.DataFrame:
    """Clients who came by a recommendation, of all times or entered in a period."""
    came = data.clients[data.clients["referrer"] != ""]
    return within(came, "added", period) if period else came


def referrers(data: Data, period: Period | None = None) -> Lines:
    """Who recommends: people brought, of them buyers, and their premium; the most people first."""
    came = brought(data, period)
    premium = data.sales.groupby("client")["premium"].sum()
    names = dict(zip(data.clients["key"], data.clients["name"], strict=True))
    people = came.assign(premium=[premium.get(key, 0) for key in came["key"]], buyer=came["key"].isin(premium.index))
    groups = people.groupby("referrer").agg(count=("key", "size"), buyers=("buyer", "sum"), premium=("premium", "sum"))
    ranked = groups.sort_values(["count", "premium"], ascending=False)
    return [
        {
            "key": str(key),
            "name": str(names.get(key, key)),
            "count": int(row["count"]),
            "buyers": int(row["buyers"]),
            "share": percent(row["buyers"], row["count"]),
            "premium": roubles(row["premium"]),
        }
        for key, row in ranked.iterrows()
    ]


def renewals(data: Data, period: Period) -> Lines:
    """What became of the policies that ended in the period, up to today."""
    ended = within(data.policies, "ends", _until_yesterday(data, period))
    kept = (ended["outcome"] == "продлён") | (ended["successor"] != "")
    lost = ~kept & (ended["outcome"] == "ушёл")
    parts = (("продлены", kept), ("ушли", lost), ("без итога", ~kept & ~lost))
    return [
        {
            "name": name,
            "count": int(mask.sum()),
            "share": percent(mask.sum(), len(ended)),
            "premium": roubles(ended["premium"][mask].sum()),
        }
        for name, mask in parts
    ]


def _until_yesterday(data: Data, period: Period) -> Period:
    """A policy is in force to the evening of its last day: nobody is lost before."""
    return Period(period.since, min(period.until, data.today - timedelta(days=1)))


def losses(data: Data, period: Period) -> Lines:
    """Policies lost in the period by reason."""
    ended = within(data.policies, "ends", _until_yesterday(data, period))
    lost = ended[ended["outcome"] == "ушёл"]
    groups = lost.groupby("loss_reason")["premium"].agg(["size", "sum"]).sort_values("size", ascending=False)
    return [
        {
            "name": str(name) or "без причины",
            "count": int(row["size"]),
            "share": percent(row["size"], len(lost)),
            "premium": roubles(row["sum"]),
        }
        for name, row in groups.iterrows()
    ]
