"""Between the form Оформление and the rows of the base: what is filled in from a record, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from osago_xl.books.base import FormValues, Row
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.contract import CONTRACT
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values.dates import policy_end
from osago_xl.values.misfit import known
from osago_xl.work.unit import Work

FORM = "form_"
SHEET = "Оформление"

_OPEN = tuple(field.column.key for field in CONTRACT.fields if not (field.locked and field.column.formula))
PERSON = tuple(of.removeprefix("owner_") for of in _OPEN if of.removeprefix("owner_") in CLIENTS.by_key.keys() - {of})
"""Columns of tblClients that the form has for the policyholder (holder_…) and the owner (owner_…)."""
CAR = tuple(key for key in _OPEN if key in CARS.by_key and not CARS.by_key[key].formula)
"""Columns of tblCars, named the same in the form."""
POLICY = tuple(key for key in _OPEN if key in POLICIES.by_key and not POLICIES.by_key[key].anew)
"""Columns of tblPolicies, named the same in the form, but for those that a sale works out anew."""


def empty() -> FormValues:
    """An untouched form."""
    values: FormValues = {
        field.column.key: field.column.from_cell(None)
        for field in CONTRACT.fields
        if not (field.locked and field.column.formula)
    }
    return values | {grid.key: [] for grid in CONTRACT.grids}


def person_values(row: Mapping[str, Any], who: str) -> dict[str, Any]:
    """Cells of the policyholder or the owner from a client's row."""
    return {f"{who}_{key}": row[key] for key in PERSON}


def client_cells(work: Work, client: Row) -> dict[str, Any]:
    """Everything the form takes from a client, with the consents on file."""
    kinds = {row["kind"] for row in work.linked(DOCUMENTS, "client", {client["key"]}) if not row["withdrawn"]}
    return person_values(client, "holder") | {
        "channel": client["channel"],
        "referrer": client["referrer"],
        "agent": client["agent"],
        "consent_processing": "да" if "согласие: обработка" in kinds else "",
        "consent_transfer": "да" if "согласие: передача" in kinds else "",
        "consent_advertising": "да" if "согласие: реклама" in kinds else "",
    }


def car_cells(car: Mapping[str, Any]) -> dict[str, Any]:
    """Cells of the vehicle from a car's row."""
    return {key: car[key] for key in CAR}


def driver_cells(work: Work, policy: str, *, newest: bool = False) -> list[dict[str, Any]]:
    """Rows of the drivers' grid from the people admitted to a policy.

    КБМ and its request are those of the sale; the newest known, from the drivers themselves, for the next policy.
    """
    rows = sorted(work.linked(ADMITTED, "policy", {policy}), key=lambda row: row["place"] or 0)
    people = ((row, work.find(DRIVERS, row["driver"])) for row in rows)
    return [
        {
            "name": person["name"],
            "birth_date": person["birth_date"],
            "licence": f"{person['licence_series']} {person['licence_number']}".strip(),
            "licensed": person["licensed"],
            "former_licence": person["former_licence"],
            "kbm": person["kbm"] if (newest and known(person["kbm"]) is not None) or not row["kbm"] else row["kbm"],
            "kbm_request": person["kbm_request"] if newest else row["kbm_request"],
            "kbm_day": person["kbm_day"],
        }
        for row, person in people
        if person
    ]


def policy_cells(work: Work, policy: Row) -> dict[str, Any]:
    """The whole form from a stored policy, as it was sold."""
    client = work.get(CLIENTS, policy["client"])
    owner = work.find(CLIENTS, policy["owner"]) if policy["owner"] else None
    same = owner is None or owner["key"] == client["key"]
    car = work.find(CARS, policy["car"]) if policy["car"] else None
    values = empty() | client_cells(work, client) | (car_cells(car) if car else {})
    if owner is not None and not same:
        values |= person_values(owner, "owner")
    values |= {key: policy[key] for key in POLICY if policy[key] not in (None, "")}
    return values | {
        "owner_same": "да" if same else "нет",
        "unlimited": policy["unlimited"] or "нет",
        "drivers": driver_cells(work, policy["key"]),
        "kbm": policy["kbm"] if policy["unlimited"] == "да" else None,
        "base_rate": None,
    }


def renewal_cells(work: Work, policy: Row) -> dict[str, Any]:
    """A draft of the next year's policy: dates moved, number and money empty, КБМ to be asked for anew."""
    ends = policy["ends"] or work.today
    starts = max(ends + timedelta(days=1), work.today)
    moved = {
        key: value.replace(year=value.year + 1) if value and (value.month, value.day) != (2, 29) else None
        for key, value in ((f"use_{n}_{side}", policy[f"use_{n}_{side}"]) for n in (1, 2, 3) for side in ("from", "to"))
    }
    return (
        policy_cells(work, policy)
        | moved
        | {
            "kind": "продление",
            "starts": starts,
            "ends": policy_end(starts),
            "signed": work.today,
            "series": "",
            "number": "",
            "discount": None,
            "previous": policy["key"],
            "drivers": driver_cells(work, policy["key"], newest=True),
        }
    )
