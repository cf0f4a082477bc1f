"""Rows of a client list, and the client of any other row: found, completed or added."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.who.people import People, Person
from osago_xl.domain import names
from osago_xl.imports.model import Outcome
from osago_xl.imports.persons import person_in
from osago_xl.imports.record import Record
from osago_xl.imports.target import Target
from osago_xl.imports.understanding.fields import fields
from osago_xl.schema.columns import Day, as_text
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import CHANNELS, SERVICES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.misfit import Misfit
from osago_xl.values.text import fold, is_formula_like

_LONG_NAME = 120
"""More does not fit a line of the application."""

_SERVICES = re.compile(r"\s*(?:[+,;/&]|\bи\b)\s*")
_SPECIAL = {"name", "phone", "phone_2", "email", "service", "channel", "status", "own_days", "comment",
            "first_order", "last_order", "agent", "sex"}  # fmt: skip


def import_client(record: Record, target: Target, people: People) -> None:
    """One row of a client list."""
    if not record.text("name"):
        why = "нет имени клиента. Впишите его в файл и повторите импорт."
        target.settle(record, CLIENTS.name, "refused", why=why)
        return
    agent = target.known_agent(record)
    facts = client_facts(record, target) | {"service": service_of(record, target)} | ({"agent": agent} if agent else {})
    record.leftovers[:0] = [text] if (text := record.text("comment")) else []
    record.leave(POLICIES.name)
    record.leave(CARS.name)
    row, outcome = place_client(record, target, people, facts)
    target.settle(record, CLIENTS.name, outcome, row["key"], fate(outcome, row))


def client_facts(record: Record, target: Target) -> dict[str, Any]:
    """What a row of any table says of its client beside name, phones, e-mail and service."""
    facts = _own_columns(record, target) | {"status": _status(record), "sex": record.word("sex", "sex")}
    channel = record.text("channel")
    return facts | {"channel": target.listed(CHANNELS, "channel", channel, record, "channel", active="да")}


def place_client(record: Record, target: Target, people: People, facts: Mapping[str, Any]) -> tuple[Row, Outcome]:
    """The client a row speaks of: completed when known, else added. `facts` go beside name, phones and e-mail."""
    person = person_in(record, target.today)
    name = _name(record, person.name)
    found = [*record.phones("phone"), *record.phones("phone_2")]
    facts = {**facts, "email": record.address("email")}
    shown = [str(phone) for phone in found]
    if known := people.find(person):
        target.joined(record, known.row["key"], known.why)
        return known.row, _complete(record, target, known.row, facts, shown)
    _warn_of_twin(record, people, person)
    row = _add(record, target, name, facts, shown)
    people.add(row, person)
    return row, "added"


def _add(record: Record, target: Target, name: str, facts: Mapping[str, Any], shown: list[str]) -> Row:
    target_values = {
        "name": name,
        "phone": shown[0] if shown else "",
        "phone_2": shown[1] if len(shown) > 1 else "",
        "kind": kind_of(record.text("name")),
        "agent": target.agent,
        "added": target.today,
        "source": target.report.file,
    }
    row = target.work.add(CLIENTS, **{**target_values, **facts, "status": facts.get("status") or "активный"})
    target.note(CLIENTS, row, [*shown[2:], *record.leftovers], record)
    return row


def _complete(record: Record, target: Target, row: Row, facts: Mapping[str, Any], shown: list[str]) -> Outcome:
    orders = {"first_order": min, "last_order": max}
    given = {key: pick for key, pick in orders.items() if facts.get(key) and not isinstance(row[key], Misfit)}
    dates = {key: pick(day for day in (row[key], facts[key]) if day) for key, pick in given.items()}
    changed = target.work.set(CLIENTS, row, **dates) if dates else False
    for text in shown:
        if text in (row["phone"], row["phone_2"]):
            continue
        empty = next((key for key in ("phone", "phone_2") if row[key] in (None, "")), "")
        if empty:
            changed |= target.work.set(CLIENTS, row, **{empty: text})
        else:
            record.leftovers.append(f"Телефон: {text}")
    rest = {key: value for key, value in facts.items() if key not in orders}
    outcome = target.complete(CLIENTS, row, rest, record, row["key"])
    return "merged" if changed or outcome == "merged" else "skipped"


def kind_of(name: str) -> str:
    """физлицо, ИП or юрлицо, guessed by the name."""
    if names.is_sole_trader(name):
        return "ИП"
    return "юрлицо" if names.is_company(name) else "физлицо"


def _name(record: Record, name: str) -> str:
    """The name as it was read: surname first, proper case, no title; whatever was changed is said."""
    raw, text = as_text(record.cells.get("name")), record.text("name")
    if not raw.isprintable():
        record.remark("name", "В имени были непечатаемые знаки: убраны.", "name.control")
    if name != text:
        record.remark("name", f"Имя «{text[:60]}» читается как «{name[:60]}».", "name.form")
    if is_formula_like(text):
        record.remark(
            "name", f"Имя похоже на формулу, записано как текст: «{text[:40]}». Исправьте имя.", "name.formula"
        )
    if len(name) > _LONG_NAME:
        record.remark("name", f"Имя из {len(name)} знаков не поместится в бумаги. Сократите.", "name.long")
    return name


def _own_columns(record: Record, target: Target) -> dict[str, Any]:
    """Columns that pass through as text, date or number."""
    today, columns = target.today, target.work.table(CLIENTS).by_key
    values: dict[str, Any] = {
        key: record.day(key, today, column.ahead) if isinstance(column, Day) else record.text(key)
        for key in record.cells
        if (column := columns.get(key)) and _is_own(key) and (key not in _SPECIAL or isinstance(column, Day))
    }
    days = record.amount("own_days")
    return values | {"own_days": int(days) if days else None}


def _is_own(key: str) -> bool:
    """Whether a cell speaks of the client and not of his policy or car; what was taken apart is the client's."""
    return key not in fields() or fields()[key].into.startswith(f"{CLIENTS.name}.")


def _status(record: Record) -> str:
    return record.word("status", "status")


def service_of(record: Record, target: Target) -> str:
    """The service as the workbook spells it; of «осаго + каско» the first, the whole goes to the comment."""
    text = record.text("service")
    known = target.words(SERVICES, "service")
    parts = [known[fold(part)] for part in _SERVICES.split(text) if fold(part) in known]
    if text and fold(text) not in known and parts:
        why = f"Услуг несколько, у клиента записана первая: {parts[0]}."
        record.keep("service", text, why, "service.many")
        return parts[0]
    return target.listed(SERVICES, "service", text, record, "service", active="да")


def _warn_of_twin(record: Record, people: People, person: Person) -> None:
    alike = people.alike(person)
    if alike:
        row, trait = alike
        message = f"Добавлен отдельно, но {trait} у {row['key']} {row['name']}. Если это один человек, объедините их."
        record.remark("name", message, "twin")


def fate(outcome: Outcome, row: Row) -> str:
    return {
        "merged": f"дополнен известный клиент {row['key']} {row['name']}",
        "skipped": f"такой клиент уже есть: {row['key']} {row['name']}, нового в строке нет",
    }.get(outcome, "")
