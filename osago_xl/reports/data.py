"""The base as columns: what Сводка and the reports count, loaded once per command.

Money is whole kopecks in int64: sums of columns are exact, and become Decimal roubles at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from osago_xl.domain.contract_states import ISSUED
from osago_xl.reports.sales import Event, events
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.journals import CONTACTS
from osago_xl.schema.sheets.lists import RESULTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, CHANNELS
from osago_xl.values.dates import add_years, numeric
from osago_xl.work.unit import Work


class Period(NamedTuple):
    """First and last day, both included."""

    since: date
    until: date

    def year_before(self) -> Period:
        """The same days a year earlier."""
        return Period(add_years(self.since, -1), add_years(self.until, -1))

    def __str__(self) -> str:
        return f"{numeric(self.since)}–{numeric(self.until)}"


@dataclass(frozen=True)
class Data:
    """Columns of the three big tables and what the counting needs besides.

    `policies` holds the policies that were not ended, `sales` what was sold, changed and ended, each on its day.
    `talks` and `offers` are results of contacts that count as such.
    """

    policies: pd.DataFrame
    sales: pd.DataFrame
    contacts: pd.DataFrame
    clients: pd.DataFrame
    channels: Mapping[str, Row]
    agents: Sequence[Row]
    settings: Mapping[str, Any]
    today: date


_POLICY = ("client", "product", "insurer", "agent", "outcome", "loss_reason", "successor")
_SALE = ("client", "product", "insurer", "agent")
_CONTACT = ("client", "agent", "kind", "result")
_CLIENT = ("key", "name", "agent", "channel", "referrer", "segment", "missing", "status")
NOT_HEARD = frozenset({"нет", "ошибка"})
OFFER_STAGES = frozenset({"предложение", "полис"})


def load(work: Work, agent: str = "") -> Data:
    """Everything that counts, of one agent or of all."""
    clients = _clients(work.seen(CLIENTS))
    channel = dict(zip(clients["key"], clients["channel"], strict=True))
    policies = _policies([row for row in work.seen(POLICIES) if row["state"] == ISSUED], channel)
    sales, contacts = _sales(list(events(work, work.rows(POLICIES))), channel), _contacts(work, channel)
    if agent:
        policies, sales, contacts, clients = (
            frame[frame["agent"] == agent] for frame in (policies, sales, contacts, clients)
        )
    channels = {row["channel"]: row for row in work.rows(CHANNELS)}
    return Data(policies, sales, contacts, clients, channels, work.rows(AGENTS), work.settings, work.today)


def _policies(rows: Sequence[Row], channel: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame({key: [row[key] for row in rows] for key in _POLICY}, dtype=object)
    for key in ("signed", "starts", "ends"):
        frame[key] = _days(row[key] for row in rows)
    frame["premium"] = [_kopecks(row["premium"]) for row in rows]
    frame["channel"] = [channel.get(row["client"], "") for row in rows]
    return frame


def _sales(found: Sequence[Event], channel: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame({key: [each.policy[key] for each in found] for key in _SALE}, dtype=object)
    frame["day"] = _days(each.day for each in found)
    frame["premium"] = [_kopecks(each.premium) for each in found]
    frame["commission"] = [_kopecks(each.commission) for each in found]
    frame["sold"], frame["ended"] = [each.sold for each in found], [each.ended for each in found]
    frame["channel"] = [channel.get(each.policy["client"], "") for each in found]
    return frame


def _contacts(work: Work, channel: Mapping[str, str]) -> pd.DataFrame:
    """A letter that has come back is no contact: nobody has heard of us."""
    rows = [row for row in work.seen(CONTACTS) if row["delivered"] not in NOT_HEARD]
    frame = pd.DataFrame({key: [row[key] for row in rows] for key in _CONTACT}, dtype=object)
    frame["day"] = _days(row["day"] for row in rows)
    rules = work.rows(RESULTS)
    frame["talk"] = frame["result"].isin({row["result"] for row in rules if row["talk"] == "да"})
    frame["offer"] = frame["result"].isin({row["result"] for row in rules if row["stage"] in OFFER_STAGES})
    frame["channel"] = [channel.get(row["client"], "") for row in rows]
    return frame


def _clients(rows: Sequence[Row]) -> pd.DataFrame:
    named = [row for row in rows if row["name"]]
    frame = pd.DataFrame({key: [row[key] for row in named] for key in _CLIENT}, dtype=object)
    frame["added"] = _days(row["added"] for row in named)
    frame["year_premium"] = [_kopecks(row["year_premium"]) for row in named]
    return frame.drop_duplicates("key")


def _days(values: Any) -> pd.Series[Any]:
    return pd.Series(pd.to_datetime(list(values)), dtype="datetime64[ns]")


def _kopecks(value: Decimal | None) -> int:
    return int(value * 100) if value else 0


def roubles(kopecks: Any) -> Decimal:
    """Kopecks of a frame as roubles."""
    return Decimal(int(kopecks)) / 100


def within(frame: pd.DataFrame, column: str, period: Period) -> pd.DataFrame:
    """Rows whose day lies in the period."""
    return frame[frame[column].between(pd.Timestamp(period.since), pd.Timestamp(period.until))]


def percent(part: Any, whole: Any) -> Decimal | None:
    """Whole percents; None where there is nothing to divide by."""
    return Decimal(round(100 * float(part) / float(whole))) if whole else None
