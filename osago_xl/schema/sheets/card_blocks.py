"""Карточка: the lines of the client shown: cars, drivers, policies, contacts, tasks, money, papers, referrals."""

from __future__ import annotations

from dataclasses import replace

from osago_xl.schema.columns import Column, Day, Link, Money, Number, Rate, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, PAYMENTS, TASKS
from osago_xl.schema.sheets.lookup import Belongs, cell, hidden, places, row_at
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.tables import Grid, Table

PERSONS, LONG = 5, 8


def _own(column: str = "client") -> Belongs:
    return lambda row, form, facts: bool(row[column] == form["key"])


def _is_open(row: Row, form: Row, facts: Facts) -> bool:
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
        lambda row, form, facts: row["owner"] == form["key"] and not row["sold"],
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


def _paper_link(row: Row, facts: Facts) -> str:
    paper = row_at(DOCUMENTS, row["form"]["docs_n"][row["k"] - 1]["n"], facts)
    return "открыть" if paper and paper["file"] else ""


_FILE = f"INDEX(tblDocs[{DOCUMENTS.by_key['file'].header}],INDEX(card_docs_n,{{k}}))"
_OPEN = Link(
    "open",
    "Файл",
    formula=f'IF(INDEX(card_docs_n,{{k}})=0,"",IF({_FILE}="","",HYPERLINK({_FILE},"открыть")))',
    compute=_paper_link,
)


def _block(key: str, at: str, rows: int, table: Table, *columns: tuple[type[Column], str, str, int]) -> Grid:
    """A visible grid; each column is (type, key in the table, header, cells taken)."""
    return Grid(
        key,
        at,
        rows,
        tuple(cell(kind, source, header, table, source, f"card_{key}_n") for kind, source, header, _ in columns),
        spans=tuple(span for *_, span in columns),
        locked=True,
    )


_DOCS = _block("docs", "B47", LONG, DOCUMENTS, (Day, "day", "Дата", 1), (Text, "kind", "Вид", 2),
               (Text, "number", "Номер", 2))  # fmt: skip
BLOCKS = (
    _block("cars", "B13", PERSONS, CARS, (Text, "name", "Автомобиль", 3), (Text, "vin", "VIN", 2),
           (Number, "year", "Год", 1)),
    _block("drivers", "H13", PERSONS, DRIVERS, (Text, "name", "ФИО", 2), (Rate, "kbm", "КБМ", 1),
           (Number, "experience", "Стаж", 1), (Text, "kvs_change", "Смена КВС", 2)),
    _block("policies", "B20", LONG, POLICIES, (Text, "product", "Продукт", 1), (Text, "insurer", "Компания", 2),
           (Text, "policy", "Полис", 2), (Text, "car_name", "Авто", 2), (Day, "ends", "Окончание", 1),
           (Number, "left", "Дней", 1), (Money, "premium", "Премия", 1), (Money, "debt", "Долг", 1),
           (Text, "now", "Сейчас", 1)),
    _block("contacts", "B30", LONG, CONTACTS, (Day, "day", "Дата", 1), (Text, "kind", "Вид", 1),
           (Text, "reason", "Повод", 2), (Text, "result", "Результат", 2), (Text, "note", "Заметка", 4),
           (Day, "next_call", "Следующий", 1), (Text, "agent", "Агент", 1)),
    _block("tasks", "B40", PERSONS, TASKS, (Day, "due", "Срок", 1), (Text, "what", "Что сделать", 3),
           (Number, "left", "Осталось", 1), (Text, "agent", "Кто", 1)),
    _block("payments", "H40", PERSONS, PAYMENTS, (Day, "day", "Дата", 1), (Text, "kind", "Вид", 2),
           (Money, "income", "Приход", 1), (Money, "expense", "Расход", 1), (Text, "method", "Способ", 1)),
    replace(_DOCS, columns=(*_DOCS.columns, _OPEN), spans=(*_DOCS.spans, 1)),
    _block("referred", "H47", LONG, CLIENTS, (Text, "name", "Клиент", 3), (Text, "status", "Статус", 1),
           (Number, "policies", "Полисов", 1), (Money, "year_premium", "За год, ₽", 1)),
)  # fmt: skip
