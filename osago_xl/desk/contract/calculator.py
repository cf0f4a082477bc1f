"""The calculator's sheet: every company's price, and its cells carried over to Оформление."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from osago_xl.books.base import FormValues
from osago_xl.desk.contract.pricing import notes_of, offers
from osago_xl.domain.commission import Conditions
from osago_xl.domain.risk import UNLIMITED, Driver, Risk
from osago_xl.schema.columns import as_day
from osago_xl.schema.sheets.calculator import QUOTE_ROWS, signature
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
        max_mass_kg=form["mass"],
        seats=form["seats"],
        regular_routes=form["routes"] == "да",
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
    prices = [f"{offer.insurer}: {money(offer.quote.premium)} ₽" for offer in priced if offer.quote]
    return Report(" ".join([text, *notes_of(risk, work.today)]), [*prices, *troubles], show=SHEET)


def cells_for_contract(form: FormValues) -> dict[str, Any]:
    """What Оформление takes over: only what was typed. An age is no date of birth, so it stays behind."""
    drivers = [
        {"birth_date": _date_typed(row["age"]), "licensed": _date_typed(row["experience"]), "kbm": row["kbm"]}
        for row in form["drivers"]
    ]
    return {
        "starts": form["date"],
        "holder_kind": form["owner"],
        "category": form["category"],
        "region": form["region"],
        "place": form["place"],
        "power_hp": form["power_hp"],
        "mass": form["mass"],
        "seats": form["seats"],
        "purpose": _purpose(form),
        "unlimited": form["unlimited"],
        "kbm": form["kbm"],
        "drivers": [row for row in drivers if any(value is not None for value in row.values())],
    }


def _purpose(form: FormValues) -> str:
    """The purpose that the calculation speaks of; the others are the agent's to choose."""
    return "такси" if form["taxi"] == "да" else "регулярные перевозки" if form["routes"] == "да" else ""


def _date_typed(value: object) -> date | None:
    return None if value in (None, "") or _is_years(value) else as_day(value)
