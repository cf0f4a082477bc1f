"""The inspection (ТО) of insured cars: of every car in policies of earlier years, of some purposes of use today."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.checks.base import Base, Placed
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.dates import numeric


class Needed(NamedTuple):
    """Policies concluded on these days need it; no purposes mean all of them."""

    why: str
    since: date = date.min
    until: date = date.max
    purposes: tuple[str, ...] = ()


@cache
def rules() -> tuple[Needed, ...]:
    """The rules of data/inspection.toml."""
    raw = tomllib.loads(files("osago_xl.checks").joinpath("data/inspection.toml").read_text("utf-8"))
    return tuple(Needed(**each) for each in raw["needed"])


def check(base: Base) -> Iterator[Placed]:
    """Policies whose car had no inspection on their first day; where no date is known, nothing is said."""
    cars = {row["key"]: row for row in base.rows(CARS) if row["inspection_until"]}
    for row in base.rows(POLICIES) if cars else ():
        car = cars.get(row["car"])
        until = car["inspection_until"] if car else None
        if car and until and row["signed"] and row["starts"] and until < row["starts"]:
            yield from _missing(row, car)


def _missing(row: Row, car: Row) -> Iterator[Placed]:
    purpose = row["purpose"] or car["purpose"]
    for rule in rules():
        if rule.since <= row["signed"] <= rule.until and (not rule.purposes or purpose in rule.purposes):
            message = f"техосмотр машины {car['key']} до {numeric(car['inspection_until'])}, раньше начала полиса"
            hint = f"Впишите в «ТО до» новый срок: {rule.why}."
            yield Placed(POLICIES.name, row, "starts", "warning", "policy.inspection", message, hint)
