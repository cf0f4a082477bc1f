"""Checks across the cells of a contract, a car and a driver (validation rules of insurers' systems)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from osago_xl.books.base import Row
from osago_xl.checks.base import Base, Placed
from osago_xl.findings import Level
from osago_xl.values.dates import add_months, full_years, numeric, policy_end
from osago_xl.values.identifiers.vin import ABSENT

POWER_RANGE = (23, 2719)
"""Horse powers met in practice; outside a warning."""
YOUNGEST_DRIVER, YOUNGEST_LICENCE, OLDEST = 14, 18, 150
"""A licence before 18 is one of the categories A1 and M: possible, and worth a look."""
MIN_PERIOD_MONTHS = 3


def check(base: Base) -> Iterator[Placed]:
    """All findings about policies, cars and drivers."""
    today = base.facts.today
    for row in base.rows("tblPolicies"):
        yield from _policy(base, row, today)
    for row in base.rows("tblCars"):
        yield from _car(row, today)
    for row in base.rows("tblDrivers"):
        yield from _driver(row, today)
    for row in base.rows("tblClients"):
        yield from _client(row, today)


def _at(table: str, row: Row, column: str, level: Level, rule: str, message: str, hint: str = "") -> Placed:
    return Placed(table, row, column, level, rule, message, hint)


def _policy(base: Base, row: Row, today: date) -> Iterator[Placed]:
    starts, ends, signed = row["starts"], row["ends"], row["signed"]
    name = "tblPolicies"
    if starts and ends and ends < starts:
        yield _at(name, row, "ends", "error", "policy.dates", "окончание раньше начала", "Исправьте даты.")
    elif starts and ends and ends > policy_end(starts):
        last = numeric(policy_end(starts))
        yield _at(name, row, "ends", "error", "policy.term", f"срок больше года, последний день {last}", "Исправьте.")
    if starts and signed and signed > starts:
        yield _at(name, row, "signed", "warning", "policy.signed", "заключён позже начала действия")
    if signed and signed > today:
        yield _at(name, row, "signed", "error", "policy.future", "дата заключения ещё не наступила", "Исправьте дату.")
    if row["state"] == "оформлен" and not row["number"] and not row["partner"]:
        yield _at(name, row, "number", "warning", "policy.number", "оформлен, но без номера", "Впишите номер полиса.")
    if row["state"] == "расторгнут" and not row["cancelled"]:
        yield _at(name, row, "cancelled", "warning", "policy.cancelled", "расторгнут без даты", "Впишите «Прекращён».")
    yield from _periods(row)
    yield from _succession(base, row)


def _periods(row: Row) -> Iterator[Placed]:
    """Periods of use: in order, inside the term, each of three months at least."""
    last: date | None = None
    for n in (1, 2, 3):
        since, until = row[f"use_{n}_from"], row[f"use_{n}_to"]
        column = f"use_{n}_from"
        if not since and not until:
            continue
        if not since or not until or until < since:
            yield _at("tblPolicies", row, column, "error", "use.dates", f"период {n}: нужны обе даты по порядку")
            continue
        if (row["starts"] and since < row["starts"]) or (row["ends"] and until > row["ends"]):
            yield _at("tblPolicies", row, column, "error", "use.term", f"период {n} выходит за срок договора")
        if last and since <= last:
            yield _at(
                "tblPolicies", row, column, "error", "use.overlap", f"период {n} начинается раньше конца прежнего"
            )
        if until < add_months(since, MIN_PERIOD_MONTHS) - timedelta(days=1):
            yield _at("tblPolicies", row, column, "warning", "use.short", f"период {n} короче трёх месяцев")
        last = until


def _succession(base: Base, row: Row) -> Iterator[Placed]:
    """The previous policy: the same vehicle, begun, and without a gap or an overlap."""
    previous = base.find("tblPolicies", row["previous"]) if row["previous"] else None
    if previous is None:
        return
    if previous["key"] == row["key"]:
        yield _at(
            "tblPolicies", row, "previous", "error", "policy.self", "полис продлевает сам себя", "Исправьте ключ."
        )
        return
    if previous["car"] and row["car"] and previous["car"] != row["car"]:
        yield _at("tblPolicies", row, "previous", "warning", "policy.car", "прежний полис на другую машину")
    if previous["state"] != "оформлен":
        message = f"продлевает полис в состоянии «{previous['state'] or 'пусто'}»"
        yield _at("tblPolicies", row, "previous", "warning", "policy.not_begun", message)
    if previous["ends"] and row["starts"] and row["starts"] != previous["ends"] + timedelta(days=1):
        word = "перерыв после" if row["starts"] > previous["ends"] else "пересекается с"
        message = f"{word} прежнего полиса, он до {numeric(previous['ends'])}"
        yield _at("tblPolicies", row, "starts", "warning", "policy.gap", message)


def _car(row: Row, today: date) -> Iterator[Placed]:
    name = "tblCars"
    if row["vin"].lower() == ABSENT.lower() and not (row["body"] or row["chassis"]):
        hint = "Впишите номер кузова или шасси."
        yield _at(name, row, "vin", "error", "car.body", "нет VIN и нет номера кузова или шасси", hint)
    if row["make"] and not row["plate"] and not row["sold"]:
        hint = "Когда номер выдадут, внесите его и сюда, и в полис."
        yield _at(name, row, "plate", "warning", "car.plate", "нет госномера: камеры такой полис не видят", hint)
    if row["year"] and row["year"] > today.year:
        yield _at(
            name, row, "year", "error", "car.year", f"год выпуска {row['year']} ещё не наступил", "Исправьте год."
        )
    if row["paper_issued"]:
        if row["year"] and row["paper_issued"].year < row["year"]:
            yield _at(
                name, row, "paper_issued", "error", "car.paper", "документ старше машины", "Исправьте дату или год."
            )
        if row["paper_issued"] > today:
            yield _at(name, row, "paper_issued", "error", "car.paper", "дата документа ещё не наступила", "Исправьте.")
    low, high = POWER_RANGE
    if row["power_hp"] and not low <= row["power_hp"] <= high:
        yield _at(name, row, "power_hp", "warning", "car.power", f"необычная мощность {row['power_hp']} л.с.")
    if row["category"] == "C" and not row["mass"]:
        yield _at(name, row, "mass", "error", "car.mass", "для категории C нужна масса", "От неё зависит ставка.")
    if row["category"] == "D" and not row["seats"]:
        yield _at(
            name, row, "seats", "error", "car.seats", "для категории D нужно число мест", "От него зависит ставка."
        )


def _driver(row: Row, today: date) -> Iterator[Placed]:
    born, licensed, name = row["birth_date"], row["licensed"], "tblDrivers"
    if born and not 0 <= full_years(born, today) <= OLDEST:
        yield _at(name, row, "birth_date", "error", "driver.age", "невозможная дата рождения", "Исправьте дату.")
    elif born and full_years(born, today) < YOUNGEST_DRIVER:
        yield _at(name, row, "birth_date", "error", "driver.age", "водитель младше 14 лет", "Исправьте дату.")
    elif born and licensed and full_years(born, licensed) < YOUNGEST_LICENCE:
        age = full_years(born, licensed)
        level: Level = "error" if age < YOUNGEST_DRIVER else "warning"
        hint = "Проверьте обе даты: раньше 18 лет права бывают только на мотоцикл и мопед (A1, M)."
        yield _at(name, row, "licensed", level, "driver.licensed", f"стаж с {age} лет", hint)
    if licensed and licensed > today:
        yield _at(name, row, "licensed", "error", "driver.licensed", "стаж ещё не начался", "Исправьте дату.")


def _client(row: Row, today: date) -> Iterator[Placed]:
    born, issued, name = row["birth_date"], row["paper_issued"], "tblClients"
    if born and not 0 <= full_years(born, today) <= OLDEST:
        yield _at(name, row, "birth_date", "error", "client.age", "невозможная дата рождения", "Исправьте дату.")
    if born and issued and issued <= born:
        yield _at(name, row, "paper_issued", "error", "client.paper", "документ выдан до рождения", "Исправьте дату.")
    if issued and issued > today:
        yield _at(name, row, "paper_issued", "error", "client.paper", "дата документа ещё не наступила", "Исправьте.")
    if row["kind"] == "юрлицо" and not row["inn"]:
        yield _at(name, row, "inn", "warning", "client.inn", "у юрлица нет ИНН", "Он нужен в заявлении и полисе.")
