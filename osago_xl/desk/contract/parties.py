"""Who and what a typed contract is about: people, cars and drivers found again, or entered as new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from osago_xl.books.base import FormValues, Row
from osago_xl.desk.contract.form import CAR, PERSON
from osago_xl.desk.who.people import People, Person, person_of
from osago_xl.domain.identity.matching import Matcher
from osago_xl.domain.identity.names import name_key, same_name
from osago_xl.domain.identity.traits import plate_of, vin_of
from osago_xl.errors import InputError
from osago_xl.schema import identities
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values import phones
from osago_xl.values.identifiers import licence, plate, vin
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work


def client_of(work: Work, ui: Ui, form: FormValues, who: str) -> Row:
    """The client of the form: found again, confirmed by the agent when not certain, or new."""
    values = {key: form[f"{who}_{key}"] for key in PERSON}
    values["phone"] = _phone(values["phone"])
    person = person_of({"phone_2": "", **values})
    people = People.near(work.rows(CLIENTS), person)
    found = people.find(person)
    known = found.row if found else None
    if known is None and (alike := people.alike(person)):
        row, trait = alike
        if ui.ask(f"Уже есть клиент {row['key']} {row['name']} ({trait}). Это он же?"):
            known = row
    if who == "holder":
        values |= {"channel": form["channel"], "agent": form["agent"], "referrer": _referrer(work, form["referrer"])}
    if known is not None:
        filled = {key: value for key, value in values.items() if value not in (None, "")}
        if not same_name(known["name"], values["name"]):
            filled.pop("name", None)
        work.set(CLIENTS, known, **filled, changed=work.today)
        return known
    status = "активный" if who == "holder" else "связанный"
    defaults = {"channel": form["channel"], "agent": form["agent"]}
    return work.add(CLIENTS, **(defaults | values), status=status, added=work.today, source="Оформление")


def _phone(text: str) -> str:
    try:
        return phones.display(text) if text else ""
    except InputError:
        return text


def _referrer(work: Work, text: str) -> str:
    """A key, or the only client with that name."""
    if not text or work.find(CLIENTS, text):
        return text
    wanted = name_key(text)
    found = [row["key"] for row in work.rows(CLIENTS) if name_key(row["name"]) == wanted]
    return found[0] if len(found) == 1 else ""


def car_of(work: Work, ui: Ui, form: FormValues, owner: Row) -> Row:
    values = {key: form[key] for key in CAR}
    values["vin"] = vin.compact(values["vin"]) if values["vin"] else ""
    values["plate"] = plate.compact(values["plate"]) if values["plate"] else ""
    known = _same_car(work, ui, values)
    if known is not None:
        filled = {key: value for key, value in values.items() if value not in (None, "")}
        work.set(CARS, known, **filled, owner=owner["key"])
        return known
    return work.add(CARS, **values, owner=owner["key"])


def _same_car(work: Work, ui: Ui, values: Mapping[str, Any]) -> Row | None:
    """A car with the same VIN is the same; a plate of another VIN may have been moved to this car: the agent says."""
    number, sign = vin_of(values["vin"]), plate_of(values["plate"])
    there = [row for row in work.rows(CARS) if not row["sold"] or (number and vin_of(row["vin"]) == number)]
    if found := Matcher(identities.CARS, there).find(values):
        return found.row
    for row in there:
        if sign and plate_of(row["plate"]) == sign:
            question = f"Госномер {sign} уже у {row['key']} {row['make']} {row['model']}. Это та же машина?"
            return row if ui.ask(question) else None
    return None


def driver_of(work: Work, typed: Mapping[str, Any]) -> Row:
    """The driver with this licence, or this name and birth date; a new licence is remembered beside the former."""
    series, number = licence.split(licence.compact(typed.get("licence") or ""))
    values = {
        "name": typed["name"],
        "birth_date": typed.get("birth_date"),
        "licence_series": series,
        "licence_number": number,
        "licensed": typed.get("licensed"),
        "kbm": typed.get("kbm"),
        "kbm_day": typed.get("kbm_day"),
        "kbm_request": typed.get("kbm_request") or "",
        "former_licence": typed.get("former_licence") or "",
    }
    rows = work.rows(DRIVERS)
    found = Matcher(identities.DRIVERS, rows).find(values)
    row = found.row if found else _only_a_name(rows, values)
    if row is not None:
        if row["licence_number"] and number and row["licence_number"] != number:
            values["former_licence"] = f"{row['licence_series']} {row['licence_number']}".strip()
        work.set(DRIVERS, row, **{k: v for k, v in values.items() if v not in (None, "")})
        return row
    return work.add(DRIVERS, **values, client=_client_who_drives(work, values))


def _only_a_name(rows: Sequence[Row], values: Mapping[str, Any]) -> Row | None:
    """The driver of this name of whom, as of this one, nothing else is known."""
    bare = [row for row in rows if not (row["birth_date"] or row["licence_number"])]
    wanted = "" if values["birth_date"] or values["licence_number"] else name_key(values["name"])
    return next((row for row in bare if wanted and name_key(row["name"]) == wanted), None)


def _client_who_drives(work: Work, values: Mapping[str, Any]) -> str:
    """The key of the client with this name and birth date."""
    if not values["birth_date"]:
        return ""
    person = Person(values["name"], birth_date=values["birth_date"])
    found = People.near(work.rows(CLIENTS), person).find(person)
    return str(found.row["key"]) if found else ""
