"""One function a factor: what the table says for the values given."""

from __future__ import annotations

from decimal import Decimal

from osago_xl.domain import factors as by
from osago_xl.domain import premium as formula
from osago_xl.domain.bonus_malus import class_of, next_class
from osago_xl.domain.rates import Tariff
from osago_xl.domain.risk import READERS
from osago_xl.functions import cells
from osago_xl.functions.registry import Arg, function
from osago_xl.tariffs.own import tariffs
from osago_xl.values import reading
from osago_xl.values.dates import full_years
from osago_xl.values.reading import refuse

_DATE = Arg("day", "День, на который нужен тариф")
_OWNER = Arg("owner", "Собственник: физ или юр", optional=True)
_CATEGORY = Arg("category", "Категория ТС: A, M, B, C, D, Tb, Tm или трактор")


def _at(cell: object) -> Tariff:
    return tariffs().at(cells.day(cell))


def _read(name: str, cell: object, default: str | None = None) -> str:
    found = READERS[name](cell, name) or default
    return str(cells.needed(found, name))


@function(
    "OSAGO_BASE",
    "Граница коридора базовой ставки (ТБ), рублей.",
    _DATE,
    _CATEGORY,
    _OWNER,
    Arg("bound", "min или max; пусто означает max", optional=True),
    Arg("taxi", "Такси: да или нет", optional=True),
    Arg("mass_kg", "Разрешённая максимальная масса, кг: для категории C", optional=True),
    Arg("seats", "Пассажирских мест: для категории D", optional=True),
    Arg("routes", "Регулярные перевозки (категория D): да или нет", optional=True),
    example='=OSAGO_BASE(ДАТА(2026;3;1);"B";"физ";"max")',
)
def osago_base(
    date: object,
    category: object,
    owner: object,
    bound: object,
    taxi: object,
    mass: object,
    seats: object,
    routes: object,
) -> float:
    side = str(bound or "max").strip().lower()
    if side not in ("min", "max"):
        raise refuse("base_rate", bound, "нужно min или max")
    row = by.base_class(
        _read("category", category),
        _read("owner", owner, "individual"),
        reading.flag(taxi, "taxi"),
        reading.number(cells.given(mass), "max_mass_kg"),
        reading.whole(cells.given(seats), "seats"),
        reading.flag(routes, "regular_routes"),
    )
    return cells.shown(by.base_rate(_at(date), row, side).value)


@function(
    "OSAGO_KT",
    "Коэффициент территории (КТ) по региону и месту.",
    _DATE,
    Arg(
        "region", "Регион: код, название, код номера или индекс; можно пропустить, если место однозначно", optional=True
    ),
    Arg("place", "Город, село или «прочие»; можно «Уфа, Башкортостан»", optional=True),
    Arg("tractor", "Для трактора или самоходной машины: да", optional=True),
    example='=OSAGO_KT(ДАТА(2026;3;1);"02";"Уфа")',
)
def osago_kt(date: object, region: object, place: object, tractor: object) -> float:
    tariff = _at(date)
    found = tariff.territories.look(
        reading.text(cells.given(region), "region"), reading.text(cells.given(place), "place")
    )
    return cells.shown(by.place(tariff, found, reading.flag(tractor, "tractor")).value)


@function(
    "OSAGO_KBM",
    "КБМ класса или, если указано число выплат, КБМ следующего года.",
    Arg("kbm", "Сегодняшний КБМ: 0,91 или «класс 5»"),
    Arg("claims", "Выплат за год: 0, 1, 2 …; пусто означает КБМ сегодня", optional=True),
    Arg("day", "День; пусто означает последний известный тариф", optional=True),
    example="=OSAGO_KBM(0,91;1)",
)
def osago_kbm(kbm: object, claims: object, date: object) -> float:
    tables = tariffs()
    tariff = tables.at(tables.starts[-1]) if cells.given(date) is None else _at(date)
    known = cells.history(kbm)
    value, name = READERS["kbm"](known.get("kbm"), "kbm"), READERS["kbm_class"](known.get("kbm_class"), "kbm_class")
    cells.needed(name if value is None else value, "kbm", "нужен КБМ или его класс")
    factor = by.bonus_malus(tariff, Decimal(str(value)) if value else None, str(name) if name else None)
    count = reading.whole(claims, "claims")
    if count is not None:
        factor = tariff.kbm[next_class(tariff, class_of(tariff, factor), count)]
    return cells.shown(factor.value)


@function(
    "OSAGO_KVS",
    "Коэффициент возраста и стажа (КВС) водителя.",
    _DATE,
    Arg("age", "Возраст в полных годах или дата рождения"),
    Arg("experience", "Стаж в полных годах или дата прав"),
    Arg("category", "Категория ТС; пусто означает B", optional=True),
    _OWNER,
    example="=OSAGO_KVS(ДАТА(2026;3;1);35;10)",
)
def osago_kvs(date: object, age: object, experience: object, category: object, owner: object) -> float:
    legal = _read("owner", owner, "individual") == "legal"
    found = _years(date, age, "age", "birth_date"), _years(date, experience, "experience", "licence_date")
    return cells.shown(by.age_experience(_at(date), _read("category", category, "B"), *found, legal).value)


def _years(date: object, cell: object, name: str, since: str) -> int:
    ((field, value),) = cells.years(cell, name, since).items()
    if field == since:
        return full_years(cells.day(value, since), cells.day(date))
    return cells.needed(reading.whole(value, name), name)


@function(
    "OSAGO_KO",
    "Коэффициент ограничения числа водителей (КО).",
    _DATE,
    Arg("unlimited", "Без ограничений: да или нет"),
    _OWNER,
    example='=OSAGO_KO(ДАТА(2026;3;1);"да";"физ")',
)
def osago_ko(date: object, unlimited: object, owner: object) -> float:
    limit = by.drivers_limit(_at(date), reading.flag(unlimited, "drivers"), _read("owner", owner, "individual"))
    return cells.shown(limit.value)


@function(
    "OSAGO_KM",
    "Коэффициент мощности (КМ); 1 для категорий, к которым он не применяется.",
    _DATE,
    _CATEGORY,
    Arg("power_hp", "Мощность двигателя, л.с.", optional=True),
    example='=OSAGO_KM(ДАТА(2026;3;1);"B";110)',
)
def osago_km(date: object, category: object, power_hp: object) -> float:
    hp = reading.number(cells.given(power_hp), "power_hp")
    return cells.shown(formula.power_factor(_at(date), _read("category", category), hp).value)


@function(
    "OSAGO_KS",
    "Коэффициент сезонности (КС) по месяцам использования.",
    _DATE,
    Arg("months", "Месяцев использования, от 3 до 12"),
    example="=OSAGO_KS(ДАТА(2026;3;1);6)",
)
def osago_ks(date: object, months: object) -> float:
    return cells.shown(by.season(_at(date), reading.whole(months, "months_of_use")).value)
