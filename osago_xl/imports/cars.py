"""The car of a foreign row: found by VIN or plate, completed or added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from osago_xl.books.base import Row
from osago_xl.domain.territory import WHOLE, Territories
from osago_xl.errors import InputError
from osago_xl.imports.model import Outcome
from osago_xl.imports.record import Record
from osago_xl.imports.target import Target
from osago_xl.values.identifiers import plate, vin
from osago_xl.values.text import fold

TABLE = "tblCars"


class Cars:
    """All cars by VIN, by plate, and by owner and model."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_vin: dict[str, Row] = {}
        self._by_plate: dict[str, Row] = {}
        self._by_model: dict[tuple[str, str], Row] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Make a car findable."""
        number, sign = vin.compact(row["vin"]), plate.compact(row["plate"])
        if number and number != vin.ABSENT:
            self._by_vin.setdefault(number, row)
        if sign:
            self._by_plate[sign] = row
        self._by_model.setdefault((row["owner"], fold(f"{row['make']} {row['model']}")), row)

    def find(self, number: str, sign: str, owner: str, model: str) -> Row | None:
        """The car with this VIN; without one, the car with this plate unless its VIN is another.

        A row with neither means the owner's car of that model.
        """
        known = "" if number == vin.ABSENT else number
        if not (known or sign):
            return self._by_model.get((owner, fold(model)))
        by_vin = self._by_vin.get(known)
        by_plate = self._by_plate.get(sign)
        if by_vin or by_plate is None:
            return by_vin
        other = vin.compact(by_plate["vin"])
        return by_plate if not known or other in ("", vin.ABSENT, known) else None


def place_car(
    record: Record, target: Target, cars: Cars, owner: str, territories: Territories
) -> tuple[Row | None, Outcome | None]:
    """The car a row speaks of; (None, None) when it names neither a model nor a number."""
    number, sign = vin.compact(record.text("vin")), plate.compact(record.text("plate"))
    make, model = split_model(record.text("model"), record.text("only_model"), target.words("tblMakes", "make"))
    if not (number or sign or make):
        return None, None
    for of, identifier in (("vin", vin), ("plate", plate)):
        if record.text(of):
            record.judge(of, identifier.check(record.text(of)))
    values: dict[str, Any] = {
        "make": make,
        "model": model,
        "plate": sign,
        "vin": number,
        "year": _whole(record, "year"),
        "power_hp": record.amount("power_hp"),
        "owner": owner,
        **_territory(record, territories),
    }
    known = cars.find(number, sign, owner, f"{make} {model}")
    if known is None:
        row = target.work.add(TABLE, **values)
        cars.add(row)
        return row, "added"
    return known, _complete(record, target, cars, known, values)


def _complete(record: Record, target: Target, cars: Cars, row: Row, values: Mapping[str, Any]) -> Outcome:
    """What differs is noted at the car, not at the policy."""
    before, record.leftovers = record.leftovers, []
    outcome = target.complete(TABLE, row, values, record, row["key"])
    record.leftovers = before
    cars.add(row)
    return outcome


def split_model(text: str, model: str, makes: Collection[str]) -> tuple[str, str]:
    """Make and model out of one cell: the longest known make (folded) it begins with, else its first word."""
    if model:
        return text, model
    words = fold(text).split()
    beginnings = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    known = next((each for each in beginnings if each in makes), "")
    make = text[: len(known)] if known else text.partition(" ")[0]
    return make, text[len(make) :].strip()


def _whole(record: Record, of: str) -> int | None:
    number = record.amount(of)
    return int(number) if number else None


def _territory(record: Record, territories: Territories) -> dict[str, str]:
    """Region and place by the КТ table; an unknown text stays in «Место»."""
    text = record.text("territory")
    if not text:
        return {}
    try:
        found = territories.look(None, territory=text)
    except InputError as error:
        record.remark("territory", f"{error.message} Записано в «Место» автомобиля.", "territory")
        return {"place": text}
    if told := territories.note(found):
        record.remark("territory", f"Территория «{text}»: {told}.", "territory")
    region = territories.regions[found.row.region]
    return {"region": region, "place": found.town or (region if found.row.place == WHOLE else found.row.place)}
