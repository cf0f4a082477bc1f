"""Parts shared by several papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from osago_xl.errors import InputError

T = TypeVar("T")


class Purpose(StrEnum):
    """Purpose of use, the nine boxes of the application and of the policy, in the workbook's words."""

    PERSONAL = "личная"
    DRIVING_SCHOOL = "учебная езда"
    TAXI = "такси"
    DANGEROUS_GOODS = "перевозка опасных грузов"
    RENTAL = "прокат/краткосрочная аренда"
    PASSENGERS = "регулярные перевозки"
    SPECIAL = "дорожные и специальные ТС"
    EMERGENCY = "экстренные и коммунальные службы"
    OTHER = "прочее"


@dataclass(frozen=True, kw_only=True)
class IdDocument:
    """Passport, or the registration certificate of a legal entity."""

    kind: str = ""
    series: str = ""
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address in the eight boxes of the official forms; `street` with its kind («ул. Ленина»)."""

    index: str = ""
    region: str = ""
    district: str = ""
    settlement: str = ""
    street: str = ""
    house: str = ""
    building: str = ""
    flat: str = ""


@dataclass(frozen=True, kw_only=True)
class Party:
    """A citizen or a legal entity; `birth_date` for the one, `inn` for the other."""

    name: str
    birth_date: date | None = None
    inn: str = ""
    document: IdDocument = field(default_factory=IdDocument)
    address: Address = field(default_factory=Address)


@dataclass(frozen=True, kw_only=True)
class Period:
    """A term, both days inclusive."""

    starts: date | None = None
    ends: date | None = None


Periods = tuple[Period, Period, Period]


def periods_of_use(*periods: Period) -> Periods:
    """The three lines of the forms filled from one to three periods; the rest stays empty."""
    if len(periods) > 3:
        raise InputError("Периоды использования", len(periods), "Периодов использования бывает не больше трёх.")
    first, second, third = (*periods, Period(), Period(), Period())[:3]
    return first, second, third


@dataclass(frozen=True, kw_only=True)
class VehicleDocument:
    """ПТС, СТС, ЭПТС or the passport of a self-propelled machine."""

    kind: str = ""
    series: str = ""
    number: str = ""
    issued: date | None = None


@dataclass(frozen=True, kw_only=True)
class Vehicle:
    """`name` is make, model and category in one line, comma separated."""

    name: str
    vin: str = ""
    plate: str = ""
    year: str = ""
    power_kw: Decimal | None = None
    power_hp: Decimal | None = None
    max_mass: int | None = None  # kg, trucks
    seats: int | None = None  # buses, trolleybuses, trams
    chassis: str = ""
    body: str = ""
    document: VehicleDocument = field(default_factory=VehicleDocument)


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A driver admitted to the vehicle; `experience` in full years of the category."""

    name: str = ""
    birth_date: date | None = None
    licence: str = ""
    experience: str = ""


@dataclass(frozen=True, kw_only=True)
class ModernDriver(Driver):
    """Driver of the current application: КБМ and the previous licence (needed to find it) come in."""

    since: date | None = None  # start of experience
    previous_licence: str = ""  # with the previous name, if changed
    kbm: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Payee:
    """Bank details; digits as text, КПП only for organisations."""

    name: str = ""
    inn: str = ""
    kpp: str = ""
    account: str = ""
    bank: str = ""
    bik: str = ""
    correspondent: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyRef:
    """A policy named in a paper."""

    series: str = ""
    number: str = ""
    insurer: str = ""


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """Factors of the premium and the total in roubles; None where a factor does not apply."""

    tb: Decimal | None = None
    kt: Decimal | None = None
    kbm: Decimal | None = None
    kvs: Decimal | None = None
    ks: Decimal | None = None
    kp: Decimal | None = None
    km: Decimal | None = None
    kpr: Decimal | None = None
    kn: Decimal | None = None
    ko: Decimal | None = None
    total: Decimal | None = None


def on_form(items: Sequence[T], rows: int, blank: T) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Items for the form's own rows, a blank one to be crossed out if there is room, and those for the next sheet."""
    filled = tuple(items[:rows])
    return (*filled, blank)[:rows], tuple(items[rows:])
