"""The cells of Оформление, block by block in the order papers lie on the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from osago_xl.schema.columns import Choice, Column, Day, Digits, Money, Number, Rate, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import (
    CATEGORIES,
    CLIENT_KINDS,
    IDENTITY_PAPERS,
    PAY_METHODS,
    PURPOSES,
    VEHICLE_PAPERS,
    YES_NO,
    Row,
)
from osago_xl.schema.sheets.vehicles import kilowatts
from osago_xl.schema.tables import Field, Grid
from osago_xl.values.dates import policy_end

KINDS = ("новый полис", "продление", "изменение", "расчёт")
DRIVER_ROWS, FACTOR_ROWS, QUOTE_ROWS, HIT_ROWS, INSTALMENT_ROWS = 10, 9, 8, 5, 4


def _pair(row: int, *columns: Column, right: bool = False, locked: bool = False) -> tuple[Field, ...]:
    """Two labelled cells in a row of the left (B:E) or right (G:J) half."""
    labels, cells = ("GI", "HJ") if right else ("BD", "CE")
    return tuple(
        Field(column, f"{cells[n]}{row}", f"{labels[n]}{row}", locked=locked or bool(column.formula))
        for n, column in enumerate(columns)
    )


def _person(who: str, top: int, required: bool) -> tuple[Field, ...]:
    """The cells of the policyholder or the owner; `top` is the row of the name."""
    rows: tuple[tuple[Column, ...], ...] = (
        (
            Choice(f"{who}_kind", "Вид", required=required, source=CLIENT_KINDS),
            Day(f"{who}_birth_date", "Дата рождения", required=required),
        ),
        (Text(f"{who}_phone", "Телефон", required=required), Text(f"{who}_email", "E-mail")),
        (
            Choice(f"{who}_paper", "Документ", required=required, source=IDENTITY_PAPERS),
            Digits(f"{who}_paper_unit", "Код подр.", max_length=7),
        ),
        (
            Digits(f"{who}_paper_series", "Серия", max_length=10),
            Digits(f"{who}_paper_number", "Номер", required=required, max_length=15),
        ),
        (Text(f"{who}_paper_issuer", "Кем выдан"), Day(f"{who}_paper_issued", "Выдан")),
        (Digits(f"{who}_inn", "ИНН", max_length=12), Digits(f"{who}_postcode", "Индекс", max_length=6)),
        (Choice(f"{who}_region", "Регион", source="lstRegions"), Text(f"{who}_district", "Район")),
        (Text(f"{who}_city", "Город"), Text(f"{who}_street", "Улица")),
        (Text(f"{who}_house", "Дом"), Text(f"{who}_building", "Корпус")),
    )
    name = Field(Text(f"{who}_name", "ФИО", required=required), f"C{top}", f"B{top}", span=3)
    return (name, *(field for n, row in enumerate(rows, 1) for field in _pair(top + n, *row)))


def _policy_end(row: Row, facts: Facts) -> date | str:
    return policy_end(row["starts"]) if row["starts"] else ""


_TOP = (
    Field(Choice("kind", "Что делаем", source=KINDS), "C2", "B2"),
    Field(Text("find", "Найти", help="Телефон, фамилия, госномер, VIN или полис"), "E2", "D2"),
    Field(Number("pick", "Выбор №", help="Номер строки из найденных; затем «Подставить»"), "E3", "D3"),
    Field(Digits("policy_key", "Ключ полиса", stored=True), "C3", "B3", locked=True),
)
_HOLDER = (
    *_person("holder", 5, required=True),
    *_pair(15, Text("holder_flat", "Квартира"), Choice("channel", "Канал", required=True, source="lstChannels")),
    *_pair(16, Text("referrer", "Рекомендовал"), Choice("consent_processing", "Согл. обработка", source=YES_NO)),
    *_pair(
        17,
        Choice("consent_transfer", "Согл. передача", source=YES_NO),
        Choice("consent_advertising", "Согл. реклама", source=YES_NO),
    ),
)
_OWNER = (
    *_pair(19, Choice("owner_same", "Он же", required=True, source=YES_NO)),
    *_person("owner", 20, required=False),
    *_pair(30, Text("owner_flat", "Квартира")),
)
_VEHICLE = (
    *_pair(
        5, Choice("make", "Марка", required=True, source="lstMakes"), Text("model", "Модель", required=True), right=True
    ),
    *_pair(6, Choice("category", "Категория", required=True, source=CATEGORIES), Text("plate", "Госномер"), right=True),
    *_pair(
        7,
        Digits("vin", "VIN", required=True, max_length=17),
        Number("year", "Год", minimum=1900),
        right=True,
    ),
    *_pair(
        8,
        Number("power_hp", "Л.с.", required=True),
        Rate("power_kw", "кВт", formula='IF(N(H8)=0,"",ROUND(H8/1.36,2))', compute=kilowatts),
        right=True,
    ),
    *_pair(9, Text("body", "Кузов"), Text("chassis", "Шасси"), right=True),
    *_pair(10, Number("mass", "Масса, кг"), Number("seats", "Мест"), right=True),
    *_pair(11, Choice("paper", "Документ ТС", source=VEHICLE_PAPERS), Day("paper_issued", "Выдан"), right=True),
    *_pair(
        12, Digits("paper_series", "Серия", max_length=10), Digits("paper_number", "Номер", max_length=15), right=True
    ),
    *_pair(13, Choice("trailer", "Прицеп", source=YES_NO), Choice("purpose", "Цель", source=PURPOSES), right=True),
    *_pair(
        14,
        Choice("region", "Регион", required=True, source="lstRegions"),
        Text("place", "Место", required=True),
        right=True,
    ),
    Field(Text("territory", "КТ", stored=True), "H15", "G15", span=3, locked=True),
)
_CONTRACT = (
    *_pair(
        17,
        Choice("insurer", "Компания", required=True, source="lstInsurers"),
        Choice("agent", "Агент", required=True, source="lstAgents"),
        right=True,
    ),
    Field(Day("starts", "Начало", required=True), "H18", "G18"),
    Field(
        Day(
            "ends",
            "Окончание",
            formula='IF(N(H18)=0,"",DATE(YEAR(H18)+1,MONTH(H18),DAY(H18))-1)',
            compute=_policy_end,
        ),
        "J18",
        "I18",
    ),
    *_pair(19, Day("signed", "Дата заключения", required=True), Text("series", "Серия полиса"), right=True),
    *_pair(
        20, Digits("number", "Номер полиса", max_length=25), Choice("on_paper", "На бланке", source=YES_NO), right=True
    ),
    *(
        field
        for n in (1, 2, 3)
        for field in _pair(20 + n, Day(f"use_{n}_from", f"Период {n} с"), Day(f"use_{n}_to", "по"), right=True)
    ),
    *_pair(24, Text("previous", "Прежний полис"), Text("notes", "Особые отметки"), right=True),
)
_PAYMENT = (
    *_pair(26, Choice("pay_method", "Способ", source=PAY_METHODS), Money("pay_sum", "Сумма"), right=True),
    *_pair(27, Day("pay_day", "Дата оплаты"), Money("discount", "Скидка из КВ"), right=True),
    *_pair(28, Digits("fn", "ФН", max_length=16), Digits("fd", "ФД", max_length=10), right=True),
    *_pair(29, Digits("fpd", "ФПД", max_length=10), Text("receipt_sent", "Чек отправлен"), right=True),
    *_pair(30, Money("base_rate", "ТБ вручную"), Rate("short_factor", "Краткий срок"), right=True),
)
_DRIVERS_TOP = _pair(
    32,
    Choice("unlimited", "Без ограничений", required=True, source=YES_NO),
    Rate("kbm", "КБМ собственника", source="lstKbm"),
)
_RESULT = (
    Field(Text("act", "Акт", stored=True), "C46", "B46", locked=True),
    Field(Money("premium", "Премия, ₽", stored=True), "H46", "G46", locked=True),
    Field(Text("reason", "", stored=True), "I46", span=6, locked=True),
    Field(Text("signature", "Ввод при расчёте", hidden=True, stored=True), "P2", locked=True),
)  # fmt: skip

DRIVERS = Grid(
    key="drivers",
    at="B35",
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
    spans=(2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1),
    collapsed_from=6,
)


FACTORS = Grid(
    key="factors",
    at="B48",
    rows=FACTOR_ROWS,
    columns=(
        Text("code", "Множитель", stored=True),
        Rate("value", "Значение", stored=True),
        Text("why", "Почему", stored=True),
        Text("act", "Акт", stored=True),
    ),
    spans=(1, 1, 5, 5),
    locked=True,
)
QUOTES = Grid(
    key="quotes",
    at="B59",
    rows=QUOTE_ROWS,
    columns=(
        Text("insurer", "Компания", stored=True),
        Money("base_rate", "ТБ", stored=True),
        Money("premium", "Премия, ₽", stored=True),
        Money("commission", "КВ, ₽", stored=True),
        Text("note", "Замечание", stored=True),
    ),
    spans=(1, 1, 1, 1, 8),
    locked=True,
)
HITS = Grid(
    key="hits",
    at="L3",
    rows=HIT_ROWS,
    columns=(Number("n", "№", stored=True), Text("who", "Найдено", stored=True)),
    spans=(1, 2),
    locked=True,
    header=False,
)
INSTALMENTS = Grid(
    key="instalments",
    at="L26",
    rows=INSTALMENT_ROWS,
    columns=(Day("due", "Взнос: срок"), Money("sum", "Сумма")),
    spans=(1, 2),
    header=False,
)


TOLD = ("holder_birth_date", "holder_inn", "mass", "seats", "kbm")
"""Cells whose label is a formula: whether they are needed depends on another cell."""

INPUTS = tuple(
    replace(field, label_at="") if field.column.key in TOLD else field
    for field in (*_TOP, *_HOLDER, *_OWNER, *_VEHICLE, *_CONTRACT, *_PAYMENT, *_DRIVERS_TOP, *_RESULT)
)
GRIDS = (DRIVERS, FACTORS, QUOTES, HITS, INSTALMENTS)
