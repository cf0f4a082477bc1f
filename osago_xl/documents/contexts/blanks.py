"""Values for ready-made forms, under the Russian names that the layouts use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from osago_xl.documents.contexts.common import (
    Driver,
    Period,
    Periods,
    Purpose,
    Vehicle,
    VehicleDocument,
    periods_of_use,
)

BLANK_ROWS = 4  # drivers on the paper policy; the others are named among the notes


@dataclass(frozen=True, kw_only=True)
class PolicyBlank:
    """What is printed onto the paper policy."""

    starts: date
    start_time: time = time(0, 0)
    ends: date
    periods: Periods = field(default_factory=periods_of_use)
    policyholder: str
    owner: str
    trailer: bool = False
    vehicle: Vehicle
    purpose: Purpose = Purpose.PERSONAL
    unlimited: bool = False
    drivers: tuple[Driver, ...] = ()
    premium: Decimal
    notes: str = ""
    concluded_on: date
    issued_on: date
    signer: str = ""

    def values(self) -> dict[str, object]:
        """Name in the layout → value; drivers beyond the rows of the blank are told in «Особые отметки»."""
        return {
            "Начало": self.starts,
            "Время начала": self.start_time,
            "Окончание": self.ends,
            "Страхователь": self.policyholder,
            "Собственник": self.owner,
            "С прицепом": self.trailer,
            "Без прицепа": not self.trailer,
            "Без ограничений": self.unlimited,
            "С ограничением": not self.unlimited,
            "Премия": self.premium,
            "Особые отметки": "; ".join(filter(None, [self.notes, _others(self.drivers[BLANK_ROWS:])])),
            "Дата договора": self.concluded_on,
            "Дата выдачи": self.issued_on,
            "Представитель": self.signer,
            **_of_periods(self.periods),
            **_of_vehicle(self.vehicle),
            **_of_purpose(self.purpose),
            **_of_drivers(self.drivers),
        }


def _of_purpose(chosen: Purpose) -> dict[str, object]:
    return {f"Цель {purpose}": purpose is chosen for purpose in Purpose}


def _of_periods(periods: tuple[Period, ...]) -> dict[str, object]:
    values: dict[str, object] = {}
    for n, period in enumerate(periods, 1):
        values |= {f"Период {n} с": period.starts, f"Период {n} по": period.ends}
    return values


def _of_vehicle(vehicle: Vehicle) -> dict[str, object]:
    document: VehicleDocument = vehicle.document
    return {
        "Автомобиль": vehicle.name,
        "VIN": vehicle.vin,
        "Госномер": vehicle.plate,
        "Документ ТС": document.kind,
        "Документ ТС серия": document.series,
        "Документ ТС номер": document.number,
    }


def _others(drivers: tuple[Driver, ...]) -> str:
    named = ", ".join(f"{driver.name} ВУ {driver.licence}".strip() for driver in drivers)
    return f"Также допущены: {named}" if named else ""


def _of_drivers(drivers: tuple[Driver, ...]) -> dict[str, object]:
    rows = (*drivers, *(Driver() for _ in range(BLANK_ROWS - len(drivers))))
    values: dict[str, object] = {}
    for n, driver in enumerate(rows, 1):
        values |= {f"Водитель {n}": driver.name, f"Водитель {n} ВУ": driver.licence}
    return values


@dataclass(frozen=True, kw_only=True)
class ReceiptBlank:
    """What is printed onto a receipt А-7; `cash` or `card` as it was paid."""

    policyholder: str
    policy: str
    representative: str
    premium: Decimal
    cash: Decimal | None = None
    card: Decimal | None = None
    paid_on: date

    def values(self) -> dict[str, object]:
        """Name in the layout → value."""
        return {
            "Страхователь": self.policyholder,
            "Полис": self.policy,
            "Вид страхования 1": "Правила обязательного страхования гражданской ответственности",
            "Вид страхования 2": "владельцев транспортных средств",
            "Представитель": self.representative,
            "Премия": self.premium,
            "Наличными": self.cash,
            "Картой": self.card,
            "Дата": self.paid_on,
        }
