"""The calculator's sheet: every company's price, and its cells carried over to Оформление."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from osago_xl.books.base import FormValues
from osago_xl.desk.contract.pricing import offers
from osago_xl.domain.commission import Conditions
from osago_xl.domain.risk import UNLIMITED, Driver, Risk
from osago_xl.schema.columns import as_day
from osago_xl.schema.sheets.calculator import QUOTE_ROWS, signature
from osago_xl.values.dates import add_years
from osago_xl.values.money import money
from osago_xl.work.ui import Report
from osago_xl.work.unit import Work

CALC = "calc_"
SHEET = "Калькулятор"


def risk_of_calculator(form: FormValues) -> Risk:
    """The yellow cells as a risk at the base rate typed there."""
    unlimited = form["unlimited"] == "да"
    typed = [row for row in form["drivers"] if row["age"] not in (None, "")]
    return Risk(
        date=form["date"],
        category=form["category"],
        owner=form["owner"],
        taxi=form["taxi"] == "да",
        region=form["region"] or None,
        place=form["place"] or None,
        power_hp=form["power_hp"],
        months_of_use=form["months"],
        drivers=UNLIMITED if unlimited else tuple(_driver(row) for row in typed),
        kbm=form["kbm"] if unlimited else None,
        base_rate=form["base_rate"] or "max",
    )


def _driver(row: Mapping[str, Any]) -> Driver:
    """Full years, or the date they are counted from: a small number is years."""
    age, experience = row["age"], row["experience"]
    values: dict[str, Any] = {"kbm": row["kbm"]}
    values |= {"age": age} if _is_years(age) else {"birth_date": as_day(age)}
    values |= {"experience": experience} if _is_years(experience) else {"licence_date": as_day(experience)}
    return Driver(**values)


def _is_years(value: object) -> bool:
    return isinstance(value, int) and value < 150


def calculate_sheet(work: Work) -> Report:
    """Fill the table of all companies."""
    form = work.form(CALC)
    risk = risk_of_calculator(form)
    owner = "такси" if risk.taxi else "юрлицо" if risk.owner == "legal" else "физлицо"
    facts = Conditions(product="ОСАГО", owner=owner, category=risk.category, region=form["region"])
    priced, troubles = offers(work, risk, facts)
    rows = [
        {
            "insurer": offer.insurer,
            "base_rate": offer.quote.value("ТБ") if offer.quote else None,
            "premium": offer.quote.premium if offer.quote else None,
            "commission": offer.commission,
        }
        for offer in priced[:QUOTE_ROWS]
    ]
    work.fill(CALC, quotes=rows, signature=signature(form))
    best = next((offer for offer in priced if offer.quote), None)
    text = f"Дешевле всех {best.insurer}: {money(best.quote.premium)} ₽." if best and best.quote else "Премии нет."
    return Report(text, troubles, show=SHEET)


def cells_for_contract(form: FormValues) -> dict[str, Any]:
    """What Оформление takes over from the calculator; ages become dates only where dates were typed."""
    start: date | None = form["date"]
    drivers = [
        {
            "birth_date": _since(row["age"], start),
            "licensed": _since(row["experience"], start),
            "kbm": row["kbm"],
        }
        for row in form["drivers"]
        if row["age"] not in (None, "")
    ]
    return {
        "starts": start,
        "holder_kind": form["owner"],
        "category": form["category"],
        "region": form["region"],
        "place": form["place"],
        "power_hp": form["power_hp"],
        "purpose": "такси" if form["taxi"] == "да" else "личная",
        "unlimited": form["unlimited"],
        "kbm": form["kbm"],
        "drivers": drivers,
    }


def _since(value: object, start: date | None) -> date | None:
    """A date as typed; full years become the same day so many years before the start, to be corrected by the papers."""
    if isinstance(value, int) and _is_years(value):
        return add_years(start, -value) if start else None
    return as_day(value)
