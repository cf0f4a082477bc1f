"""Калькулятор prices every category, and hands over to Оформление only what the agent has typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from desk import Desk

from osago_xl.books.base import Selection
from osago_xl.desk.contract.calculator import risk_of_calculator
from osago_xl.domain.premium import premium
from osago_xl.tariffs.own import tariffs

TYPED: dict[str, Any] = {
    "date": date(2026, 12, 1), "owner": "юрлицо", "category": "C", "region": "Москва", "place": "Москва",
    "power_hp": None, "taxi": "нет", "routes": "", "mass": None, "seats": None, "months": 12, "unlimited": "да",
    "kbm": None, "base_rate": Decimal(5000), "drivers": [],
}  # fmt: skip

PRICED: dict[str, tuple[dict[str, Any], bool]] = {
    "a lorry of 16 t": ({"mass": Decimal(16_000)}, True),
    "a lorry of 25 t": ({"mass": Decimal(25_000)}, True),
    "a lorry of no mass": ({}, False),
    "a bus of 16 seats": ({"category": "D", "seats": Decimal(16)}, True),
    "a bus of 40 seats on a route": ({"category": "D", "seats": Decimal(40), "routes": "да"}, True),
    "a bus of no seats": ({"category": "D"}, False),
    "a tractor": ({"category": "трактор"}, True),
    "a motorcycle": ({"category": "A", "power_hp": Decimal(60)}, True),
}


@pytest.mark.parametrize(("cells", "priced"), PRICED.values(), ids=PRICED)
def test_every_category_has_a_price_in_its_corridor(desk: Desk, cells: dict[str, Any], priced: bool) -> None:
    """The sample rate of 5 000 ₽ lies outside some corridors; «max» lies in each of them."""
    desk.setup(lambda work: work.fill("calc_", **TYPED | cells))
    form = desk.work().form("calc_")
    if not priced:
        assert form["premium"] in ("", None) and "нуж" in form["why"]
        return
    quote = premium(risk_of_calculator({**form, "base_rate": None}), tariffs())
    assert quote.premium > 0 and quote.value("ТБ") > 0


def test_the_cell_and_the_button_agree_about_a_lorry(desk: Desk) -> None:
    desk.setup(lambda work: work.fill("calc_", **TYPED | {"mass": Decimal(25_000)}))
    form = desk.work().form("calc_")
    assert Decimal(str(form["premium"])) == premium(risk_of_calculator(form), tariffs()).premium


def hand_over(desk: Desk, **cells: Any) -> dict[str, Any]:
    desk.setup(lambda work: work.fill("calc_", **TYPED | cells))
    desk.selection = Selection("Калькулятор")
    desk.click("new_policy")
    return desk.work().form("form_")


def test_years_are_no_dates(desk: Desk) -> None:
    """Age 35 and experience 10 stay behind, the КБМ typed beside them comes along."""
    form = hand_over(desk, unlimited="нет", drivers=[{"age": 35, "experience": 10, "kbm": Decimal("0.91")}])
    (driver,) = [row for row in form["drivers"] if any(row.values())]
    assert (driver.get("birth_date"), driver.get("licensed"), driver["kbm"]) == (None, None, Decimal("0.91"))


def test_dates_and_masses_come_along(desk: Desk) -> None:
    born = {"age": date(1980, 5, 5), "experience": date(2000, 1, 1), "kbm": None}
    form = hand_over(desk, unlimited="нет", mass=Decimal(25_000), drivers=[born, {"age": 40, "experience": 3}])
    (driver,) = [row for row in form["drivers"] if any(row.values())]
    assert (driver["birth_date"], driver["licensed"]) == (date(1980, 5, 5), date(2000, 1, 1))
    assert (form["mass"], form["seats"], form["purpose"]) == (Decimal(25_000), None, "")


FAR = {date(2027, 1, 20): False, date(2027, 1, 21): True, date(2030, 1, 1): True, date(2080, 1, 1): True}


@pytest.mark.parametrize(("starts", "said"), FAR.items())
def test_a_tariff_nobody_knows_yet_is_said(desk: Desk, contract: dict[str, Any], starts: date, said: bool) -> None:
    desk.setup(lambda work: work.fill("form_", **contract | {"starts": starts}))
    text = desk.click("calculate").text
    assert ("Тарифы известны до 22.11.2026" in text) == said
