"""Rows of the base → the parts that several papers share: a contract with its people, addresses, the vehicle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.papers.filing import paper_name_of
from osago_xl.documents.contexts.common import Address, IdDocument, Vehicle, VehicleDocument
from osago_xl.domain import names
from osago_xl.errors import InputError
from osago_xl.schema.facts import Values, readable
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.reference import AGENTS, INSURERS
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values.dates import numeric
from osago_xl.work.unit import Work

COMPANY = "юрлицо"
ABSENT = "отсутствует"


@dataclass(frozen=True)
class Contract:
    """Everything the base knows about one policy; `admitted` are pairs of rows (tblAdmitted, tblDrivers)."""

    policy: Values
    holder: Values
    owner: Values
    car: Values
    insurer: Values
    admitted: tuple[tuple[Values, Values], ...]
    previous: Values | None
    representative: str


def contract_of(work: Work, policy: Row) -> Contract:
    """The rows a policy leads to. InputError names the cell without which no paper can be printed."""
    missing = [word for key, word in (("client", "Клиент"), ("car", "Автомобиль"), ("insurer", "Компания"),
                                      ("starts", "Начало"), ("ends", "Окончание")) if not policy[key]]  # fmt: skip
    if missing:
        message = f"«Полисы», {policy['key']}: не заполнено «{'», «'.join(missing)}». Впишите и напечатайте ещё раз."
        raise InputError(missing[0], None, message)
    holder = readable(work.get(CLIENTS, policy["client"]))
    rows = work.linked(ADMITTED, "policy", {policy["key"]})
    pairs = ((row, work.find(DRIVERS, row["driver"])) for row in sorted(rows, key=lambda row: row["place"] or 0))
    previous = work.find(POLICIES, policy["previous"]) if policy["previous"] else None
    return Contract(
        policy=readable(policy),
        holder=holder,
        owner=readable(work.get(CLIENTS, policy["owner"])) if policy["owner"] else holder,
        car=readable(work.get(CARS, policy["car"])),
        insurer=insurer_of(work, policy["insurer"]),
        admitted=tuple((readable(row), readable(driver)) for row, driver in pairs if driver),
        previous=readable(previous) if previous else None,
        representative=representative(work, policy["agent"]),
    )


def gaps(contract: Contract) -> list[str]:
    """What the papers of a contract print as dashes though it matters: a sentence each, with its place."""
    car, policy = contract.car, contract.policy
    found = []
    if policy["unlimited"] != "да" and not contract.admitted:
        found.append(f"«Полисы», {policy['key']}: нет ни одного водителя, а полис с ограничением.")
    if not (vehicle_number(car["vin"]) or car["body"] or car["chassis"]):
        found.append(f"«Автомобили», {car['key']}: нет ни VIN, ни номера кузова или шасси.")
    for person in {row["key"]: row for row in (contract.holder, contract.owner)}.values():
        if not address_line(person):
            found.append(f"«Клиенты», {person['key']} {person['name']}: нет адреса.")
        if not person["paper_number"]:
            found.append(f"«Клиенты», {person['key']} {person['name']}: нет номера документа.")
    return found


def insurer_of(work: Work, name: str) -> Mapping[str, Any]:
    """The insurer's row; of one that is not on the sheet only the name is known."""
    row = work.find(INSURERS, name)
    return row or {"insurer": name, "full_name": "", "inn": "", "address": ""}


def insurer_name(insurer: Mapping[str, Any]) -> str:
    return str(insurer["full_name"] or insurer["insurer"])


def representative(work: Work, agent: str) -> str:
    """Full name of the agent of a policy; the owner of the workbook is named in the settings."""
    row = work.find(AGENTS, agent)
    if row and row["full_name"]:
        return str(row["full_name"])
    own = not row or row["role"] == "я"
    return str(work.settings["cfg_my_name"] or "") if own else agent


def my_name(work: Work) -> str:
    """The agent's own name; InputError tells where to write it."""
    name = str(work.settings["cfg_my_name"]).strip()
    if not name:
        raise InputError("cfg_my_name", "", "Не указано, от чьего имени бумага: «Настройки», «Ваше имя».")
    return name


def is_company(client: Values) -> bool:
    return bool(client["kind"] == COMPANY)


def initials(name: str) -> str:
    """«Иванов И. И.»; a company as it is."""
    try:
        return names.split(name).short
    except InputError:
        return name


def signer(client: Values) -> str:
    """Who signs for the client."""
    return initials(client["contact_person"] if is_company(client) else paper_name_of(client))


def birth_date(client: Values) -> date | None:
    return None if is_company(client) else client["birth_date"]


def company_inn(client: Values) -> str:
    """The form asks it of legal entities only."""
    return str(client["inn"]) if is_company(client) else ""


def identity(client: Values) -> IdDocument:
    return IdDocument(kind=client["paper"], series=client["paper_series"], number=client["paper_number"])


def identity_line(client: Values) -> str:
    """«паспорт РФ 36 10 123456, выдан ОВД …, 05.05.2010»; empty without a number."""
    if not client["paper_number"]:
        return ""
    head = " ".join(part for part in (client["paper"], client["paper_series"], client["paper_number"]) if part)
    issued = [client["paper_issuer"] and f"выдан {client['paper_issuer']}"]
    issued.append(numeric(client["paper_issued"]) if client["paper_issued"] else "")
    return ", ".join(part for part in (head, *issued) if part)


def address(client: Values) -> Address:
    """The eight boxes of the forms."""
    return Address(
        index=client["postcode"],
        region=client["region"],
        district=client["district"],
        settlement=client["city"],
        street=client["street"],
        house=client["house"],
        building=client["building"],
        flat=client["flat"],
    )


def address_line(client: Values) -> str:
    """The address in one line, without the index."""
    numbered = (("house", "д."), ("building", "корп."), ("flat", "кв."))
    parts = [client[key] for key in ("region", "district", "city", "street")]
    parts += [f"{word} {client[key]}" for key, word in numbered if client[key]]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def vehicle_number(text: str) -> str:
    """VIN or plate as typed; «Отсутствует» is none."""
    return "" if text.strip().lower() == ABSENT else text


def vehicle(car: Values) -> Vehicle:
    return Vehicle(
        name=", ".join(part for part in (f"{car['make']} {car['model']}".strip(), car["category"]) if part),
        vin=vehicle_number(car["vin"]),
        plate=vehicle_number(car["plate"]),
        year=str(car["year"] or ""),
        power_kw=car["power_kw"] or None,
        power_hp=plain(car["power_hp"]),
        max_mass=car["mass"] or None,
        seats=car["seats"] or None,
        chassis=car["chassis"],
        body=car["body"],
        document=VehicleDocument(
            kind=car["paper"], series=car["paper_series"], number=car["paper_number"], issued=car["paper_issued"]
        ),
    )


def plain(number: Decimal | None) -> Decimal | None:
    """«181», not «181,0», as Excel shows it; nothing for 0."""
    return Decimal(int(number)) if number and number == int(number) else number or None


def vehicle_line(car: Values) -> str:
    """Make, plate and VIN in one line."""
    vin = vehicle_number(car["vin"])
    parts = (f"{car['make']} {car['model']}".strip(), vehicle_number(car["plate"]), vin and f"VIN {vin}")
    return ", ".join(part for part in parts if part)
