"""Each factor of the premium by itself: a row of the tariff for the values that decide it.

Every function takes the tariff of the day and only what its table depends on, so that the column form can call it
once for each distinct combination. What the table does not have is an InputError on the deciding field.
"""

from __future__ import annotations

from decimal import Decimal

from osago_xl.domain.rates import Corridor, Factor, Gap, Tariff
from osago_xl.domain.territory import Match, Territory
from osago_xl.domain.words import UP_TO_YEARS, plural
from osago_xl.errors import InputError
from osago_xl.values.money import EXACT, number
from osago_xl.values.reading import missing, refuse
from osago_xl.values.text import sentence

ONE = Decimal(1)
MAX_POWER = 3000  # hp; the strongest road cars stay below 2100
MIN_DRIVING_AGE = 14  # no category can be driven earlier: experience ≤ age − 14
LIGHT_TRUCK_KG = 16_000
SMALL_BUS_SEATS = 16
OWN_FACTOR = "указан вручную"


def known(found: Factor | Gap | None, tariff: Tariff, field: str, value: object, what: str) -> Factor:
    """The factor itself, or the error that says what is missing and for which dates."""
    if isinstance(found, Factor):
        return found
    why = f" {sentence(found.note)}." if found and found.note else ""
    raise InputError(field, value, f"{what}: для договоров {tariff.period} значение не найдено в источниках.{why}")


def base_class(category: str, owner: str, taxi: bool, mass: Decimal | None, seats: int | None, regular: bool) -> str:
    """The row of annex 1 (base rates) a vehicle belongs to."""
    if taxi and category != "B":
        raise refuse("taxi", "да", "отдельная базовая ставка такси есть только в категории B")
    if regular and category != "D":
        raise refuse("regular_routes", "да", "регулярные перевозки есть только в категории D")
    if category == "B":
        return "B taxi" if taxi else f"B {owner}"
    if category == "C":
        heavy = _positive(mass, "max_mass_kg", "нужна разрешённая масса: ставки до 16 т и свыше различны")
        return "C over 16 t" if heavy > LIGHT_TRUCK_KG else "C up to 16 t"
    if category == "D" and not regular:
        many = _positive(seats, "seats", "нужно число мест: ставки до 16 мест и свыше различны")
        return "D over 16 seats" if many > SMALL_BUS_SEATS else "D up to 16 seats"
    return {"M": "A", "D": "D regular routes"}.get(category, category)


def _positive(value: Decimal | int | None, field: str, why: str) -> Decimal | int:
    if value is None:
        raise missing(field, why)
    if not 0 < value <= 1_000_000:
        raise refuse(field, value, "нужно положительное число до 1 000 000")
    return value


def base_rate(tariff: Tariff, row: str, rate: Decimal | str) -> Factor:
    """ТБ: the insurer's rate checked against the corridor, or one of its bounds."""
    corridor = tariff.base.get(row)
    if isinstance(rate, str):
        bound = None if corridor is None else corridor.low if rate == "min" else corridor.high
        side = "нижняя" if rate == "min" else "верхняя"
        return known(bound, tariff, "base_rate", rate, f"Базовая ставка, {side} граница")
    if rate <= 0:
        raise refuse("base_rate", rate, "ставка должна быть больше нуля")
    if corridor is None or not corridor.known:
        note = f"ТБ: границы коридора {tariff.period} не найдены, ставка не проверена"
        return Factor("ТБ", rate, "ставка страховщика", tariff.edition, "приложение 1", note, "unknown")
    if outside(corridor, rate):
        raise refuse("base_rate", rate, f"коридор {tariff.period}: {corridor.text}")
    return Factor("ТБ", rate, f"ставка страховщика, коридор {corridor.text}", corridor.act, "приложение 1")


def outside(corridor: Corridor, rate: Decimal) -> bool:
    """True for a rate beyond a known bound."""
    too_low = corridor.low is not None and rate < corridor.low.value
    return too_low or (corridor.high is not None and rate > corridor.high.value)


def own_territory_factor(value: Decimal) -> Factor:
    """КТ given by the caller instead of a territory."""
    if not 0 < value <= 100:
        raise refuse("kt", value, "нужно число больше 0 и не больше 100")
    return Factor("КТ", value, OWN_FACTOR, note="КТ: указан вручную, по таблице не проверен")


def territory(tariff: Tariff, row: Territory, tractor: bool) -> Factor:
    """КТ of the territory of primary use (the owner's residence); tractors have their own column."""
    table = tariff.kt_tractors if tractor else tariff.kt
    what = f"КТ {'тракторов, ' if tractor else ''}{tariff.territories.name(row)}"
    return known(table.get(row), tariff, "place", row.place, what)


