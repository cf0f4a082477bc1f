"""Random policies of every kind, written into a book: what a repriced portfolio is compared on."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.work.unit import Work

PLACES = [("Москва", "Москва"), ("Республика Башкортостан", "Уфа"), ("Свердловская область", "Нижний Тагил"),
          ("Новосибирская область", "Бердск")]  # fmt: skip
KBM = [Decimal(text) for text in ("0.46", "0.57", "0.83", "0.91", "1", "1.17", "1.76", "3.92")]


def fill(work: Work, count: int, seed: int = 1) -> None:
    """`count` issued policies with clients, cars and drivers; a few of them lack something or hold a misfit."""
    chance = random.Random(seed)
    for n in range(count):
        legal = chance.random() < 0.15
        client = work.add(CLIENTS, name=f"Клиент {n}", kind="юрлицо" if legal else "физлицо")
        car = work.add(CARS, owner=client["key"], vin=f"VIN{n:014}", **_car(chance))
        policy = work.add(POLICIES, client=client["key"], car=car["key"], **_policy(chance, n))
        for place in range(0 if policy["unlimited"] == "да" else chance.choice([0, 1, 1, 1, 2, 4])):
            _driver(work, chance, policy["key"], f"{n}-{place}", place)


def _car(chance: random.Random) -> dict[str, Any]:
    category = chance.choice([*["B"] * 12, "C", "D", "A", "трактор", ""])
    region, place = chance.choice([*PLACES, *PLACES, ("", "Балашыха")])
    purposes = {"B": "такси", "D": "регулярные перевозки"}
    return {
        "category": category, "region": region, "place": place, "purpose": chance.choice(["личная", "", purposes.get(
            category, "прочее")]), "power_hp": chance.choice([None, *range(40, 200, 10)]),
        "mass": chance.choice([None, 3500, 20000]), "seats": chance.choice([None, 9, 40]),
    }  # fmt: skip


def _policy(chance: random.Random, n: int) -> dict[str, Any]:
    starts = date(2025, 12, 10) + timedelta(days=chance.randrange(360))
    values: dict[str, Any] = {
        "product": "ОСАГО", "insurer": "Пример", "state": chance.choice(["оформлен"] * 9 + ["проект"]), "agent": "Я",
        "series": "ХХХ", "number": f"{n:010}", "signed": starts, "starts": starts,
        "ends": starts.replace(year=starts.year + 1) - timedelta(days=1),
        "premium": Decimal(chance.randrange(3000, 30000)),
        "tb": chance.choice([None, Decimal(4000), Decimal(8665), Decimal("1500.5")]),
        "kbm": chance.choice([None, *KBM]), "kbm_request": chance.choice(["", "1234"]),
        "unlimited": chance.choice(["нет", "нет", "да"]), "claims": chance.choice([None, None, 0, 1, 3, 7, 99]),
        "purpose": chance.choice(["", "личная"]), "trailer": chance.choice(["", "да"]),
    }  # fmt: skip
    if chance.random() < 0.2:
        values |= {"use_1_from": starts, "use_1_to": starts + timedelta(days=chance.choice([91, 150, 200]))}
    return values


def _driver(work: Work, chance: random.Random, policy: str, name: str, place: int) -> None:
    born = date(chance.randrange(1950, 2004), chance.randrange(1, 13), chance.randrange(1, 29))
    since = born + timedelta(days=18 * 366 + chance.randrange(4000))
    known = {
        "birth_date": chance.choice([born, born, born, None]),
        "licensed": chance.choice([since, since, since, None]),
    }
    person = work.add(DRIVERS, name=f"Водитель {name}", kbm=chance.choice([None, *KBM, *KBM, Decimal("0.9")]), **known)
    work.add(ADMITTED, policy=policy, place=place + 1, driver=person["key"], kbm=chance.choice([None, *KBM]))
