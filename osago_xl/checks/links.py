"""Checks between rows: repeated keys, broken links, circles of recommendation, twins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from osago_xl.books.base import Row
from osago_xl.checks.base import Base, Placed, columns_of
from osago_xl.desk.who.twins import find
from osago_xl.domain.contract_states import CONCLUDED
from osago_xl.domain.identity.traits import plate_of, policy_of, vin_of
from osago_xl.schema.columns import Key
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.text import fold

_TWIN_HINT = "Клиент → Ещё → Дубли: сравнить и объединить."


def check(base: Base) -> Iterator[Placed]:
    """All findings about keys and links."""
    for table, rows in columns_of(base):
        links = [c for c in table.columns if isinstance(c, Key) and not c.own]
        seen: set[str] = set()
        for row in rows:
            key = row[table.key]
            if table.prefix and key in seen:
                hint = "Нажмите любую команду: программа спросит, какая строка копия, и даст ей новый ключ."
                yield Placed(table.name, row, table.key, "error", "key.repeated", f"ключ {key} повторяется", hint)
            seen.add(key)
            for column in links:
                if row[column.key] and base.find(base.named(column.of), row[column.key]) is None:
                    sheet = base.schema.sheet_of[column.of].title
                    message = f"{row[column.key]}: такой строки нет на листе «{sheet}»"
                    yield Placed(table.name, row, column.key, "error", "link.broken", message, "Впишите верный ключ.")
    yield from _unique(base)
    yield from _circles(base)
    yield from _twins(base)


def _unique(base: Base) -> Iterator[Placed]:
    """What may stand once in its column and stands there again."""
    for name, table in base.schema.tables.items():
        for column in table.columns:
            if column.unique:
                word = f"то же в столбце «{column.header}»"
                yield from _repeated(base.rows(table), name, column.key, _written(column.key), word)


def _written(column: str) -> Callable[[Row], str]:
    return lambda row: fold(str(row[column] or ""))


def _circles(base: Base) -> Iterator[Placed]:
    """Nobody recommends himself, directly or through others."""
    for row in base.rows(CLIENTS):
        passed, current = {row["key"]}, row["referrer"]
        while current and current not in passed:
            passed.add(current)
            parent = base.find(CLIENTS, current)
            current = parent["referrer"] if parent else ""
        if current == row["key"]:
            message = "рекомендовал сам себя" if row["referrer"] == row["key"] else "рекомендации идут по кругу"
            yield Placed(CLIENTS.name, row, "referrer", "error", "referrer.circle", message, "Уберите лишнюю ссылку.")


def _twins(base: Base) -> Iterator[Placed]:
    """One person, car or policy in two rows, by the signs of each table."""
    clients, cars = base.rows(CLIENTS), base.rows(CARS)
    by_key = {row["key"]: row for row in clients}
    for keys, traits in find(clients, cars):
        for key in keys[1:]:
            message = f"тот же клиент, что в строке {keys[0]}: {', '.join(traits)}"
            yield Placed(CLIENTS.name, by_key[key], "name", "warning", "twin", message, _TWIN_HINT)
    yield from _repeated(cars, CARS.name, "vin", lambda row: vin_of(row["vin"]), "тот же VIN")
    unsold = [row for row in cars if not row["sold"]]
    yield from _repeated(unsold, CARS.name, "plate", lambda row: plate_of(row["plate"]), "тот же госномер")
    yield from same_number(base.rows(POLICIES))


def same_number(policies: Iterable[Row]) -> Iterator[Placed]:
    """Two policies with one number: one of them is not what it says."""
    for twin in _repeated(policies, POLICIES.name, "number", _number, "тот же номер полиса", "Один из двух лишний."):
        yield twin._replace(level="error")


def _number(row: Row) -> str:
    return policy_of(row["series"], row["number"]) if row["state"] in CONCLUDED else ""


def _repeated(
    found: Iterable[Row], table: str, column: str, sign: Callable[[Row], str], word: str, hint: str = ""
) -> Iterator[Placed]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        if value := sign(row):
            groups[value].append(row)
    for rows in groups.values():
        for row in rows[1:]:
            first = rows[0].get("key") or f"{rows[0].at + 1} таблицы"
            yield Placed(table, row, column, "warning", "twin", f"{word}, что в строке {first}", hint)
