"""When to call a client: the agreed day, an ended policy, the renewal stage, or silence; the twin of sheet Клиенты.

The order of precedence is the trade's practice (an agreed day is a promise; an ending policy does not wait; silence is
the rest), not law; all numbers are settings of the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

NEVER_REMINDED = frozenset({"не активный", "не звонить", "связанный"})

Cause = Literal["agreed", "ended", "renewal", "silence"]


@dataclass(frozen=True, slots=True)
class CallRules:
    """Settings of the reminders: days of silence, days of «скоро», days before the end of a policy, N by service.

    `lost_days`: so long an ended policy without an outcome is still at work.
    """

    silence_days: int = 180
    amber_days: int = 7
    stages: tuple[int, int, int, int] = (30, 14, 7, 1)
    service_days: Mapping[str, int] = field(default_factory=dict)
    lost_days: int = 30


@dataclass(frozen=True, slots=True)
class ClientDates:
    """What the call date of one client depends on."""

    status: str = "активный"
    service: str = ""
    own_days: int | None = None
    agreed: date | None = None
    last_contact: date | None = None
    last_order: date | None = None
    added: date | None = None
    policy_ends: date | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """The day from which the client is to be called, and what for."""

    day: date
    cause: Cause


def period(client: ClientDates, rules: CallRules) -> int:
    """N days of silence: the client's own, else his service's, else the common one; N = 1 is the next day."""
    if client.own_days and client.own_days > 0:
        return client.own_days
    return rules.service_days.get(client.service, 0) or rules.silence_days


def renewal_day(ends: date | None, last_contact: date | None, rules: CallRules) -> date | None:
    """The first renewal stage not yet covered by a contact; None when there is no policy or all stages passed."""
    if ends is None:
        return None
    stages = (ends - timedelta(days=days) for days in rules.stages)
    return next((day for day in stages if last_contact is None or last_contact < day), None)


def ended(ends: date | None, today: date, rules: CallRules) -> bool:
    """Whether a policy has ended and is not yet given up for lost."""
    return ends is not None and ends < today <= ends + timedelta(days=rules.lost_days)


def next_call(client: ClientDates, rules: CallRules, today: date) -> Call | None:
    """The call due next; None for a client who is never reminded or of whom no date is known.

    An ended policy is due every day, but not again on the day of a talk.
    """
    if client.status in NEVER_REMINDED:
        return None
    if client.agreed and (client.last_contact is None or client.agreed > client.last_contact):
        return Call(client.agreed, "agreed")
    if client.policy_ends and ended(client.policy_ends, today, rules):
        last = max(client.policy_ends, client.last_contact or client.policy_ends)
        return Call(last + timedelta(days=1), "ended")
    renewal = renewal_day(client.policy_ends, client.last_contact, rules)
    known = [day for day in (client.last_contact, client.last_order) if day]
    since = max(known) if known else client.added
    silence = since + timedelta(days=period(client, rules)) if since else None
    if renewal and (silence is None or renewal <= silence):
        return Call(renewal, "renewal")
    return Call(silence, "silence") if silence else None


def flag(day: date | None, today: date, rules: CallRules) -> str:
    """«пора», «скоро» or nothing."""
    if day is None:
        return ""
    if day <= today:
        return "пора"
    return "скоро" if day <= today + timedelta(days=rules.amber_days) else ""
