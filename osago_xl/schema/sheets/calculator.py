"""Sheet Калькулятор: the worked example of our functions in cells, every factor with its reason and act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.schema.addresses import address
from osago_xl.schema.columns import Choice, Column, Day, Money, Number, Rate, Text, Value
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import CATEGORIES, WORK, YES_NO, Row
from osago_xl.schema.sheets.contract_state import part, part_value
from osago_xl.schema.tables import Caption, Field, Form, Grid, Highlight, Sheet

DRIVER_ROWS, LINES, QUOTE_ROWS, SUM_ROWS = 5, 9, 8, 6

_ARGUMENTS = (
    "calc_date,calc_category,calc_owner,calc_region,calc_place,calc_power_hp,calc_base_rate,"
    'IF(calc_unlimited="да","без ограничений",calc_drivers),IF(calc_unlimited="да",calc_kbm,""),"","",'
    "calc_months,calc_taxi,calc_mass,calc_seats,calc_routes"
)
_READY = 'OR(calc_date="",calc_category="",calc_base_rate="")'


def _arguments(row: Row) -> list[Any]:
    """The arguments of the formulas, as the cells hand them over."""
    unlimited = row["unlimited"] == "да"
    drivers = [[d["age"], d["experience"], d["kbm"]] for d in row["drivers"]]
    return [
        *(row[key] for key in ("date", "category", "owner", "region", "place", "power_hp", "base_rate")),
        "без ограничений" if unlimited else drivers,
        row["kbm"] if unlimited else "",
        *("", "", row["months"], row["taxi"], row["mass"], row["seats"], row["routes"]),
    ]


def _call(name: str, *arguments: Any) -> Any:
    """The twin of a cell with our function is the function itself; an error cell shows as ""."""
    from osago_xl.functions import registry

    answer = registry.call(name, *[_cell(argument) for argument in arguments])
    return "" if isinstance(answer, registry.CellError) else answer


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return [[_cell(each) for each in line] for line in value]
    return float(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value


def _ready(row: Row) -> bool:
    return bool(row["date"] and row["category"] and row["base_rate"])


def _figure(name: str, *before: Any) -> tuple[str, Callable[[Row, Facts], Any]]:
    """Formula and twin of a cell that asks one of our functions about the whole calculation."""
    leading = "".join(f"{value}," for value in before)
    formula = f'IF({_READY},"",IFERROR({name}({leading}{_ARGUMENTS}),""))'
    return formula, lambda row, _facts: _call(name, *before, *_arguments(row)) if _ready(row) else ""


def _line(column: int) -> Callable[[Row, Facts], Any]:
    def twin(row: Row, _facts: Facts) -> Any:
        if not _ready(row["form"]):
            return ""
        table = _call("OSAGO_EXPLAIN", *_arguments(row["form"]))
        lines = table if isinstance(table, list) else []
        return lines[row["k"]][column] if len(lines) > row["k"] else ""

    return twin


def _explained(key: str, header: str, column: int, kind: type[Column] = Text) -> Column:
    text = '&""' if kind is Text else ""
    formula = f'IF({_READY},"",IFERROR(INDEX(OSAGO_EXPLAIN({_ARGUMENTS}),{{k}}+1,{column}){text},""))'
    return kind(key, header, formula=formula, compute=_line(column - 1), wrap=True)


def _computed(key: str, header: str, figure: tuple[str, Callable[[Row, Facts], Any]], kind: type[Column]) -> Column:
    return kind(key, header, formula=figure[0], compute=figure[1])


def _refund(row: Row, _facts: Facts) -> Any:
    keys = ("refund_premium", "refund_starts", "refund_ends", "refund_day")
    return _call("OSAGO_REFUND", *(row[key] for key in keys)) if all(row[key] for key in keys) else ""


_REFUND = (
    'IF(OR(calc_refund_premium="",calc_refund_starts="",calc_refund_ends="",calc_refund_day=""),"",'
    'IFERROR(OSAGO_REFUND(calc_refund_premium,calc_refund_starts,calc_refund_ends,calc_refund_day),""))'
)

_INPUTS: tuple[Column, ...] = (
    Day("date", "Начало полиса", required=True),
    Choice("owner", "Владелец", required=True, source=("физлицо", "юрлицо")),
    Choice("category", "Категория", required=True, source=CATEGORIES),
    Choice("region", "Регион", required=True, source="lstRegions"),
    Text("place", "Место", required=True),
    Number("power_hp", "Л.с."),
    Number("mass", "Масса, кг", help="Разрешённая максимальная; нужна для категории C"),
    Number("seats", "Мест", help="Пассажирских; нужны для категории D"),
    Choice("routes", "Регулярные перевозки", source=YES_NO, help="Маршрутный автобус, категория D"),
    Choice("taxi", "Такси", source=YES_NO),
    Number("months", "Месяцев использования", minimum=3, maximum=12),
    Choice("unlimited", "Без ограничений", required=True, source=YES_NO),
    Rate("kbm", "КБМ без ограничений", source="lstKbm"),
    Money("base_rate", "ТБ, ₽", required=True),
)
_DRIVERS_TOP = 3 + len(_INPUTS) + 2
"""First row of the drivers: below the inputs come a caption and the headers."""
_REFUND_TOP = _DRIVERS_TOP + DRIVER_ROWS + 2
_SUMS_TOP = _REFUND_TOP + 7
DRIVERS = Grid(
    "drivers",
    address(_DRIVERS_TOP, 2),
    DRIVER_ROWS,
    (
        Value("age", "Возраст или рождён"),
        Value("experience", "Стаж или ВУ с"),
        Rate("kbm", "КБМ", source="lstKbm"),
    ),
)
_PLACES = [(column, f"C{n}") for n, column in enumerate(_INPUTS, 3)]
_AT = {column.key: at for column, at in _PLACES}
_DRIVER_CELLS = [(c, address(_DRIVERS_TOP + n, 2 + shift)) for n in range(DRIVER_ROWS) for c, shift in DRIVERS.placed]
_SIGNATURE = '&"|"&'.join(part(column, at) for column, at in (*_PLACES, *_DRIVER_CELLS))


def _fixed(key: str) -> str:
    """The cell of an input as a condition over other cells names it."""
    return f"$C${_AT[key][1:]}"


def signature(values: Mapping[str, Any]) -> str:
    """What the table of companies depends on, as one text: a later change of any cell makes it differ."""
    parts = [part_value(column, values[column.key]) for column in _INPUTS]
    drivers = [*values["drivers"], *({} for _ in range(DRIVER_ROWS))][:DRIVER_ROWS]
    return "|".join(parts + [part_value(c, driver.get(c.key)) for driver in drivers for c in DRIVERS.columns])


def _stale(row: Row, _facts: Facts) -> str:
    return "расчёт устарел" if row["signature"] and row["signature"] != signature(row) else ""


def _signature_now(row: Row, _facts: Facts) -> str:
    return signature(row)


_STATE = (
    Field(Text("signature", "Ввод при расчёте", hidden=True, stored=True), "K2", locked=True),
    Field(
        Text(
            "signature_now", "Ввод сейчас", hidden=True, formula=_SIGNATURE, compute=lambda row, _facts: signature(row)
        ),
        "K3",
        locked=True,
    ),
    Field(
        Text(
            "stale",
            "",
            formula='IF(OR(calc_signature="",calc_signature=calc_signature_now),"","расчёт устарел")',
            compute=_stale,
        ),
        "F31",
        span=4,
        locked=True,
    ),
)

_PREMIUM = _computed("premium", "Премия, ₽", _figure("OSAGO_PREMIUM"), Money)
_NEXT_YEAR = _computed("next_year", "Через год без убытков, ₽", _figure("OSAGO_FORECAST", 0), Money)
_AFTER_CLAIM = _computed("after_claim", "Через год после одного, ₽", _figure("OSAGO_FORECAST", 1), Money)
_RESULTS = (
    Field(_PREMIUM, "G3", "F3", locked=True, drawn="figure"),
    Field(_computed("why", "", _figure("OSAGO_WHY"), Text), "H3", span=2, locked=True),
    Field(_NEXT_YEAR, "G16", "F16", locked=True),
    Field(_AFTER_CLAIM, "G17", "F17", locked=True),
    Field(Money("refund_premium", "Премия, ₽"), f"C{_REFUND_TOP + 0}", f"B{_REFUND_TOP + 0}"),
    Field(Day("refund_starts", "Начало"), f"C{_REFUND_TOP + 1}", f"B{_REFUND_TOP + 1}"),
    Field(Day("refund_ends", "Окончание"), f"C{_REFUND_TOP + 2}", f"B{_REFUND_TOP + 2}"),
    Field(Day("refund_day", "День заявления"), f"C{_REFUND_TOP + 3}", f"B{_REFUND_TOP + 3}"),
    Field(
        Money("refund", "Вернут, оценка, ₽", formula=_REFUND, compute=_refund),
        f"C{_REFUND_TOP + 4}",
        f"B{_REFUND_TOP + 4}",
        locked=True,
    ),
    Field(
        Money(
            "sum",
            "Сумма",
            formula="SUM(calc_sums)",
            compute=lambda row, _facts: sum((each["amount"] or Decimal(0) for each in row["sums"]), Decimal(0)),
        ),
        f"C{_SUMS_TOP + SUM_ROWS}",
        f"B{_SUMS_TOP + SUM_ROWS}",
        locked=True,
    ),
)
CALCULATOR = Form(
    prefix="calc_",
    fields=(*(Field(column, f"C{n}", f"B{n}") for n, column in enumerate(_INPUTS, 3)), *_RESULTS, *_STATE),
    grids=(
        DRIVERS,
        Grid(
            "lines",
            "F5",
            LINES,
            (
                _explained("code", "Множитель", 1),
                _explained("value", "Значение", 2, Rate),
                _explained("why", "Почему", 3),
                _explained("act", "Акт", 4),
            ),
            locked=True,
        ),
        Grid(
            "quotes",
            "F23",
            QUOTE_ROWS,
            (
                Text("insurer", "Компания", stored=True),
                Money("base_rate", "ТБ, ₽", stored=True),
                Money("premium", "Премия, ₽", stored=True),
                Money("commission", "КВ, ₽", stored=True),
            ),
            locked=True,
        ),
        Grid("sums", f"C{_SUMS_TOP}", SUM_ROWS, (Money("amount", "Суммы", minimum=None),), header=False),
    ),
    captions=(
        Caption("A1", "← Старт", "link"),
        Caption("B1", "Калькулятор", "title"),
        Caption(
            "D1", "Ячейки в рамке ваши, остальное считает программа. «Оформить»: ОСАГО → Новый полис", "hint", span=6
        ),
        Caption("B2", "Что считаем", "block", span=3),
        Caption("F2", "Премия и почему она такая", "block", span=4),
        Caption(f"B{_DRIVERS_TOP - 2}", "Водители", "block", span=3),
        Caption("F15", "Что будет через год", "block", span=4),
        Caption(f"B{_REFUND_TOP - 1}", "Возврат при расторжении", "block", span=3),
        Caption("F21", "Все компании, дешёвые сверху: ОСАГО → Рассчитать", "block", span=4),
        Caption(f"B{_SUMS_TOP - 1}", "Сложить", "block", span=3),
    ),
    widths={"A": 10, "B": 24, "C": 27, "D": 10, "E": 3, "F": 26, "G": 21, "H": 42, "I": 34, "K": 3},
    heights={3: 30},
    highlights=(
        ("H3:I3", Highlight("amber", 'AND($H$3<>"",$G$3="")')),
        ("F31:I31", Highlight("amber", '$F$31<>""')),
        (_AT["mass"], Highlight("idle", f'{_fixed("category")}<>"C"')),
        (_AT["seats"], Highlight("idle", f'{_fixed("category")}<>"D"')),
        (_AT["routes"], Highlight("idle", f'{_fixed("category")}<>"D"')),
        (_AT["kbm"], Highlight("grey", f'{_fixed("unlimited")}<>"да"')),
        (f"B{_DRIVERS_TOP}:D{_DRIVERS_TOP + DRIVER_ROWS - 1}", Highlight("grey", f'{_fixed("unlimited")}="да"')),
    ),
    defaults={
        "date": date(2026, 12, 1),
        "owner": "физлицо",
        "category": "B",
        "region": "Республика Башкортостан",
        "place": "Уфа",
        "power_hp": 110,
        "taxi": "нет",
        "months": 12,
        "unlimited": "нет",
        "base_rate": 5000,
        "drivers": [{"age": 35, "experience": 10, "kbm": Decimal("0.91")}],
    },
    print_area=f"A1:I{_SUMS_TOP + SUM_ROWS}",
)
SHEET = Sheet(title="Калькулятор", code_name="shCalculator", colour=WORK, shown="simple", form=CALCULATOR, freeze="A3")
