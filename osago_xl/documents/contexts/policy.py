"""Papers about a concluded contract: its data, a change, the end, the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from osago_xl.documents.contexts.common import (
    Calculation,
    Payee,
    Periods,
    PolicyRef,
    Purpose,
    Vehicle,
    periods_of_use,
)


@dataclass(frozen=True, kw_only=True)
class PolicyDriver:
    """A driver as the policy names him."""

    name: str
    licence: str = ""
    kbm: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class PolicySheet:
    """Data sheet of an electronic policy in the order of the policy; says that it is not the policy."""

    insurer: str
    series: str
    number: str
    starts: date
    start_time: str = "00:00"
    ends: date
    periods: Periods = field(default_factory=periods_of_use)
    policyholder: str  # name, for a legal entity with ИНН
    owner: str
    owner_kbm: Decimal | None = None
    vehicle: Vehicle
    trailer: bool = False
    purpose: Purpose = Purpose.PERSONAL
    unlimited: bool = False
    drivers: tuple[PolicyDriver, ...] = ()
    calculation: Calculation = field(default_factory=Calculation)
    taxi_forbidden: bool = True
    previous: PolicyRef = field(default_factory=PolicyRef)
    notes: str = ""
    application: str = ""  # number of the application
    concluded_on: date
    issued_on: date
    issue_time: str = ""
    representative: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One item of a change of terms: what, before, after."""

    what: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeApplication:
    """Application for a change of terms; no official form exists, insurers take their own or this one."""

    policy: PolicyRef
    starts: date
    ends: date
    policyholder: str
    phone: str = ""
    vehicle: str  # make, plate, VIN in one line
    changes: tuple[Change, ...]
    reason: str = ""
    documents: str = ""  # confirming the change: kind, number, date
    effective_on: date
    surcharge: Decimal | None = None  # roubles; None or 0: nothing to pay
    payment: str = ""  # how the surcharge is paid
    new_policy: PolicyRef = field(default_factory=PolicyRef)
    signed_by: str = ""
    filled_on: date
    representative: str = ""


@dataclass(frozen=True, kw_only=True)
class Termination:
    """Application for early termination, with an estimate of the refund (40-ФЗ art. 10 p. 4)."""

    policy: PolicyRef
    starts: date
    ends: date
    applicant: str
    applicant_document: str = ""
    capacity: str = "страхователь"  # heir, representative by power of attorney …
    phone: str = ""
    vehicle: str
    ground: str
    documents: str = ""
    payee: Payee = field(default_factory=Payee)  # of the applicant
    premium: Decimal | None = None
    withheld_percent: Decimal | None = None
    days_total: int | None = None
    days_left: int | None = None
    refund: Decimal | None = None  # roubles, estimate
    signed_by: str = ""
    filled_on: date


@dataclass(frozen=True, kw_only=True)
class PastPolicy:
    """One contract of the history; `claims` as the agent knows them."""

    policy: str
    insurer: str = ""
    vehicle: str = ""
    starts: date | None = None
    ends: date | None = None
    kbm: Decimal | None = None
    claims: str = ""


@dataclass(frozen=True, kw_only=True)
class LossHistory:
    """Informational note on a client's contracts and losses by the agent's records."""

    client: str
    birth_date: date | None = None
    as_of: date
    policies: tuple[PastPolicy, ...]
    comment: str = ""
    agent: str
    agent_phone: str = ""
