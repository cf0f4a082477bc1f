"""Карточка: where the rows of the client shown stand in their tables: cars, drivers, policies, contacts, money."""

from __future__ import annotations

from osago_xl.schema.columns import Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, PAYMENTS, TASKS
from osago_xl.schema.sheets.lookup import Belongs, cell, hidden, places, row_at
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS

PERSONS, LONG = 5, 8


def _own(column: str = "client") -> Belongs:
    return lambda row, form, _facts: bool(row[column] == form["key"])


def _is_open(row: Row, form: Row, _facts: Facts) -> bool:
    return bool(row["client"] == form["key"] and row["state"] == "открыта")


def _policies_shown(form: Row, facts: Facts) -> list[Row]:
    found = (row_at(POLICIES, line["n"], facts) for line in form["policies_n"])
    return [row for row in found if row]


def _paid_for(row: Row, form: Row, facts: Facts) -> bool:
    return any(row["policy"] == policy["key"] for policy in _policies_shown(form, facts))


def _drives(row: Row, form: Row, facts: Facts) -> bool:
    admitted = {key for policy in _policies_shown(form, facts) for key in policy["driver_keys"].split(", ")}
    return bool(row["client"] == form["key"] or (row["key"] and row["key"] in admitted))


NUMBERS = (
    *places(
        "policies_n", "W13", "Y13", LONG, POLICIES, "starts", "tblPolicies[Клиент]=card_key", _own(), guard="card_key"
    ),
    *places(
        "cars_n",
        "W21",
        "Y21",
        PERSONS,
        CARS,
        "year",
        '(tblCars[Ключ собственника]=card_key)*(tblCars[Продан]="")',
        lambda row, form, _facts: row["owner"] == form["key"] and not row["sold"],
        guard="card_key",
    ),
    hidden(
        "admitted",
        "X3",
        1,
        Text(
            "all",
            "Ключи водителей полисов",
            formula='","&'
            + '&","&'.join(
                f'IF(INDEX(card_policies_n,{n})=0,"",'
                f'SUBSTITUTE(INDEX(tblPolicies[Ключи водителей],INDEX(card_policies_n,{n})),", ",","))'
                for n in range(1, LONG + 1)
            )
            + '&","',
            compute=lambda row, facts: _admitted(row["form"], facts),
        ),
    ),
    *places(
        "drivers_n",
        "W26",
        "Y26",
        PERSONS,
        DRIVERS,
        "birth_date",
        '(tblDrivers[Ключ клиента]=card_key)+(tblDrivers[Ключ]<>"")'
        '*ISNUMBER(FIND(","&tblDrivers[Ключ]&",",card_admitted))>0',
        _drives,
        guard="card_key",
        smallest=True,
    ),
    *places(
        "contacts_n", "W31", "Y31", LONG, CONTACTS, "day", "tblContacts[Клиент]=card_key", _own(), guard="card_key"
    ),
    *places(
        "tasks_n",
        "W39",
        "Y39",
        PERSONS,
        TASKS,
        "due",
        '(tblTasks[Клиент]=card_key)*(tblTasks[Состояние]="открыта")',
        _is_open,
        guard="card_key",
        smallest=True,
    ),
    *places("docs_n", "W44", "Y44", LONG, DOCUMENTS, "day", "tblDocs[Клиент]=card_key", _own(), guard="card_key"),
    hidden("policy_keys", "X13", LONG, cell(Text, "key", "Ключ", POLICIES, "key", "card_policies_n")),
    *places(
        "payments_n",
        "W52",
        "Y52",
        PERSONS,
        PAYMENTS,
        "day",
        '(tblPayments[Полис]<>"")*ISNUMBER(MATCH(tblPayments[Полис],card_policy_keys,0))',
        _paid_for,
        guard="card_key",
    ),
    *places(
        "referred_n",
        "W57",
        "Y57",
        LONG,
        CLIENTS,
        "year_premium",
        "tblClients[Рекомендовал]=card_key",
        _own("referrer"),
        guard="card_key",
    ),
)


def _admitted(form: Row, facts: Facts) -> str:
    told = [row["driver_keys"].replace(", ", ",") for row in _policies_shown(form, facts)]
    return ",".join(["", *told, *[""] * (LONG - len(told)), ""])
