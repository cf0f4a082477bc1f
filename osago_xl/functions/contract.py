"""Functions of a whole contract: premium, its reason, its explanation, the forecast of the renewal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from osago_xl.domain.explain import HEADER, as_text, explain
from osago_xl.domain.forecast import forecast
from osago_xl.domain.premium import Quote, premium
from osago_xl.domain.risk import Risk, is_unlimited
from osago_xl.errors import InputError, TariffError
from osago_xl.functions import cells
from osago_xl.functions.registry import Arg, CellError, function
from osago_xl.tariffs.own import tariffs
from osago_xl.values.reading import whole

T = TypeVar("T")
TEXT_LIMIT = 255  # xlwings cannot return a longer text to a cell
WORTH_COLUMNS = 200  # rows from which importing pandas pays

# The order is part of the workbooks of our users: new arguments go to the end.
CONTRACT = (
    Arg("day", "Первый день договора"),
    Arg("category", "Категория ТС: A, M, B, C, D, Tb, Tm или трактор"),
    Arg("owner", "Собственник: физ (гражданин, ИП) или юр", optional=True),
    Arg("region", "Регион: код или название; можно пропустить, если место однозначно", optional=True),
    Arg("place", "Город или «прочие»; можно «Уфа, Башкортостан»", optional=True),
    Arg("power_hp", "Мощность двигателя, л.с.: для категорий B и A", optional=True),
    Arg("base_rate", "Базовая ставка страховщика в рублях, min или max"),
    Arg("drivers", "«без ограничений» или диапазон: строка на водителя, столбцы возраст, стаж, КБМ (вместо лет "
        "можно дату рождения и дату прав)", optional=True, table=True),
    Arg("kbm", "КБМ одного водителя, списка без ограничений или организации: 0,91 или «класс 5»", optional=True),
    Arg("age", "Если drivers пусто: возраст, дата рождения или «без ограничений»", optional=True),
    Arg("experience", "Если drivers пусто: стаж в полных годах или дата прав", optional=True),
    Arg("months", "Месяцев использования, от 3 до 12; пусто означает весь год", optional=True),
    Arg("taxi", "Такси: да или нет", optional=True),
    Arg("mass_kg", "Разрешённая максимальная масса, кг: для категории C", optional=True),
    Arg("seats", "Пассажирских мест: для категории D", optional=True),
    Arg("routes", "Регулярные перевозки (категория D): да или нет", optional=True),
    Arg("short_factor", "Понижающий коэффициент страховщика для договора до 3 месяцев", optional=True),
    Arg("foreign", "ТС иностранной регистрации: да или нет", optional=True),
    Arg("term", "Срок для иностранной регистрации: «15 дней», «2 месяца»", optional=True),
    Arg("kt", "КТ вручную вместо территории", optional=True),
    Arg("unfriendly", "ТС из недружественного государства: да или нет", optional=True),
)  # fmt: skip
_FIELDS = {"day": "date", "months": "months_of_use", "mass_kg": "max_mass_kg", "routes": "regular_routes",
           "short_factor": "short_term_factor", "foreign": "foreign_registered"}  # fmt: skip
_EXAMPLE = '(ДАТА(2026;3;1);"B";"физ";"02";"Уфа";110;5000;;0,91;35;10)'


def _fields(columns: Sequence[list[object]]) -> dict[str, list[object]]:
    """The cells of contracts, a list for each argument, as lists for each field of a risk."""
    given = dict(zip((arg.name for arg in CONTRACT), columns, strict=True))
    kbm, age, experience, people = (given.pop(name) for name in ("kbm", "age", "experience", "drivers"))
    fields = {
        _FIELDS.get(name, name): _each(cells.given, column)
        for name, column in given.items()
        if column.count(None) < len(column)
    }
    drivers = cells.drivers(people[0])  # one range for all rows
    fields["drivers"] = _each(lambda cell: cell if is_unlimited(cell) else drivers, age)
    _spread(fields, _each(cells.history, kbm))
    _spread(fields, _each(lambda since, driving: _years(since, driving, drivers), age, experience))
    return fields


def _each(convert: Callable[..., T], *columns: list[object]) -> list[T]:
    """`convert` for every row, called once for equal rows: beside a column a single cell stands 10 000 times."""
    if all(len(set(map(id, column))) == 1 for column in columns):
        return [convert(*(column[0] for column in columns))] * len(columns[0])
    rows = list(zip(*(map(type, column) for column in columns), *columns, strict=True))  # 1.0 and ИСТИНА are equal
    known = {row: convert(*row[len(columns) :]) for row in set(rows)}
    return [known[row] for row in rows]


def _years(age: object, experience: object, drivers: object) -> dict[str, object]:
    if drivers is not None or cells.given(age) is None or is_unlimited(age):
        return {}
    return cells.years(age, "age", "birth_date") | cells.years(experience, "experience", "licence_date")


def _spread(fields: dict[str, list[object]], rows: list[dict[str, object]]) -> None:
    for name in dict.fromkeys(name for row in {id(row): row for row in rows}.values() for name in row):
        fields[name] = [row.get(name) for row in rows]


def _quote(*values: object) -> Quote:
    return premium(_risk(*values), tariffs())


def _risk(*values: object) -> Risk:
    return Risk.parse({name: column[0] for name, column in _fields([[value] for value in values]).items()})


def _column(*columns: list[object]) -> list[object]:
    """Many premiums: with pandas where it is at hand and pays, else one by one."""
    if len(columns[0]) >= WORTH_COLUMNS:
        try:
            return _by_columns(_fields(columns))
        except ImportError:  # Calc's own Python has no pandas
            pass
    return [_guarded(*row) for row in zip(*columns, strict=True)]


def _guarded(*values: object) -> object:
    try:
        return cells.shown(_quote(*values).premium)
    except InputError as error:
        return CellError("#VALUE!", error.message)


def _by_columns(fields: dict[str, list[object]]) -> list[object]:
    import pandas as pd

    from osago_xl.tariffs.columns import premiums

    priced = premiums(pd.DataFrame(fields, dtype=object), tariffs())
    reasons = priced["error"].astype(object).tolist()
    return [
        CellError("#VALUE!", reason) if isinstance(reason, str) else value
        for value, reason in zip(priced["premium"].tolist(), reasons, strict=True)
    ]


@function(
    "OSAGO_PREMIUM",
    "Страховая премия ОСАГО в рублях по тарифу первого дня договора. Столбцы значений дают столбец премий.",
    *CONTRACT,
    example=f"=OSAGO_PREMIUM{_EXAMPLE}",
    column=_column,
)
def osago_premium(*values: object) -> float:
    return cells.shown(_quote(*values).premium)


@function(
    "OSAGO_WHY",
    "Словами: из чего сложилась премия или почему её нельзя посчитать. Аргументы как у OSAGO_PREMIUM.",
    *CONTRACT,
    example=f"=OSAGO_WHY{_EXAMPLE}",
    returns="text",
)
def osago_why(*values: object) -> str:
    try:
        quote = _quote(*values)
    except (InputError, TariffError) as error:
        return str(error)[:TEXT_LIMIT]
    return "; ".join([as_text(quote), *quote.notes])[:TEXT_LIMIT]


@function(
    "OSAGO_EXPLAIN",
    "Таблица: каждый коэффициент, его значение, почему он такой и по какому акту. Аргументы как у OSAGO_PREMIUM.",
    *CONTRACT,
    example=f"=OSAGO_EXPLAIN{_EXAMPLE}",
    returns="table",
)
def osago_explain(*values: object) -> list[list[object]]:
    lines = explain(_quote(*values))
    rows: list[list[object]] = [[line.code, float(line.value) if line.value else "", *line[2:]] for line in lines]
    return [list(HEADER), *rows]


@function(
    "OSAGO_FORECAST",
    "Премия следующего года: водители на год старше, КБМ с учётом выплат, тариф того дня.",
    Arg("claims", "Выплат по вине водителя за год: 0, 1, 2 …"),
    *CONTRACT,
    example=f"=OSAGO_FORECAST(0;{_EXAMPLE[1:]}",
)
def osago_forecast(claims: object, *values: object) -> float:
    number = whole(claims, "claims") or 0
    return cells.shown(forecast(_risk(*values), tariffs(), number).quote.premium)
