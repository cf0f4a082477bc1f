"""The cells of Оформление, step by step: what every policy needs first, what only the papers need after the price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from osago_xl.schema.columns import Choice, Day, Digits, Money, Number, Rate, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import (
    CATEGORIES,
    PAY_METHODS,
    PURPOSES,
    SEXES,
    VEHICLE_PAPERS,
    YES_NO,
    Row,
)
from osago_xl.schema.sheets.contract_lines import address, issued, line, name, passport
from osago_xl.schema.sheets.vehicles import kilowatts
from osago_xl.schema.tables import Field
from osago_xl.values.dates import policy_end

KINDS = ("новый полис", "продление", "изменение", "расчёт")


def _policy_end(row: Row, _facts: Facts) -> date | str:
    return policy_end(row["starts"]) if row["starts"] else ""


_TOP = (
    Field(Choice("kind", "Что делаем", source=KINDS), "C2", "B2"),
    Field(Text("find", "Найти", help="Телефон, фамилия, госномер, VIN или полис"), "E2", "D2"),
    Field(Number("pick", "Выбор №", help="Номер строки из найденных; затем «Подставить»"), "E3", "D3"),
    Field(Digits("policy_key", "Ключ полиса", stored=True), "C3", "B3", locked=True),
)
_HOLDER = (
    *name("holder", 5, required=True),
    *line(
        6,
        Text("holder_phone", "Телефон", required=True),
        Choice("channel", "Канал", required=True, source="lstChannels"),
        Text("holder_email", "E-mail"),
        wide={"holder_email": 2},
    ),
    *line(7, *passport("holder", required=True), Digits("holder_inn", "ИНН", max_length=12)),
    *line(
        8,
        Choice("owner_same", "Он и владелец", required=True, source=YES_NO),
        None,
        Choice("holder_sex", "Пол", source=SEXES),
    ),
)
_VEHICLE = (
    *line(
        10,
        Text("plate", "Госномер"),
        Digits("vin", "VIN", required=True, max_length=17),
        Choice("make", "Марка", required=True, source="lstMakes"),
        Text("model", "Модель", required=True),
    ),
    *line(
        11,
        Choice("category", "Категория", required=True, source=CATEGORIES),
        Number("year", "Год", minimum=1900),
        Number("power_hp", "Л.с.", required=True),
        Rate("power_kw", "кВт", formula='IF(N(form_power_hp)=0,"",ROUND(form_power_hp/1.36,2))', compute=kilowatts),
    ),
    *line(
        12,
        Choice("purpose", "Цель", source=PURPOSES),
        Choice("trailer", "Прицеп", source=YES_NO),
        Number("mass", "Масса, кг"),
        Number("seats", "Мест"),
    ),
    *line(13, Choice("region", "Регион", required=True, source="lstRegions"), Text("place", "Место", required=True)),
    Field(Text("territory", "КТ", stored=True), "H13", "G13", span=3, locked=True),
)
_DRIVERS_TOP = tuple(
    line(
        15,
        Choice("unlimited", "Без ограничений", required=True, source=YES_NO),
        Rate("kbm", "КБМ собственника", source="lstKbm"),
    )
)
_CONTRACT = (
    *line(
        29,
        Choice("insurer", "Компания", required=True, source="lstInsurers"),
        Choice("agent", "Агент", required=True, source="lstAgents"),
        Day("starts", "Начало", required=True),
    ),
    Field(
        Day(
            "ends",
            "Окончание",
            formula='IF(N(form_starts)=0,"",DATE(YEAR(form_starts)+1,MONTH(form_starts),DAY(form_starts))-1)',
            compute=_policy_end,
        ),
        "J29",
        "I29",
    ),
    *line(
        30,
        Day("signed", "Дата заключения", required=True),
        Text("previous", "Прежний полис"),
        Text("series", "Серия полиса"),
        Digits("number", "Номер полиса", max_length=25),
    ),
    *line(31, Choice("on_paper", "На бланке", source=YES_NO), Text("notes", "Особые отметки"), wide={"notes": 3}),
    *line(
        32,
        Day("use_1_from", "Период 1 с"),
        Day("use_1_to", "по"),
        Day("use_2_from", "Период 2 с"),
        Day("use_2_to", "по"),
    ),
    *line(
        33,
        Day("use_3_from", "Период 3 с"),
        Day("use_3_to", "по"),
        Money("base_rate", "ТБ вручную"),
        Rate("short_factor", "Краткий срок"),
    ),
)
_RESULT = (
    Field(Text("act", "Акт", stored=True), "C35", "B35", span=3, locked=True),
    Field(Money("premium", "Премия, ₽", stored=True), "H1", "G1", span=2, locked=True, drawn="figure"),
    Field(Text("reason", "", stored=True), "G3", span=9, locked=True, drawn="plain"),
    Field(Text("signature", "Ввод при расчёте", hidden=True, stored=True), "P2", locked=True),
)
_PAYMENT = (
    *line(
        58,
        Choice("pay_method", "Способ", source=PAY_METHODS),
        Money("pay_sum", "Сумма"),
        Day("pay_day", "Дата оплаты"),
        Money("discount", "Скидка из КВ"),
    ),
    *line(
        59,
        Digits("fn", "ФН", max_length=16),
        Digits("fd", "ФД", max_length=10),
        Digits("fpd", "ФПД", max_length=10),
        Text("receipt_sent", "Чек отправлен"),
    ),
)
_PAPERS_OF_HOLDER = (
    *issued("holder", 63, Digits("holder_paper_unit", "Код подр.", max_length=7)),
    *address("holder", 64),
    *line(
        66,
        Choice("consent_processing", "Согл. обработка", source=YES_NO),
        Choice("consent_transfer", "Согл. передача", source=YES_NO),
        Choice("consent_advertising", "Согл. реклама", source=YES_NO),
        Text("referrer", "Рекомендовал"),
    ),
)
_PAPERS_OF_VEHICLE = (
    *line(
        68,
        Choice("paper", "Документ ТС", source=VEHICLE_PAPERS),
        Digits("paper_series", "Серия", max_length=10),
        Digits("paper_number", "Номер", max_length=15),
        Day("paper_issued", "Выдан"),
    ),
    *line(69, Text("body", "Кузов"), Text("chassis", "Шасси"), Choice("rented", "Сдаётся в аренду", source=YES_NO)),
)
_OWNER = (
    *name("owner", 71, required=False),
    *line(72, *passport("owner", required=False), Digits("owner_inn", "ИНН", max_length=12)),
    *issued("owner", 73, Digits("owner_paper_unit", "Код подр.", max_length=7)),
    *address("owner", 74),
    *line(
        76,
        Text("owner_phone", "Телефон"),
        Choice("owner_sex", "Пол", source=SEXES),
        Text("owner_email", "E-mail"),
        wide={"owner_email": 2},
    ),
)

TOLD = ("holder_birth_date", "holder_inn", "mass", "seats", "kbm")
"""Cells whose label is a formula: whether they are needed depends on another cell."""

INPUTS = tuple(
    replace(field, label_at="") if field.column.key in TOLD else field
    for block in (
        _TOP,
        _HOLDER,
        _VEHICLE,
        _DRIVERS_TOP,
        _CONTRACT,
        _RESULT,
        _PAYMENT,
        _PAPERS_OF_HOLDER,
        _PAPERS_OF_VEHICLE,
        _OWNER,
    )
    for field in block
)
