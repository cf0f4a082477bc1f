"""What Оформление must hold before it can become rows; everything else is judged in the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osago_xl.books.base import FormValues
from osago_xl.desk.contract.form import FORM, SHEET
from osago_xl.desk.contract.pricing import known_on
from osago_xl.domain.contract_states import QUOTE
from osago_xl.domain.entry.person import DRIVER
from osago_xl.domain.entry.rule import Known, judge
from osago_xl.domain.names import name_key
from osago_xl.errors import InputError
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.values.identifiers import licence
from osago_xl.work.unit import Work

CHANGE = "изменение"
_CELL_OF = {"max_mass_kg": "mass", "date": "starts"}
"""Cells of the form whose field of a risk has another name."""
_OF_A_DRIVER = ("birth_date", "licence", "licensed", "former_licence", "kbm", "kbm_request")


def check_typed(work: Work, form: FormValues, *keys: str) -> None:
    """Refuse a form in which one of these cells is empty, and name the cell."""
    for key in keys:
        if form[key] in (None, ""):
            raise InputError(key, None, f"Не заполнено: {_place(work, key)}. Впишите и повторите.")


def check_filled(work: Work, form: FormValues) -> None:
    """Refuse a form of which no rows can be made: an empty key cell, a change of nothing, a driver without a name."""
    needed = ["holder_name", "starts", "category"] + ([] if form["kind"] == QUOTE else ["insurer", "agent"])
    check_typed(work, form, *needed)
    if form["insurer"] and not work.find(INSURERS, form["insurer"]):
        message = f"Компании «{form['insurer']}» нет на листе «Страховые компании». Добавьте её и повторите."
        raise InputError("insurer", form["insurer"], message)
    if form["kind"] == CHANGE and work.find(POLICIES, form["policy_key"]) is None:
        message = f"{_place(work, 'kind')}: изменение без полиса. Встаньте на полис и нажмите «Изменить»."
        raise InputError("policy_key", form["policy_key"], message)
    if form["unlimited"] != "да":
        _check_drivers(form["drivers"])
        _check_dates(form["drivers"], known_on(work.today))


def _check_drivers(rows: list[Mapping[str, Any]]) -> None:
    """Every driver has a name and stands in the list once."""
    seen: dict[object, int] = {}
    for n, row in enumerate(rows, 1):
        where = f"{SHEET}, водитель {n}"
        if not row.get("name"):
            if any(row.get(key) not in (None, "") for key in _OF_A_DRIVER):
                raise InputError("drivers", None, f"{where}: не заполнено ФИО. Впишите его или очистите строку.")
            continue
        signs = [(name_key(row["name"]), row.get("birth_date")), licence.compact(row.get("licence") or "") or n]
        twin = next((seen[sign] for sign in signs if sign in seen), None)
        if twin:
            message = f"{where}: {row['name']} уже вписан в строке {twin}. Оставьте одну строку."
            raise InputError("drivers", row["name"], message)
        seen |= dict.fromkeys(signs, n)


def _check_dates(rows: list[Mapping[str, Any]], known: Known) -> None:
    """Dates and КБМ of which no premium could be computed."""
    for n, row in enumerate(rows, 1):
        values = {key: row.get(key) for key in ("birth_date", "licensed", "kbm")}
        for column, finding in judge(DRIVER, values, known):
            if finding.level == "error":
                where = f"{SHEET}, водитель {n}, {row.get('name')}"
                raise InputError(column, row.get(column), f"{where}: {finding.message}. {finding.hint}")


def with_cell(work: Work, error: InputError) -> InputError:
    """What the calculation refuses, with the cell of the form it stands in."""
    form, key = work.schema.forms[FORM].form, _CELL_OF.get(error.field, error.field)
    if form is None or key not in form.by_key:
        return error
    return InputError(error.field, error.value, f"{_place(work, key)}: {error.message}")


def _place(work: Work, key: str) -> str:
    form = work.schema.forms[FORM].form
    assert form is not None
    field = form.by_key[key]
    return f"{field.column.header} (ячейка {field.at})"
