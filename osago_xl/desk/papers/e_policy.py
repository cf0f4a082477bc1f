"""What the form of an electronic policy on an insurer's site asks for, field by field, from the rows of a policy.

The order is that of the sites: policyholder, owner, vehicle, drivers, contract. The codes of documents are those of the
exchange with РСА. Nothing is guessed: an empty field is named as missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.domain.declension import is_female
from osago_xl.domain.names import is_patronymic, split
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values.dates import numeric
from osago_xl.values.misfit import known
from osago_xl.values.money import number
from osago_xl.work.unit import Work

CODES = {
    "паспорт РФ": "12", "права": "20", "иностранные права": "21", "ПТС": "30", "СТС": "31", "ЭПТС": "41",
}  # fmt: skip
"""Document → code of its kind; a document that is not here has none in our sources and goes without."""

ASKED = frozenset({"Фамилия", "Имя", "Пол", "Дата рождения", "Серия документа", "Номер документа", "Дата выдачи",
                   "Мобильный телефон", "E-mail", "Индекс", "Город", "Улица", "Дом", "Наименование", "ИНН", "Марка",
                   "Модель", "Год выпуска", "Мощность, л.с.", "Цель использования",
                   "Сдаётся в аренду", "Стаж с", "Начало"})  # fmt: skip
"""Fields a site does not let one leave empty."""


class Field(NamedTuple):
    """One field to fill: the block of the form, its name, the text to put in."""

    block: str
    name: str
    value: str

    @property
    def missing(self) -> bool:
        """True for an empty field that the site will ask for."""
        return not self.value and self.name in ASKED


def fields(work: Work, policy: Row) -> list[Field]:
    """All fields of a policy in the order of the form."""
    holder = work.get(CLIENTS, policy["client"])
    owner = work.find(CLIENTS, policy["owner"]) or holder
    car = work.find(CARS, policy["car"])
    found = [Field("Страхователь", *pair) for pair in _person(holder)]
    if owner["key"] == holder["key"]:
        found.append(Field("Собственник", "Совпадает со страхователем", "да"))
    else:
        found += [Field("Собственник", *pair) for pair in _person(owner)]
    found += [Field("Транспортное средство", *pair) for pair in (_vehicle(car, policy) if car else ())]
    found += _drivers(work, policy)
    return found + [Field("Договор", *pair) for pair in _contract(work, policy)]


def as_text(found: list[Field]) -> str:
    """Blocks with «Поле: значение» in lines, ready to be copied; what is missing stands at the end."""
    lines: list[str] = []
    for n, field in enumerate(found):
        if n == 0 or found[n - 1].block != field.block:
            lines += ["", field.block.upper()]
        lines.append(f"{field.name}: {field.value}")
    lacking = [f"{field.block}, {field.name}" for field in found if field.missing]
    return "\n".join([*lines[1:], *(["", "НЕ ЗАПОЛНЕНО", *lacking] if lacking else [])]) + "\n"


def as_data(found: list[Field]) -> dict[str, object]:
    """The same for a program: block → field → text, and what is missing."""
    blocks: dict[str, dict[str, str]] = {}
    for field in found:
        blocks.setdefault(field.block, {})[field.name] = field.value
    return {"fields": blocks, "missing": [[field.block, field.name] for field in found if field.missing]}


def _person(client: Row) -> Iterator[tuple[str, str]]:
    if client["kind"] == "юрлицо":
        yield "Наименование", client["name"]
        yield "ИНН", client["inn"]
        yield "КПП", client["kpp"]
    else:
        yield from _name(client["name"], client["sex"])
        yield "Дата рождения", _day(client["birth_date"])
        yield from _paper(client["paper"], client["paper_series"], client["paper_number"], client["paper_issued"])
        yield "Кем выдан", client["paper_issuer"]
        yield "Код подразделения", client["paper_unit"]
    yield "Мобильный телефон", client["phone"]
    yield "E-mail", client["email"]
    for name, key in (("Индекс", "postcode"), ("Регион", "region"), ("Район", "district"), ("Город", "city"),
                      ("Улица", "street"), ("Дом", "house"), ("Корпус", "building"), ("Квартира", "flat")):  # fmt: skip
        yield name, client[key]


def _name(text: str, sex: str = "") -> Iterator[tuple[str, str]]:
    """The parts of a name and the sex: as stated, else by the patronymic, which tells it for certain."""
    try:
        name = split(text)
    except InputError:
        yield "Фамилия", text
        yield "Пол", sex
        return
    yield "Фамилия", name.surname
    yield "Имя", name.given
    yield "Отчество", name.patronymic
    told = is_patronymic(name.patronymic) if name.patronymic else False
    yield "Пол", sex or (("женский" if is_female(name) else "мужской") if told else "")


def _paper(kind: str, series: str, digits: str, issued: date | None) -> Iterator[tuple[str, str]]:
    code = CODES.get(kind)
    yield "Документ", f"{kind} (код {code})" if code else kind
    yield "Серия документа", series
    yield "Номер документа", digits
    yield "Дата выдачи", _day(issued)


def _vehicle(car: Row, policy: Row) -> Iterator[tuple[str, str]]:
    for name, key in (("Марка", "make"), ("Модель", "model"), ("Категория", "category"), ("Госномер", "plate"),
                      ("VIN", "vin"), ("Кузов", "body"), ("Шасси", "chassis")):  # fmt: skip
        yield name, car[key]
    yield "Год выпуска", _digits(car["year"])
    yield "Мощность, л.с.", _digits(car["power_hp"])
    yield "Разрешённая масса, кг", _digits(car["mass"])
    yield "Мест", _digits(car["seats"])
    yield from _paper(car["paper"], car["paper_series"], car["paper_number"], car["paper_issued"])
    yield "Цель использования", policy["purpose"] or car["purpose"]
    yield "С прицепом", policy["trailer"] or car["trailer"] or "нет"
    yield "Сдаётся в аренду", policy["rented"]
    yield "Диагностическая карта", car["inspection_card"]
    yield "Место использования", ", ".join(part for part in (car["region"], car["place"]) if part)


def _drivers(work: Work, policy: Row) -> list[Field]:
    if policy["unlimited"] == "да":
        return [Field("Водители", "Без ограничений", "да")]
    found: list[Field] = []
    admitted = work.linked(ADMITTED, "policy", {policy["key"]})
    people = [person for row in admitted if (person := work.find(DRIVERS, row["driver"]))]
    for n, person in enumerate(people, start=1):
        born, since = known(person["birth_date"]), known(person["licensed"])
        pairs = [*_name(person["name"]), ("Дата рождения", _day(born)),
                 *_paper("права", person["licence_series"], person["licence_number"], since)]  # fmt: skip
        pairs = [("Стаж с", value) if name == "Дата выдачи" else (name, value) for name, value in pairs]
        pairs += [("Прежние права", person["former_licence"]), ("КБМ", _digits(known(person["kbm"]))),
                  ("Номер запроса КБМ", person["kbm_request"])]  # fmt: skip
        found += [Field(f"Водитель {n}", *pair) for pair in pairs]
    return found or [Field("Водители", "Список", "")]


def _contract(work: Work, policy: Row) -> Iterator[tuple[str, str]]:
    previous = work.find(POLICIES, policy["previous"])
    yield "Компания", policy["insurer"]
    yield "Начало", _day(policy["starts"])
    yield "Окончание", _day(policy["ends"])
    for n in (1, 2, 3):
        if policy[f"use_{n}_from"]:
            yield f"Период использования {n}", f"{_day(policy[f'use_{n}_from'])}-{_day(policy[f'use_{n}_to'])}"
    yield "КБМ", _digits(policy["kbm"])
    yield "Номер запроса КБМ", policy["kbm_request"]
    yield "Предыдущий полис", f"{previous['series']} {previous['number']}, {previous['insurer']}" if previous else ""


def _day(value: date | None) -> str:
    return numeric(value) if value else ""


def _digits(value: Decimal | int | None) -> str:
    return "" if value is None or value == "" else number(Decimal(value)).replace("\u00a0", "")
