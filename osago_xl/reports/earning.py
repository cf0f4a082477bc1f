"""What is earned: commission by agent with what stays of it, and fees for clients handed to partners."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from osago_xl.desk.money.acts import SUB_AGENT
from osago_xl.desk.money.leads import leads
from osago_xl.domain.commission import ZERO, split_share
from osago_xl.domain.settlement import lead_fee
from osago_xl.reports.data import Period
from osago_xl.reports.portfolio import Lines
from osago_xl.reports.sales import events
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.work.unit import Work

NOTHING = Decimal("0.00")
"""Zero as money is written."""


def earnings(work: Work, period: Period, agent: str) -> Lines:
    """Sales, changes and ends of the period by agent, the biggest premium first; what partners sold is none of ours."""
    fees: dict[str, Decimal] = defaultdict(Decimal)
    for row in work.rows(PAYMENTS):
        fees[row["policy"]] += row["acquiring"] or ZERO
    shares = {row["agent"]: row["share"] for row in work.rows(AGENTS) if row["role"] == SUB_AGENT}
    lines: dict[str, dict[str, Any]] = {}
    for event in events(work, work.rows(POLICIES)):
        policy = event.policy
        if agent not in ("", policy["agent"]) or not period.since <= event.day <= period.until:
            continue
        name = policy["agent"] or "не указано"
        line = lines.setdefault(name, {"name": name, "count": 0} | dict.fromkeys(_SUMS, NOTHING))
        part, _ = split_share(event.commission, shares.get(name) or ZERO)
        discount, fee = (policy["discount"] or ZERO, fees[policy["key"]]) if event.sold else (ZERO, ZERO)
        line["count"] += event.sold
        sums = (event.premium, event.commission, discount, fee, part, event.commission - discount - fee - part)
        for key, amount in zip(_SUMS, sums, strict=True):
            line[key] += amount
    return sorted(lines.values(), key=lambda line: line["premium"], reverse=True)


_SUMS = ("premium", "commission", "discounts", "acquiring", "share", "margin")


def handed_leads(work: Work, period: Period, agent: str) -> Lines:
    """Leads handed over in the period, the oldest first, with the fee due and the money that came."""
    received: dict[str, Decimal] = defaultdict(Decimal)
    for row in work.rows(PAYMENTS):
        if row["kind"] == "от партнёра" and row["day"]:
            received[row["policy"]] += (row["income"] or ZERO) - (row["expense"] or ZERO)
    lines = []
    for lead in sorted(leads(work), key=lambda lead: (lead.handed, lead.policy)):
        policy, fee = work.get(POLICIES, lead.policy), lead_fee(lead)
        if period.since <= lead.handed <= period.until and agent in ("", policy["agent"]):
            due, came = fee.amount if fee else NOTHING, received[lead.policy] + NOTHING
            sums: dict[str, Any] = {"premium": lead.premium or None, "due": due, "received": came, "debt": due - came}
            who = {"partner": lead.partner, "client": policy["who"], "product": lead.product, "policy": lead.policy}
            lines.append(sums | who | {"handed": lead.handed, "paid": lead.paid, "rate": lead.rate})
    return lines
