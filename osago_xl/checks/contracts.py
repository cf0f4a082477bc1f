"""Checks across the cells of a contract, a car and a driver, by the rules of `domain.entry`, and between policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from osago_xl.books.base import Row
from osago_xl.checks.base import Base, Placed, placed
from osago_xl.desk.contract.pricing import known_on
from osago_xl.domain.contract_states import ISSUED
from osago_xl.domain.entry.contract import CONTRACT, periods
from osago_xl.domain.entry.person import CLIENT, DRIVER
from osago_xl.domain.entry.rule import Rule, judge
from osago_xl.domain.entry.vehicle import CAR
from osago_xl.findings import Finding, Level, warning
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values.dates import numeric

OSAGO = "ОСАГО"
RULES: dict[str, tuple[Rule, ...]] = {
    POLICIES.name: CONTRACT,
    CARS.name: CAR,
    DRIVERS.name: DRIVER,
    CLIENTS.name: CLIENT,
}


def check(base: Base) -> Iterator[Placed]:
    """All findings about policies, cars, drivers and clients."""
    for table in RULES:
        yield from of_rows(base, table, base.rows(base.named(table)))
    of_car: dict[str, list[Row]] = defaultdict(list)
    for row in base.rows(POLICIES):
        of_car[row["car"]].append(row)
    for car, rows in of_car.items():
        yield from doubled(rows) if car else ()
    yield from _contacts(base, base.facts.today)


def of_rows(base: Base, table: str, rows: Iterable[Row]) -> Iterator[Placed]:
    """Findings about single rows of one of the tables of `RULES`."""
    known = known_on(base.facts.today)
    for row in rows:
        for column, finding in judge(RULES[table], row, known):
            yield placed(table, row, column, finding)
        if table == POLICIES.name:
            yield from (placed(table, row, column, finding) for column, finding in periods(row))
            yield from _succession(base, row)


def doubled(rows: Iterable[Row]) -> Iterator[Placed]:
    """Policies of ОСАГО of one car whose terms overlap; the later one is named."""
    sold = [row for row in rows if row["state"] == ISSUED and row["product"] in ("", OSAGO) and row["starts"]]
    sold = sorted((row for row in sold if row["ends"]), key=lambda row: (row["starts"], row["key"]))
    for earlier, later in pairwise(sold):
        if later["starts"] <= earlier["ends"]:
            yield placed(POLICIES.name, later, "starts", _overlap(earlier))


def _overlap(earlier: Row) -> Finding:
    term = f"{earlier['key']}, {numeric(earlier['starts'])}–{numeric(earlier['ends'])}"
    hint = "Если это ошибка, исправьте даты; прежний договор расторгните."
    return warning("policy.doubled", f"на эту машину уже есть ОСАГО на то же время: {term}", hint)


def _contacts(base: Base, today: date) -> Iterator[Placed]:
    for row in base.rows(CONTACTS):
        if row["day"] and row["day"] > today:
            hint = "Исправьте дату; обещанный звонок пишется в «Следующий»."
            yield _at(CONTACTS.name, row, "day", "error", "contact.future", "разговор ещё не состоялся", hint)


def _at(table: str, row: Row, column: str, level: Level, rule: str, message: str, hint: str = "") -> Placed:
    return Placed(table, row, column, level, rule, message, hint)


def _succession(base: Base, row: Row) -> Iterator[Placed]:
    """The previous policy: the same vehicle, begun, and without a gap or an overlap."""
    previous = base.find(POLICIES, row["previous"]) if row["previous"] else None
    if previous is None:
        return
    if previous["key"] == row["key"]:
        yield _at(
            POLICIES.name, row, "previous", "error", "policy.self", "полис продлевает сам себя", "Исправьте ключ."
        )
        return
    if previous["car"] and row["car"] and previous["car"] != row["car"]:
        yield _at(POLICIES.name, row, "previous", "warning", "policy.car", "прежний полис на другую машину")
    if previous["state"] != ISSUED:
        message = f"продлевает полис в состоянии «{previous['state'] or 'пусто'}»"
        yield _at(POLICIES.name, row, "previous", "warning", "policy.not_begun", message)
    if previous["ends"] and row["starts"] and row["starts"] != previous["ends"] + timedelta(days=1):
        word = "перерыв после" if row["starts"] > previous["ends"] else "пересекается с"
        message = f"{word} прежнего полиса, он до {numeric(previous['ends'])}"
        yield _at(POLICIES.name, row, "starts", "warning", "policy.gap", message)
