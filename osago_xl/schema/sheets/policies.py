"""Sheet Полисы (contracts, and leads and quotes before them) and the hidden sheet Допущены (drivers of each policy)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from osago_xl.domain.contract_states import ISSUED, STATES
from osago_xl.schema.columns import Choice, Column, Day, Digits, Key, Link, Money, Number, Rate, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets import policy_rules as rules
from osago_xl.schema.sheets.common import (
    BASE,
    GREY,
    HOLDS,
    OUTCOMES,
    PURPOSES,
    YES_NO,
    client_key,
    from_parent,
    own_key,
    phone_link,
    row_number,
    value_of,
)
from osago_xl.schema.sheets.kinds import Term
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import AdmittedRow, PoliciesRow

_VISIBLE: tuple[Column, ...] = (
    own_key("tblPolicies"),
    Text(
        "who",
        "Страхователь",
        width=30.7,
        formula=from_parent("tblClients", "Клиент", "№ кл."),
        compute=lambda row, facts: value_of(facts, "tblClients", row["client"], "name"),
    ),
    phone_link(),
    Text("car_name", "Авто", width=25.5, stored=True, follows=("tblPolicies: car", "tblCars")),
    Choice("product", "Продукт", width=8.5, required=True, source="lstServices"),
    Choice("insurer", "Компания", width=10, required=True, source="lstInsurers"),
    Text(
        "policy",
        "Полис",
        width=17,
        formula='TRIM([@Серия]&" "&[@Номер])',
        compute=lambda row, _facts: f"{row['series']} {row['number']}".strip(),
    ),
    Day("ends", "Окончание", width=10.5, required=True),
    Term("left", "Осталось", width=13.8, formula=rules.LEFT, compute=rules.left),
    Text("now", "Сейчас", width=12, formula=rules.NOW, compute=rules.now),
    Money("premium", "Премия", width=9.5, required=True, anew=True),
    Money(
        "debt",
        "Долг",
        width=9.5,
        minimum=None,
        formula='IF([@Партнёр]<>"",0,N([@Премия])-N([@[Скидка СК]])-N([@Скидка])-N([@Оплачено]))',
        help="Полис партнёра оплачивают партнёру: долга нам нет",
        compute=rules.debt,
    ),
    Choice("outcome", "Итог", width=9.2, source=OUTCOMES),
)


def _contract(column: type[Column], key: str, header: str, width: float = 11, **more: Any) -> Column:
    return column(key, header, width=width, group="Договор", **more)


_CONTRACT: tuple[Column, ...] = (
    Text(
        "phone",
        "Телефон",
        width=18,
        group="Договор",
        formula=from_parent("tblClients", "Телефон", "№ кл."),
        compute=lambda row, facts: value_of(facts, "tblClients", row["client"], "phone"),
    ),
    Text("comment", "Комментарий", width=24, group="Договор", merge="joined"),
    client_key(group="Договор"),
    _contract(Key, "owner", "Собственник", 13, of="tblClients"),
    _contract(Key, "car", "Автомобиль", 12, of="tblCars"),
    row_number("tblClients", "Клиент", "client", "client_row", "№ кл."),
    _contract(Choice, "state", "Состояние", required=True, source=STATES),
    _contract(Text, "series", "Серия", 7, personal=False, copied=False),
    _contract(Digits, "number", "Номер", 12, max_length=25, copied=False),
    _contract(Day, "signed", "Дата заключения", 12, required=True),
    _contract(Day, "starts", "Начало", required=True),
    *(
        _contract(Day, f"use_{n}_{key}", f"Период {n} {word}")
        for n in (1, 2, 3)
        for key, word in (("from", "с"), ("to", "по"))
    ),
    _contract(Choice, "purpose", "Цель", 16, source=PURPOSES),
    _contract(Choice, "trailer", "Прицеп", 8, source=YES_NO),
    _contract(Choice, "rented", "Сдаётся в аренду", 12, source=YES_NO),
    _contract(Choice, "unlimited", "Без ограничений", 13.5, source=YES_NO),
    _contract(Text, "drivers", "Водители", 26, stored=True, follows=("tblAdmitted",)),
    _contract(Text, "driver_keys", "Ключи водителей", hidden=True, stored=True, follows=("tblAdmitted",)),
    _contract(Key, "previous", "Предыдущий", 13, of="tblPolicies", copied=False, anew=True, holds=False),
    _contract(
        Key,
        "successor",
        "Новый",
        of="tblPolicies",
        copied=False,
        holds=False,
        follows=("tblPolicies: car product starts",),
    ),
    _contract(Choice, "loss_reason", "Причина", 16, source="lstLossReasons"),
    _contract(Number, "claims", "Убытков", 9),
    _contract(Day, "cancelled", "Прекращён"),
    _contract(Money, "refund", "Возврат"),
    _contract(Text, "notes", "Особые отметки", 26, merge="joined"),
)
FACTORS = (
    ("tb", "ТБ"),
    ("kt", "КТ"),
    ("kbm", "КБМ"),
    ("kvs", "КВС"),
    ("ko", "КО"),
    ("km", "КМ"),
    ("ks", "КС"),
    ("kp", "КП"),
)
_CALCULATION: tuple[Column, ...] = (
    *(Rate(key, header, width=7, group="Расчёт", stored=True, anew=True) for key, header in FACTORS),
    Text("act", "Акт", width=10, group="Расчёт", stored=True, anew=True),
    Text("kbm_request", "№ запроса КБМ", width=16, group="Расчёт", stored=True),
    Day("kbm_request_day", "Дата запроса КБМ", width=11, group="Расчёт", stored=True),
    Money("forecast", "Прогноз", width=11, group="Расчёт", stored=True),
    Rate("forecast_change", "Прогноз изм. %", width=9, minimum=None, group="Расчёт", stored=True),
)
_MONEY: tuple[Column, ...] = (
    Money(
        "paid",
        "Оплачено",
        width=11,
        minimum=None,
        group="Деньги",
        stored=True,
        private=False,
        follows=("tblPayments",),
    ),
    Money(
        "insurer_discount",
        "Скидка СК",
        width=10,
        group="Деньги",
        help="Скидка компании: ей и должны меньше",
        private=False,
    ),
    Money(
        "discount",
        "Скидка",
        width=10,
        group="Деньги",
        help="Ваша скидка клиенту из КВ: компания получает всё",
        private=False,
    ),
    Rate("bordereau_percent", "Бордеро %", width=9, group="Деньги"),
    Money("bordereau", "Бордеро, ₽", width=11, minimum=None, group="Деньги"),
    Rate("services_percent", "ДВОУ %", width=9, group="Деньги"),
    Money("services", "ДВОУ, ₽", width=11, minimum=None, group="Деньги"),
    Choice("hold", "Удержание", width=11, group="Деньги", source=HOLDS, help="Какое было при продаже"),
    Money("to_transfer", "К перечислению", width=14, minimum=None, group="Деньги", stored=True),
    Text("bordereau_act", "Акт бордеро", width=12, group="Деньги", stored=True),
    Text("services_act", "Акт ДВОУ", width=12, group="Деньги", stored=True),
    Choice("partner", "Партнёр", width=16, group="Деньги", source="lstAgents"),
    Rate("partner_percent", "Партнёр %", width=9, group="Деньги", help="О каком проценте договорились"),
    Day("handed", "Передан партнёру", width=11, group="Деньги"),
    Choice("agent", "Агент", width=16, group="Деньги", required=True, source="lstAgents", private=False),
)
_CONTROL: tuple[Column, ...] = (
    Text("check", "Проверка", width=16, group="Контроль", stored=True, follows=("tblDocs",)),
    Day("checked", "Проверен", width=11, group="Контроль", stored=True, follows=("tblDocs",)),
    Number(
        "check_age",
        "Проверке дней",
        width=11,
        minimum=None,
        group="Контроль",
        formula='IF(N([@Проверен])=0,"",cfg_today-[@Проверен])',
        compute=lambda row, facts: (facts.today - row["checked"]).days if row["checked"] else "",
    ),
    Link(
        "folder",
        "Папка",
        width=8,
        group="Контроль",
        formula='IF([@[Путь к папке]]="","",HYPERLINK([@[Путь к папке]],"папка"))',
        compute=lambda row, _facts: "папка" if row["folder_path"] else "",
    ),
    Text("folder_path", "Путь к папке", width=30, group="Контроль", stored=True, personal=True, private=True),
)

POLICIES: Table[PoliciesRow] = Table(
    name="tblPolicies",
    prefix="П-",
    columns=_VISIBLE + _CONTRACT + _CALCULATION + _MONEY + _CONTROL,
    highlights=(
        Highlight("red", "AND(ISNUMBER([@Осталось]),N([@Осталось])<=7)", "Осталось"),
        Highlight("amber", "AND(ISNUMBER([@Осталось]),N([@Осталось])<=30)", "Осталось"),
        Highlight(
            "red",
            'AND([@Состояние]="оформлен",[@Долг]>0,cfg_today-N([@[Дата заключения]])>3)',
            "Долг",
        ),
        Highlight("amber", 'AND([@Состояние]="оформлен",[@Номер]="")', "Полис"),
        Highlight(
            "amber",
            "AND(ISNUMBER([@[Проверке дней]]),N([@[Проверке дней]])>cfg_check_days)",
            "Проверке дней",
        ),
        Highlight("green", '[@Итог]="продлён"', "Итог"),
        Highlight("grey", 'OR([@Сейчас]="закончился",[@Сейчас]="расторгнут",[@Сейчас]="отказ")'),
    ),
    about="a client's affairs",
)

ADMITTED: Table[AdmittedRow] = Table(
    name="tblAdmitted",
    columns=(
        Key("policy", "Полис", width=10, of="tblPolicies", required=True, holds=False),
        Number("place", "№", width=5),
        Key("driver", "Водитель", width=10, of="tblDrivers", required=True),
        Rate("kbm", "КБМ", width=7, stored=True),
        Rate("kvs", "КВС", width=7, stored=True),
        Number("age", "Возраст", width=9, stored=True),
        Number("experience", "Стаж", width=8, stored=True),
        Text("kbm_request", "№ запроса", width=18, stored=True),
    ),
)


def _ending(low: int | None, high: int) -> Any:
    def count(facts: Facts) -> int:
        left = [row["left"] for row in facts.rows("tblPolicies")]
        return sum(1 for days in left if days not in ("", None) and (low is None or days >= low) and days <= high)

    return count


SHEET = Sheet(
    title="Полисы",
    code_name="shPolicies",
    colour=BASE,
    shown="simple",
    tables=(("A2", POLICIES),),
    freeze="C3",
    hint="Здесь и лиды, и расчёты. Новый: кнопка Новый полис.",
    counters=(
        Counter(
            "За 30 дней",
            'COUNTIFS(tblPolicies[Осталось],">=0",tblPolicies[Осталось],"<=30")',
            _ending(0, 30),
        ),
        Counter("Закончились без итога", 'COUNTIF(tblPolicies[Осталось],"<0")', _ending(None, -1)),
        Counter(
            "Долг, ₽",
            'SUMIFS(tblPolicies[Долг],tblPolicies[Долг],">0",tblPolicies[Состояние],"оформлен")',
            lambda facts: sum(
                (row["debt"] for row in facts.rows("tblPolicies") if row["state"] == ISSUED and row["debt"] > 0),
                Decimal(0),
            ),
        ),
    ),
)
ADMITTED_SHEET = Sheet("Допущены", "shAdmitted", GREY, "hidden", tables=(("A2", ADMITTED),))
