"""The grids of Оформление: drivers, factors of the premium, offers of all companies, hits, instalments."""

from __future__ import annotations

from osago_xl.schema.columns import Day, Money, Number, Rate, Text
from osago_xl.schema.tables import Grid

DRIVER_ROWS, FACTOR_ROWS, QUOTE_ROWS, HIT_ROWS, INSTALMENT_ROWS = 10, 9, 8, 5, 4

DRIVERS = Grid(
    key="drivers",
    at="B18",
    rows=DRIVER_ROWS,
    columns=(
        Text("name", "ФИО", required=True),
        Day("birth_date", "Дата рождения"),
        Text("licence", "ВУ: серия номер"),
        Day("licensed", "Стаж с"),
        Text("former_licence", "Прежнее ВУ"),
        Rate("kbm", "КБМ", source="lstKbm"),
        Text("kbm_request", "№ запроса КБМ"),
        Day("kbm_day", "Дата запроса"),
        Number("age", "Возраст", stored=True),
        Number("experience", "Стаж", stored=True),
        Rate("kvs", "КВС", stored=True),
    ),
    spans=(2, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1),
    collapsed_from=6,
)


FACTORS = Grid(
    key="factors",
    at="B37",
    rows=FACTOR_ROWS,
    columns=(
        Text("code", "Множитель", stored=True),
        Rate("value", "Значение", stored=True),
        Text("why", "Почему", stored=True),
        Text("act", "Акт", stored=True),
    ),
    spans=(1, 1, 5, 7),
    locked=True,
)
QUOTES = Grid(
    key="quotes",
    at="B48",
    rows=QUOTE_ROWS,
    columns=(
        Text("insurer", "Компания", stored=True),
        Money("base_rate", "ТБ", stored=True),
        Money("premium", "Премия, ₽", stored=True),
        Money("commission", "КВ, ₽", stored=True),
        Text("note", "Замечание", stored=True),
    ),
    spans=(1, 1, 1, 2, 9),
    locked=True,
)
HITS = Grid(
    key="hits",
    at="L5",
    rows=HIT_ROWS,
    columns=(Number("n", "№", stored=True), Text("who", "Найдено", stored=True)),
    spans=(1, 3),
    locked=True,
    header=False,
)
INSTALMENTS = Grid(
    key="instalments",
    at="L58",
    rows=INSTALMENT_ROWS,
    columns=(Day("due", "Взнос: срок"), Money("sum", "Сумма")),
    spans=(2, 2),
    header=False,
)
GRIDS = (DRIVERS, FACTORS, QUOTES, HITS, INSTALMENTS)
