"""Applications for a contract of OSAGO."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from osago_xl.documents.contexts.common import (
    Address,
    Calculation,
    Driver,
    IdDocument,
    ModernDriver,
    Party,
    Periods,
    PolicyRef,
    Purpose,
    Vehicle,
    on_form,
    periods_of_use,
)

FORM_ROWS = 5  # rows of the driver table on the sheet


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Owner of the vehicle: a legal entity is named in one line of the form, a citizen in the other."""

    company: str = ""
    citizen: str = ""
    birth_date: date | None = None
    inn: str = ""
    document: IdDocument = field(default_factory=IdDocument)
    address: Address = field(default_factory=Address)


@dataclass(frozen=True, kw_only=True)
class Application:
    """Application by annex 2 of 431-П (first edition, 2014), field by field in the order of the form."""

    insurer: str
    policyholder: Party
    phone: str = ""
    starts: date
    ends: date
    owner: Owner
    vehicle: Vehicle
    inspection_card: str = ""  # diagnostic card, not needed for a contract since 22.08.2021
    inspection_until: date | None = None
    trailer: bool = False
    purpose: Purpose = Purpose.PERSONAL
    unlimited: bool = False  # any driver
    drivers: tuple[Driver, ...] = (Driver(),) * FORM_ROWS  # by `driver_rows`
    more_drivers: tuple[Driver, ...] = ()  # for the continuation sheet
    periods: Periods = field(default_factory=periods_of_use)
    previous: PolicyRef = field(default_factory=PolicyRef)
    other: str = ""  # changes of data and licences within the last year
    policy_series: str = ""  # of the policy received
    policy_number: str = ""
    signed_by: str = ""  # the policyholder
    filled_on: date | None = None
    calculation: Calculation = field(default_factory=Calculation)
    kbm_request: str = ""
    kbm_request_date: date | None = None
    notes: str = ""
    representative: str = ""  # of the insurer
    accepted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ModernDocument(IdDocument):
    """Identity document with what aggregators ask for today."""

    issued_by: str = ""
    issued: date | None = None
    department: str = ""


@dataclass(frozen=True, kw_only=True)
class ModernParty(Party):
    """Policyholder or owner of the current application; `inn` for legal entities."""

    sex: str = ""
    document: ModernDocument = field(default_factory=ModernDocument)
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class ModernApplication:
    """Current layout used for e-OSAGO (2024). The form of 837-П itself replaces it once obtained."""

    number: str = ""
    insurer: str
    policyholder: ModernParty
    starts: date
    ends: date
    owner: ModernParty
    owner_kbm: Decimal | None = None  # of a contract without limitation of drivers
    vehicle: Vehicle
    trailer: bool = False
    rented: str = ""  # да, нет; empty when not said
    taxi_forbidden: bool = True  # prints that the vehicle is not to be used as a taxi
    purpose: Purpose = Purpose.PERSONAL
    unlimited: bool = False
    drivers: tuple[ModernDriver, ...] = (ModernDriver(),) * FORM_ROWS  # by `modern_driver_rows`
    more_drivers: tuple[ModernDriver, ...] = ()
    periods: Periods = field(default_factory=periods_of_use)
    previous: PolicyRef = field(default_factory=PolicyRef)
    calculation: Calculation = field(default_factory=Calculation)
    kbm_request: str = ""
    kbm_request_date: date | None = None
    notes: str = ""
    signed_by: str = ""
    filled_on: date | None = None
    representative: str = ""


def driver_rows(drivers: Sequence[Driver]) -> tuple[tuple[Driver, ...], tuple[Driver, ...]]:
    """`drivers` and `more_drivers` of an `Application`."""
    return on_form(drivers, FORM_ROWS, Driver())


def modern_driver_rows(
    drivers: Sequence[ModernDriver],
) -> tuple[tuple[ModernDriver, ...], tuple[ModernDriver, ...]]:
    """`drivers` and `more_drivers` of a `ModernApplication`."""
    return on_form(drivers, FORM_ROWS, ModernDriver())
