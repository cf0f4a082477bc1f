"""Sheets Автомобили and Водители."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from osago_xl.schema.columns import Choice, Day, Digits, Key, Number, Rate, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import (
    BASE,
    CATEGORIES,
    PURPOSES,
    VEHICLE_PAPERS,
    YES_NO,
    Row,
    from_parent,
    own_key,
    row_number,
    value_of,
)
from osago_xl.schema.tables import Highlight, Sheet, Table
from osago_xl.values.dates import full_years
from osago_xl.values.identifiers.vin import ABSENT

if TYPE_CHECKING:
    from osago_xl.schema.rows import CarsRow, DriversRow

HP_IN_KW = Decimal("1.36")
"""Horse powers in a kilowatt as insurers' forms convert them (application form, line 2.19)."""


def kilowatts(row: Row, _facts: Facts) -> Decimal | str:
    """kW of the power in hp, two decimals."""
    if not row["power_hp"]:
        return ""
    return (Decimal(row["power_hp"]) / HP_IN_KW).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _years(since: date | None, today: date) -> int | str:
    """Full years as DATEDIF counts them; "" without a date or for a date ahead."""
    return "" if since is None or since > today else full_years(since, today)


CARS: Table[CarsRow] = Table(
    name="tblCars",
    prefix="А-",
    columns=(
        own_key("tblCars"),
        Text(
            "name",
            "Автомобиль",
            width=28,
            formula='TRIM([@Марка]&" "&[@Модель]&" "&[@Госномер])',
            compute=lambda row, _facts: " ".join(f"{row['make']} {row['model']} {row['plate']}".split()),
        ),
        Text(
            "owner_name",
            "Собственник",
            width=30,
            formula=from_parent("tblClients", "Клиент", "№ соб."),
            compute=lambda row, facts: value_of(facts, "tblClients", row["owner"], "name"),
        ),
        Choice("make", "Марка", width=12, required=True, source="lstMakes"),
        Text("model", "Модель", width=13, required=True, personal=False),
        Text("plate", "Госномер", width=12.7, help="Буквы любые, программа приведёт к русским", copied=False),
        Digits(
            "vin",
            "VIN",
            width=22.9,
            required=True,
            max_length=17,
            help="17 знаков или «Отсутствует»",
            copied=False,
            personal=True,
            erased=ABSENT,
            identifier="vin",
            merge="ask",
        ),
        Number("year", "Год", width=6.7, required=True, minimum=1900),
        Number("power_hp", "Л.с.", width=7, required=True),
        Rate("power_kw", "кВт", width=7.7, formula='IF(N([@[Л.с.]])=0,"",ROUND([@[Л.с.]]/1.36,2))', compute=kilowatts),
        Choice("category", "Категория", width=10.5, required=True, source=CATEGORIES),
        Choice("purpose", "Цель", width=10, required=True, source=PURPOSES),
        Text("comment", "Комментарий", width=12.5, merge="joined"),
        Choice("region", "Регион", width=22, group="Прочее", required=True, source="lstRegions"),
        Text("place", "Место", width=18, group="Прочее", required=True, personal=False),
        Key("owner", "Ключ собственника", width=13.5, group="Прочее", of="tblClients", required=True),
        Text("body", "Кузов", width=19, group="Прочее", erased="обезличено"),
        Text("chassis", "Шасси", width=19, group="Прочее"),
        Choice("paper", "Документ", width=12, group="Прочее", source=VEHICLE_PAPERS),
        Digits("paper_series", "Серия", width=8, group="Прочее", max_length=10, personal=True),
        Digits("paper_number", "Номер", width=14, group="Прочее", max_length=15, personal=True),
        Day("paper_issued", "Выдан", width=11, group="Прочее", personal=True),
        Number("mass", "Масса", width=8, group="Прочее"),
        Number("seats", "Мест", width=7, group="Прочее"),
        Choice("trailer", "Прицеп", width=8, group="Прочее", source=YES_NO),
        Digits(
            "inspection_card",
            "ДК №",
            width=18,
            group="Прочее",
            max_length=21,
            personal=True,
            identifier="diagnostic_card",
        ),
        Day("inspection_until", "ТО до", width=11, group="Прочее"),
        Day("sold", "Продан", width=11, group="Прочее"),
        row_number("tblClients", "Ключ собственника", "owner", "owner_row", "№ соб."),
    ),
    highlights=(
        Highlight("amber", 'AND([@Марка]<>"",[@Госномер]="",N([@Продан])=0)', "Госномер"),
        Highlight(
            "amber",
            'AND(N([@[ТО до]])>0,[@[ТО до]]<=cfg_today+30,[@Цель]<>"личная",[@Цель]<>"")',
            "ТО до",
        ),
        Highlight("amber", "AND(N([@Выдан])>0,N([@Год])>0,YEAR([@Выдан])<[@Год])", "Выдан"),
        Highlight("grey", "N([@Продан])>0"),
    ),
    about="a client's affairs",
)

