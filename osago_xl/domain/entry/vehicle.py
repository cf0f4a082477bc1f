"""Rules about the row of a car."""

from __future__ import annotations

from osago_xl.domain.entry.rule import Known, Rule, Values
from osago_xl.errors import InputError
from osago_xl.values.identifiers.vin import ABSENT
from osago_xl.values.money import number

POWER_RANGE = (23, 2719)
"""Horse powers met in practice; outside a doubt."""
LIGHTEST_LORRY, LIGHT_LORRY = 1000, 3500
"""Kilograms of the permitted mass: below the first somebody wrote tonnes; category C begins above the second."""


def _unusual_power(row: Values, _known: Known) -> str:
    low, high = POWER_RANGE
    return "" if low <= row["power_hp"] <= high else number(row["power_hp"])


def _unknown_place(row: Values, known: Known) -> str:
    """Why no territory is found; "" for one or several, which the calculation asks about itself."""
    try:
        known.territories.find(row["region"], row["place"])
    except InputError as error:
        return error.message
    return ""


CAR = (
    Rule("car.body", "vin", "error", "нет VIN и нет номера кузова или шасси", "Впишите номер кузова или шасси.",
         ("vin",), lambda row, _known: row["vin"].lower() == ABSENT.lower() and not (row["body"] or row["chassis"])),
    Rule("car.plate", "plate", "warning", "нет госномера: камеры такой полис не видят",
         "Когда номер выдадут, внесите его и сюда, и в полис.", ("make",),
         lambda row, _known: not row["plate"] and not row["sold"]),
    Rule("car.year", "year", "error", "год выпуска {} ещё не наступил", "Исправьте год.", ("year",),
         lambda row, known: str(row["year"]) if row["year"] > known.today.year else ""),
    Rule("car.paper", "paper_issued", "error", "документ старше машины", "Исправьте дату или год.",
         ("paper_issued", "year"), lambda row, _known: row["paper_issued"].year < row["year"]),
    Rule("car.paper", "paper_issued", "error", "дата документа ещё не наступила", "Исправьте.", ("paper_issued",),
         lambda row, known: row["paper_issued"] > known.today),
    Rule("car.power", "power_hp", "warning", "необычная мощность {} л.с.", "Сверьте с СТС.", ("power_hp",),
         _unusual_power),
    Rule("car.mass", "mass", "error", "для категории C нужна масса", "От неё зависит ставка.", (),
         lambda row, _known: row["category"] == "C" and not row["mass"]),
    Rule("car.mass", "mass", "error", "масса {} кг: похоже, это тонны", "Впишите килограммы: 16 т = 16000.", ("mass",),
         lambda row, _known: number(row["mass"]) if row["category"] == "C" and row["mass"] < LIGHTEST_LORRY else ""),
    Rule("car.light", "mass", "warning", "масса {} кг: у категории C она больше 3 500 кг", "Сверьте с СТС.", ("mass",),
         lambda row, _known: number(row["mass"])
         if row["category"] == "C" and LIGHTEST_LORRY <= row["mass"] <= LIGHT_LORRY else ""),
    Rule("car.seats", "seats", "error", "для категории D нужно число мест", "От него зависит ставка.", (),
         lambda row, _known: row["category"] == "D" and not row["seats"]),
    Rule("car.place", "place", "warning", "{}", "От места зависит КТ.", ("region", "place"), _unknown_place),
)  # fmt: skip
