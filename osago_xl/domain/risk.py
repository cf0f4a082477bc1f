"""What is insured: the vehicle, its owner and drivers, the term. Read loosely, kept strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from osago_xl.errors import InputError
from osago_xl.values import reading
from osago_xl.values.dates import full_years
from osago_xl.values.reading import Reader, missing, refuse

UNLIMITED: Literal["unlimited"] = "unlimited"

_CATEGORIES = {
    **dict.fromkeys(("a", "а"), "A"), **dict.fromkeys(("m", "м"), "M"),
    **dict.fromkeys(("b", "в", "be", "ве", "b/be"), "B"),
    **dict.fromkeys(("c", "с", "ce", "се", "c/ce"), "C"),
    **dict.fromkeys(("d", "д", "de", "d/de"), "D"),
    **dict.fromkeys(("tb", "тб", "троллейбус"), "Tb"), **dict.fromkeys(("tm", "тм", "трамвай"), "Tm"),
    **dict.fromkeys(("tractor", "трактор", "тракторы"), "tractor"),
}  # fmt: skip
_OWNERS = {
    **dict.fromkeys(("individual", "физ", "физлицо", "физическое лицо", "гражданин", "ип", "ф"), "individual"),
    **dict.fromkeys(("legal", "юр", "юрлицо", "юридическое", "юридическое лицо", "организация", "ю"), "legal"),
}  # fmt: skip
_UNLIMITED_WORDS = {"unlimited", "без ограничений", "без ограничения", "любые", "не ограничено"}
_KBM_LETTER = {"m": "M", "м": "M"}


def _kbm_class(value: object, field: str) -> str | None:
    text = reading.text(value, field)
    return None if text is None else _KBM_LETTER.get(text.strip().lower(), text.strip())


def _base_rate(value: object, field: str) -> Decimal | str | None:
    if isinstance(value, str) and value.strip().lower() in ("min", "max"):
        return value.strip().lower()
    return reading.number(value, field)


def is_unlimited(value: object) -> bool:
    """True for the words that mean a list without restriction."""
    return isinstance(value, str) and value.strip().lower() in _UNLIMITED_WORDS


_FLAT = ("age", "experience", "birth_date", "licence_date")
NO_DRIVERS = "список водителей пуст; перечислите водителей или напишите «без ограничений»"
REQUIRED = {
    "date": "нужна дата начала договора",
    "category": "нужна категория ТС",
    "drivers": NO_DRIVERS,
    "base_rate": "нужна ставка страховщика в рублях, min или max",
}

DRIVER_READERS: dict[str, Reader] = {
    "age": reading.whole, "experience": reading.whole, "birth_date": reading.day, "licence_date": reading.day,
    "kbm": reading.number, "kbm_class": _kbm_class,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Driver:
    """A named driver: age and experience in full years, or the dates they are counted from.

    Without `kbm` and `kbm_class` the driver has no history. Loose values are read as in `Risk`.
    """

    age: int | None = None
    experience: int | None = None
    birth_date: date | None = None
    licence_date: date | None = None
    kbm: Decimal | None = None
    kbm_class: str | None = None

    def __post_init__(self) -> None:
        for name, read in DRIVER_READERS.items():
            object.__setattr__(self, name, read(getattr(self, name), name))
        for years, since in (("age", "birth_date"), ("experience", "licence_date")):
            if getattr(self, years) is None and getattr(self, since) is None:
                raise missing(years, "нужны полные годы или дата")

    def age_on(self, day: date) -> int:
        """Full years on the first day of the policy."""
        return _years(self.age, self.birth_date, day)

    def experience_on(self, day: date) -> int:
        """Full years since the first licence of the category, whether or not the person drove."""
        return _years(self.experience, self.licence_date, day)


def _years(years: int | None, since: date | None, day: date) -> int:
    if since is not None:
        return full_years(since, day)
    return 0 if years is None else years


def read_drivers(value: object, field: str) -> tuple[Driver, ...] | Literal["unlimited"] | None:
    """A tuple of drivers, "unlimited", or None when nothing is given."""
    if not reading.is_given(value, field):
        return None
    if is_unlimited(value):
        return UNLIMITED
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise refuse(field, value, "нужен список водителей или «без ограничений»")
    return tuple(_driver(one, n, field) for n, one in enumerate(value, start=1))


def _driver(value: object, number: int, field: str) -> Driver:
    if isinstance(value, Driver):
        return value
    if not isinstance(value, Mapping):
        raise refuse(field, value, "о каждом водителе нужны age и experience или birth_date и licence_date")
    if unknown := [str(key) for key in value if key not in DRIVER_READERS]:
        raise InputError(field, unknown[0], f"Водитель {number}: неизвестное поле «{unknown[0][:40]}».")
    try:
        return Driver(**value)
    except InputError as error:
        raise InputError(error.field, error.value, f"Водитель {number}. {error.message}") from None


READERS: dict[str, Reader] = {
    "date": reading.day,
    "category": reading.choice(_CATEGORIES, "A, M, B, C, D, Tb, Tm, трактор"),
    "owner": reading.choice(_OWNERS, "физлицо (гражданин, ИП) или юрлицо"),
    "taxi": reading.flag, "region": reading.text, "place": reading.text, "territory": reading.text,
    "kt": reading.number, "power_hp": reading.number, "max_mass_kg": reading.number, "seats": reading.whole,
    "regular_routes": reading.flag, "drivers": read_drivers, "kbm": reading.number, "kbm_class": _kbm_class,
    "months_of_use": reading.whole, "short_term_factor": reading.number, "foreign_registered": reading.flag,
    "unfriendly": reading.flag, "term": reading.text, "trailer": reading.flag, "base_rate": _base_rate,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One contract to be priced. Loose values (text, floats, Russian words) are read; wrong ones are InputError.

    `date` — first day of the policy; `region` + `place` or free `territory`, or the factor `kt` itself;
    `drivers` — named drivers or "unlimited"; `kbm`, `kbm_class` — of an unlimited list or a legal entity,
    else of the drivers that have none of their own;
    `months_of_use` 3…12; `short_term_factor` in (0, 1] — the insurer's, for a contract up to three months;
    `term` — of a foreign-registered vehicle: "15 days", "2 months"; `base_rate` — roubles, "min" or "max".
    """

    date: date
    category: str
    base_rate: Decimal | Literal["min", "max"]
    drivers: tuple[Driver, ...] | Literal["unlimited"]
    owner: str = "individual"
    taxi: bool = False
    region: str | None = None
    place: str | None = None
    territory: str | None = None
    kt: Decimal | None = None
    power_hp: Decimal | None = None
    max_mass_kg: Decimal | None = None
    seats: int | None = None
    regular_routes: bool = False
    kbm: Decimal | None = None
    kbm_class: str | None = None
    months_of_use: int | None = None
    short_term_factor: Decimal | None = None
    foreign_registered: bool = False
    unfriendly: bool = False
    term: str | None = None
    trailer: bool = False

    def __post_init__(self) -> None:
        for name, read in READERS.items():
            object.__setattr__(self, name, read(getattr(self, name), name))
        if self.owner is None:
            object.__setattr__(self, "owner", "individual")
        for name, why in REQUIRED.items():
            if getattr(self, name) in (None, ()):
                raise missing(name, why)

    @classmethod
    def parse(cls, raw: Mapping[str, object]) -> Risk:
        """A risk from loose named values; flat `age`, `experience`, `birth_date`, `licence_date` are one driver."""
        values = {key: value for key, value in raw.items() if value is not None}
        if unknown := [key for key in values if key not in READERS and key not in DRIVER_READERS]:
            raise InputError(str(unknown[0]), values[unknown[0]], f"Неизвестное поле «{str(unknown[0])[:40]}».")
        if _blank(values.get("drivers")):
            flat = {key: values[key] for key in _FLAT if not _blank(values.get(key))}
            history = {key: values.pop(key) for key in ("kbm", "kbm_class") if flat and key in values}
            values["drivers"] = [flat | history] if flat else None
        loose: dict[str, Any] = {field.name: values.get(field.name) for field in fields(cls)}
        return cls(**loose)


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