DRIVERS: Table[DriversRow] = Table(
    name="tblDrivers",
    prefix="В-",
    columns=(
        own_key("tblDrivers"),
        Text("name", "ФИО", width=32, required=True),
        Day("birth_date", "Дата рождения", width=11, required=True, merge="ask"),
        Number(
            "age",
            "Возраст",
            width=10,
            formula=(
                'IF(OR(N([@[Дата рождения]])=0,N([@[Дата рождения]])>cfg_today),"",'
                'DATEDIF([@[Дата рождения]],cfg_today,"y"))'
            ),
            compute=lambda row, facts: _years(row["birth_date"], facts.today),
        ),
        Digits("licence_series", "ВУ серия", width=8, required=True, max_length=4),
        Digits("licence_number", "ВУ номер", width=10, required=True, max_length=10),
        Day("licensed", "Стаж с", width=11, required=True),
        Number(
            "experience",
            "Стаж",
            width=7,
            formula='IF(OR(N([@[Стаж с]])=0,N([@[Стаж с]])>cfg_today),"",DATEDIF([@[Стаж с]],cfg_today,"y"))',
            compute=lambda row, facts: _years(row["licensed"], facts.today),
        ),
        Rate("kbm", "КБМ", width=7, source="lstKbm"),
        Day("kbm_day", "КБМ на дату", width=11),
        Text("kvs_change", "Смена КВС", width=26, stored=True),
        Day("licence_until", "ВУ до", width=11),
        Text(
            "client_name",
            "Клиент",
            width=27,
            formula=from_parent("tblClients", "Клиент", "№ кл."),
            compute=lambda row, facts: value_of(facts, "tblClients", row["client"], "name"),
        ),
        Key("client", "Ключ клиента", width=10, group="Прочее", of="tblClients", holds=False),
        Text("former_licence", "Прежнее ВУ", width=14, group="Прочее"),
        Text("former_name", "Прежние ФИО", width=26, group="Прочее"),
        Text("kbm_request", "№ запроса", width=16, group="Прочее"),
        Text("phone", "Телефон", width=19, group="Прочее"),
        row_number("tblClients", "Ключ клиента", "client", "client_row", "№ кл."),
    ),
    highlights=(
        Highlight("amber", "AND(N([@[ВУ до]])>0,[@[ВУ до]]<=cfg_today+60)", "ВУ до"),
        Highlight("amber", "AND(N([@[КБМ на дату]])>0,[@[КБМ на дату]]<cfg_today-365)", "КБМ на дату"),
    ),
    about="a person",
)

CARS_SHEET = Sheet(
    title="Автомобили",
    code_name="shCars",
    colour=BASE,
    shown="full",
    tables=(("A2", CARS),),
    freeze="C3",
    hint="Без госномера: янтарная ячейка, камеры такой полис не видят.",
)
DRIVERS_SHEET = Sheet(
    title="Водители",
    code_name="shDrivers",
    colour=BASE,
    shown="full",
    tables=(("A2", DRIVERS),),
    freeze="C3",
    hint="КБМ старше года лучше запросить заново: Проверить → КБМ.",
)
