"""Two thousand random contracts with the premiums they had when they were written down.

`python tests/tariffs/frozen_contracts.py` writes the table anew, which is right only when a premium of the past was
wrong and CHANGELOG.md says so.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from osago_xl import Tariffs
from osago_xl.domain.premium import premium
from osago_xl.domain.risk import Risk
from osago_xl.errors import InputError

TABLE = Path(__file__).parent / "frozen_contracts.csv"
COLUMNS = ("date", "category", "owner", "taxi", "region", "place", "power_hp", "max_mass_kg", "seats", "unlimited",
           "age", "experience", "kbm_class", "months_of_use", "base_rate")  # fmt: skip
FIRST, LAST = date(2022, 4, 1), date(2026, 11, 30)  # КБМ is known from 01.04.2022


def risk_of(line: dict[str, str]) -> Risk:
    """A line of the table as a contract."""
    given = {
        name: line[name]
        for name in COLUMNS
        if line[name] and name not in ("unlimited", "age", "experience", "kbm_class")
    }
    if line["unlimited"]:
        return Risk(**given, drivers="unlimited", kbm_class=line["kbm_class"] or None)
    one = {name: line[name] for name in ("age", "experience", "kbm_class") if line[name]}
    return Risk(**given, drivers=[one])


def priced(line: dict[str, str], tariffs: Tariffs) -> str:
    """The premium, or the field that cannot be used."""
    try:
        return str(premium(risk_of(line), tariffs).premium)
    except InputError as error:
        return f"нет: {error.field}"


def _random(tariffs: Tariffs, dice: random.Random) -> dict[str, str]:
    region = dice.choice(sorted(tariffs.territories.rows))
    category = dice.choice(["A", "B", "B", "B", "B", "B", "C", "D", "tractor", "Tb", "Tm"])
    age = dice.randint(16, 80)
    return {
        "date": (FIRST + timedelta(days=dice.randint(0, (LAST - FIRST).days))).isoformat(),
        "category": category,
        "owner": dice.choice(["individual", "individual", "individual", "legal"]),
        "taxi": "да" if category == "B" and dice.random() < 0.1 else "",
        "region": region,
        "place": dice.choice(tariffs.territories.rows[region]),
        "power_hp": str(dice.choice([45, 50, 51, 70, 71, 98, 100, 106, 120, 123, 149, 150, 151, 249])),
        "max_mass_kg": str(dice.choice([3500, 16000, 16001, 25000])) if category == "C" else "",
        "seats": str(dice.choice([9, 16, 17, 45])) if category == "D" else "",
        "unlimited": "да" if dice.random() < 0.25 else "",
        "age": str(age),
        "experience": str(dice.randint(0, max(0, min(age - 18, 40)))),
        "kbm_class": dice.choice(["", "M", "0", "1", "2", "3", "4", "5", "6", "8", "10", "13"]),
        "months_of_use": dice.choice(["", "", "", "3", "6", "9", "10"]),
        "base_rate": dice.choice(["min", "max"]),
    }


def main() -> None:
    tariffs, dice = Tariffs.load(), random.Random(20261130)
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*COLUMNS, "premium"], lineterminator="\n")
        writer.writeheader()
        for _ in range(2000):
            line = _random(tariffs, dice)
            writer.writerow(line | {"premium": priced(line, tariffs)})


if __name__ == "__main__":
    main()
