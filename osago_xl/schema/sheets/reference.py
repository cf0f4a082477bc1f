"""Reference sheets: Услуги, Каналы, Страховые компании, Агенты, Базовые ставки, Правила КВ, Тарифы."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osago_xl.schema.columns import Choice, Day, Digits, Money, Number, Rate, Text
from osago_xl.schema.sheets.common import CATEGORIES, ELECTRONIC, GREY, HOLDS, PAPER, YES_NO
from osago_xl.schema.tables import Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import (
        AgentsRow,
        BaseRatesRow,
        ChannelsRow,
        CommissionRow,
        InsurersRow,
        ServicesRow,
        TariffsRow,
    )

SERVICES: Table[ServicesRow] = Table(
    name="tblServices",
    columns=(
        Text("service", "Услуга", width=28, required=True, unique=True),
        Number("days", "Напомнить через", width=13, help="N дней молчания для покупателей услуги; пусто = общее"),
        Choice("offered", "Предлагать", width=13, source=YES_NO),
        Number("months", "Периодичность мес.", width=16),
        Choice("active", "Активна", width=10, source=YES_NO),
    ),
    default_rows=tuple(
        {"service": name, "offered": offered, "months": months, "active": "да"}
        for name, offered, months in (
            ("ОСАГО", "да", 12),
            ("КАСКО", "да", 12),
            ("ДКП и оформление", "нет", None),
            ("Ипотека", "да", 12),
            ("Страхование квартиры", "да", 12),
            ("НС спортсмену", "да", 12),
            ("ВЗР", "да", None),
            ("ДМС", "да", 12),
        )
    ),
    highlights=(Highlight("grey", '[@Активна]="нет"'),),
)

_CHANNELS = (
    ("Рекомендация", "тёплый"),
    ("Сосед/знакомый", "тёплый"),
    ("Родственник", "тёплый"),
    ("Бывший коллега", "тёплый"),
    ("Повторный клиент", "тёплый"),
    ("Центр влияния", "тёплый"),
    ("Автосалон", "тёплый"),
    ("СТО", "тёплый"),
    ("Визитка", "холодный"),
    ("Сайт", "холодный"),
    ("Авито", "холодный"),
    ("ВКонтакте", "холодный"),
    ("Холодный обзвон", "холодный"),
    ("Наружная реклама", "холодный"),
    ("Партнёр", "тёплый"),
)
CHANNELS: Table[ChannelsRow] = Table(
    name="tblChannels",
    columns=(
        Text("channel", "Канал", width=28, required=True, unique=True),
        Choice("kind", "Тип", width=12, source=("тёплый", "холодный")),
        Money("cost", "Расход ₽/мес", width=14),
        Choice("active", "Активен", width=10, source=YES_NO),
    ),
    default_rows=tuple({"channel": name, "kind": kind, "active": "да"} for name, kind in _CHANNELS),
    highlights=(Highlight("grey", '[@Активен]="нет"'),),
)

_BANK = "Реквизиты"
INSURERS: Table[InsurersRow] = Table(
    name="tblInsurers",
    columns=(
        Text(
            "insurer",
            "Компания",
            width=18,
            required=True,
            help="Коротко, как в разговоре; названия не повторяются",
            unique=True,
        ),
        Text("full_name", "Полное название", width=34, required=True),
        Choice("active", "Активна", width=9, source=YES_NO),
        Text("contract", "Договор №", width=13, private=True),
        Day("contract_day", "Договор от", width=11, private=True),
        Choice("hold", "Удержание", width=11, source=HOLDS, private=True),
        Rate("percent", "КВ %", width=8, private=True),
        Number("transfer_days", "Перечислить за дней", width=13),
        Text("site", "Сайт, вход", width=22),
        Text("phone", "Телефон", width=18),
        Text("signer", "Представитель", width=18, private=True),
        Text("warrant", "Доверенность", width=16, group=_BANK, private=True),
        Digits("inn", "ИНН", width=13, group=_BANK, max_length=12, identifier="inn"),
        Digits("kpp", "КПП", width=11, group=_BANK, max_length=9, identifier="kpp"),
        Digits("ogrn", "ОГРН", width=16, group=_BANK, max_length=15, identifier="ogrn"),
        Text("licence", "Лицензия", width=18, group=_BANK),
        Text("address", "Адрес", width=34, group=_BANK),
        Digits("account", "Расчётный счёт", width=23, group=_BANK, max_length=20),
        Text("bank", "Банк", width=26, group=_BANK),
        Digits("bic", "БИК", width=11, group=_BANK, max_length=9, identifier="bik"),
        Digits("correspondent", "Корр. счёт", width=23, group=_BANK, max_length=20),
    ),
    highlights=(Highlight("grey", '[@Активна]="нет"'),),
)

ME = "я"
"""The role of the one whose book it is."""

_PAPERS = "Бумаги"
_PLAN = "План"
AGENTS: Table[AgentsRow] = Table(
    name="tblAgents",
    columns=(
        Text("agent", "Имя", width=20, required=True, unique=True),
        Choice("role", "Роль", width=12, required=True, source=(ME, "агент", "субагент", "сотрудник", "партнёр")),
        Text("full_name", "ФИО", width=30),
        Text("phone", "Телефон", width=19),
        Rate("share", "Доля КВ %", width=8, help="Доля субагента в вашем вознаграждении", private=True),
        Rate("partner_percent", "Партнёр %", width=11, help="Партнёру отдаём или партнёр платит", private=True),
        Number("plan_day", "План звонков день", width=11),
        Number("plan_week", "План звонков неделя", width=11),
        Number("plan_month", "План звонков месяц", width=11),
        Number("form_limit", "Лимит бланков", width=11),
        Day("works_until", "Работает до", width=11),
        Money("plan_premium", "План премии", width=13, group=_PLAN),
        Rate("plan_bonus", "Премия за план %", width=9, group=_PLAN, private=True),
        Text("status", "Статус", width=16, group=_PAPERS, help="Самозанятый, ИП, работник: влияет на налоги и чек"),
        Text("passport", "Паспорт", width=26, group=_PAPERS),
        Text("contract", "Договор", width=18, group=_PAPERS),
    ),
    default_rows=({"agent": "Я", "role": ME, "plan_day": 20, "plan_week": 100, "plan_month": 400, "form_limit": 50},),
    exchanged=False,
    highlights=(Highlight("grey", "AND(N([@[Работает до]])>0,[@[Работает до]]<cfg_today)"),),
)

BASE_RATES: Table[BaseRatesRow] = Table(
    name="tblBaseRates",
    columns=(
        Choice("insurer", "Компания", width=18, required=True, source="lstInsurers"),
        Choice("category", "Категория", width=12, required=True, source=CATEGORIES),
        Choice("owner", "Владелец", width=12, required=True, source=("физлицо", "юрлицо", "такси", "любой")),
        Text("territory", "Регион/место", width=28, help="Как в справочнике КТ или слово «все»"),
        Day("since", "С", width=11, required=True),
        Day("until", "По", width=11),
        Money("rate", "ТБ", width=11, required=True),
        Text("source", "Источник", width=24),
        Text("corridor", "В коридоре", width=14, stored=True),
    ),
    highlights=(Highlight("red", 'LEFT([@[В коридоре]],3)="нет"', "В коридоре"),),
)

COMMISSION_RULES: Table[CommissionRow] = Table(
    name="tblCommission",
    columns=(
        Choice("insurer", "Компания", width=16, source="lstInsurers"),
        Choice("product", "Услуга", width=14, source="lstServices"),
        Choice("agent", "Агент", width=14, source="lstAgents"),
        Choice("contract_kind", "Договор", width=11, source=("новый", "продление", "все")),
        Choice("owner", "Владелец", width=10, source=("физлицо", "юрлицо", "такси", "любой")),
        Choice("category", "Категория", width=10.5, source=CATEGORIES),
        Text("region", "Регион", width=16),
        Choice("form", "Бланк", width=11, source=(PAPER, ELECTRONIC, "все")),
        Rate("kbm_max", "КБМ до", width=7),
        Day("since", "С", width=11, required=True),
        Day("until", "По", width=11),
        Rate("bordereau", "Бордеро %", width=9, required=True),
        Rate("services", "ДВОУ %", width=8),
        Choice("hold", "Удержание", width=11, source=HOLDS, help="Пусто = как у компании"),
        Text("comment", "Комментарий", width=20, merge="joined"),
    ),
    private=True,
)

TARIFFS: Table[TariffsRow] = Table(
    name="tblTariffs",
    columns=(
        Text("section", "Множитель", width=16, stored=True),
        Text("what", "Строка тарифа", width=46, stored=True),
        Rate("value", "Значение", width=10, stored=True),
        Text("act", "Акт", width=21, stored=True),
        Text("certainty", "Уверенность", width=22, stored=True),
        Text("source", "Источник", width=24, stored=True),
        Text("note", "Примечание", width=34, stored=True, wrap=True),
    ),
    highlights=(
        Highlight("amber", 'LEFT([@Уверенность],9)="последнее"', "Уверенность"),
        Highlight("red", '[@Уверенность]="не найдено"', "Уверенность"),
    ),
    made="from the acts",
)

SERVICES_SHEET = Sheet(
    "Услуги",
    "shServices",
    GREY,
    "full",
    (("A2", SERVICES),),
    freeze="B3",
    hint="Ненужную услугу не удаляйте: «Активна» = нет.",
)
CHANNELS_SHEET = Sheet(
    "Каналы",
    "shChannels",
    GREY,
    "full",
    (("A2", CHANNELS),),
    freeze="B3",
    hint="Откуда приходят клиенты и во что это обходится.",
)
INSURERS_SHEET = Sheet(
    "Страховые компании",
    "shInsurers",
    GREY,
    "simple",
    (("A2", INSURERS),),
    freeze="B3",
    hint="Реквизиты нужны для счёта с QR-кодом: раскройте группу справа.",
)
AGENTS_SHEET = Sheet(
    "Агенты", "shAgents", GREY, "on demand", (("A2", AGENTS),), freeze="B3", hint="Первая строка: вы сами."
)
BASE_RATES_SHEET = Sheet(
    "Базовые ставки",
    "shBaseRates",
    GREY,
    "on demand",
    (("A2", BASE_RATES),),
    freeze="B3",
    hint="Ставки ваших компаний внутри коридора Банка России; самая точная строка важнее.",
)
COMMISSION_SHEET = Sheet(
    "Правила КВ",
    "shCommission",
    GREY,
    "on demand",
    (("A2", COMMISSION_RULES),),
    freeze="B3",
    hint="Побеждает самое точное правило; последняя строка: для всех остальных.",
)
TARIFFS_SHEET = Sheet(
    "Тарифы",
    "shTariffs",
    GREY,
    "on demand",
    (("A2", TARIFFS),),
    freeze="C3",
    hint="Все значения на день из Настроек («Тарифы на дату»): ОСАГО → Рассчитать обновит лист.",
)