def place(tariff: Tariff, match: Match, tractor: bool) -> Factor:
    """КТ of a place found in a text; what led to the territory stands in the note."""
    factor = territory(tariff, match.row, tractor)
    if told := tariff.territories.note(match):
        return factor._replace(note=f"{factor.note or 'КТ:'}{';' if factor.note else ''} {told}")
    return factor


def foreign_territory(tariff: Tariff, category: str, unfriendly: bool) -> Factor:
    """КТ of a vehicle registered abroad: one value, another one for unfriendly states."""
    special = tariff.kt_foreign.get(("unfriendly", "A" if category == "M" else category)) if unfriendly else None
    found = special or tariff.kt_foreign.get(("any", "*"))
    return known(found, tariff, "foreign_registered", "да", "КТ иностранных ТС")


def bonus_malus(tariff: Tariff, kbm: Decimal | None, kbm_class: str | None) -> Factor:
    """КБМ by value or class; without either, class 3 with a note (no history is known)."""
    if not tariff.kbm:
        raise InputError("kbm", kbm, f"КБМ: таблица КБМ для договоров {tariff.period} не найдена в источниках.")
    if kbm_class is not None:
        factor = tariff.kbm.get(kbm_class)
        if factor is None:
            raise refuse("kbm_class", kbm_class, f"допустимо: {', '.join(tariff.kbm)}")
        if kbm not in (None, factor.value):
            raise refuse("kbm", kbm, f"классу {kbm_class} соответствует {number(factor.value)}")
        return factor
    if kbm is not None:
        factor = tariff.kbm_by_value.get(kbm)
        if factor is None:
            raise refuse("kbm", kbm, f"допустимо: {'; '.join(map(number, tariff.kbm_by_value))}")
        return factor
    factor = tariff.kbm[tariff.rules["class_without_history"].value]
    return factor._replace(note=f"КБМ: не указан, взят {number(factor.value)} ({factor.why}: истории нет)")


def age_experience(tariff: Tariff, category: str, age: int, experience: int, legal: bool) -> Factor:
    """КВС of one driver by full years; a legal entity's named drivers pay it multiplied."""
    if not 16 <= age <= 110:
        raise refuse("age", age, "нужен возраст от 16 до 110 полных лет")
    if not 0 <= experience <= age - MIN_DRIVING_AGE:
        most = age - MIN_DRIVING_AGE
        raise refuse("experience", experience, f"при возрасте {age} стаж от 0 до {most} {plural(most, UP_TO_YEARS)}")
    family = "A" if category in ("A", "M") and "A" in tariff.kvs else "common"
    factor = tariff.kvs[family].find(age, experience)
    if factor is None:
        raise refuse("experience", experience, f"в таблице КВС нет строки «возраст {age}, стаж {experience}»")
    if not legal:
        return factor
    times = Decimal(tariff.rules["legal_kvs_multiplier"].value)
    why = f"{factor.why}; юридическое лицо: {number(factor.value)} × {number(times)}"
    return factor._replace(value=EXACT.multiply(factor.value, times), why=why)


def drivers_limit(tariff: Tariff, unlimited: bool, owner: str) -> Factor:
    """КО: 1 for a named list, else by owner."""
    key = ("unlimited", owner) if unlimited else ("limited", "any")
    who = "юридическое лицо" if owner == "legal" else "гражданин"
    return known(tariff.ko.get(key), tariff, "drivers", "unlimited", f"КО без ограничений ({who})")


def power(tariff: Tariff, category: str, hp: Decimal | None) -> Factor | None:
    """КМ, or None for a category it does not apply to."""
    if hp is not None and not 0 < hp <= MAX_POWER:
        raise refuse("power_hp", hp, f"нужно число больше 0 и не больше {MAX_POWER}")
    family = "A" if category == "M" else category
    if family not in tariff.rules["power_factor_families"].value.split():
        return None
    if hp is None:
        raise missing("power_hp", "нужна мощность двигателя")
    return next(band.factor for band in tariff.km[family] if band.to is None or hp <= band.to)


def season(tariff: Tariff, months: int | None) -> Factor:
    """КС by months of use in the year; not given is the whole year."""
    months = 12 if months is None else months
    if months not in tariff.ks:
        raise refuse("months_of_use", months, "период использования от 3 до 12 месяцев")
    return tariff.ks[months]
