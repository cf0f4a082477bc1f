"""Policies whose КТ will rise by an act that is known already and not yet in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from osago_xl.books.base import Row
from osago_xl.desk.contract.pricing import tariffs
from osago_xl.domain.factors import territory
from osago_xl.domain.rises import Rise
from osago_xl.errors import InputError
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work


def rises(work: Work) -> dict[str, Rise]:
    """By key of the policy; empty, and nothing is looked up, while no act lies ahead."""
    day = next((start for start in tariffs().starts if start > work.today), None)
    if day is None:
        return {}
    found = {}
    for policy in work.rows(POLICIES):
        car = work.find(CARS, policy["car"]) if policy["left"] not in ("", None) else None
        before, after = (_factor(car, on) for on in (work.today, day)) if car else (None, None)
        if before is not None and after is not None and after > before:
            found[policy["key"]] = Rise(day, before, after)
    return found


def _factor(car: Row, day: date) -> Decimal | None:
    """КТ of the car's place on a day; None where place or value is unknown."""
    try:
        tariff = tariffs().at(day)
        row = tariff.territories.find(car["region"] or None, car["place"] or None)
        return territory(tariff, row, car["category"] == "трактор").value
    except InputError:
        return None
