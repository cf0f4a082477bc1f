"""The car of a foreign row: found by VIN or plate, completed or added."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from osago_xl.books.base import Row
from osago_xl.domain.identity.matching import Matcher
from osago_xl.domain.identity.traits import plate_of, vin_of
from osago_xl.domain.territory import WHOLE, Territories
from osago_xl.errors import InputError
from osago_xl.imports.model import Outcome
from osago_xl.imports.record import Record
from osago_xl.imports.target import Target
from osago_xl.schema.sheets.common import CATEGORIES
from osago_xl.schema.sheets.technical import MAKES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.identifiers import plate, vin
from osago_xl.values.text import fold, to_latin

if TYPE_CHECKING:
    from osago_xl.schema.rows import CarsRow


def place_car(
    record: Record, target: Target, cars: Matcher[CarsRow], owner: str, territories: Territories
) -> tuple[Row | None, Outcome | None]:
    """The car a row speaks of; (None, None), and a note, when it names neither a model nor a number."""
    number, sign = _numbered(record, "vin", vin, vin_of), _numbered(record, "plate", plate, plate_of)
    make, model = split_model(record.text("model"), record.text("only_model"), target.words(MAKES, "make"))
    if not (number or sign or make):
        record.leave(CARS.name)
        return None, None
    values: dict[str, Any] = {
        "make": make,
        "model": model,
        "plate": sign,
        "vin": number,
        "year": _whole(record, "year"),
        "power_hp": record.amount("power_hp"),
        "category": _category(record),
        "owner": owner,
        **_territory(record, territories),
    }
    known = cars.find(values)
    if known is None:
        row = target.work.add(CARS, **values)
        cars.add(row)
        return row, "added"
    return known.row, _complete(record, target, cars, known.row, values)


def _numbered(record: Record, of: str, identifier: ModuleType, read: Callable[[str], str]) -> str:
    """A VIN or plate with what is wrong about it; words in its place go to the comment."""
    text = record.text(of)
    if not text or (of == "vin" and vin.compact(text) == vin.ABSENT):
        return vin.ABSENT if text else ""
    if not (number := read(text)):
        record.keep(of, text, f"{record.header(of)}: «{text[:40]}» не номер.", f"{of}.words")
        return ""
    record.judge(of, identifier.check(text))
    return number


def _complete(
    record: Record, target: Target, cars: Matcher[CarsRow], row: CarsRow, values: Mapping[str, Any]
) -> Outcome:
    """What differs is noted at the car, not at the policy."""
    before, record.leftovers = record.leftovers, []
    outcome = target.complete(CARS, row, values, record, row["key"])
    record.leftovers = before
    if outcome == "merged":
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


def _category(record: Record) -> str:
    """The category of the licence, in Latin letters as the workbook has it."""
    text = record.text("category")
    found = next((each for each in CATEGORIES if fold(each) == fold(to_latin(text.upper()))), "")
    if text and not found:
        record.keep("category", text, f"{record.header('category')}: «{text[:40]}» не категория.", "category")
    return found


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
