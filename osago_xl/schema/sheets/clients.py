"""Sheet Клиенты: who the client is, when to call him and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osago_xl.domain import calls
from osago_xl.schema.columns import Choice, Column, Day, Digits, Key, Money, Number, Text
from osago_xl.schema.sheets import client_rules as rules
from osago_xl.schema.sheets.common import (
    BASE,
    CLIENT_KINDS,
    IDENTITY_PAPERS,
    SEXES,
    YES_NO,
    own_key,
    phone_link,
)
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import ClientsRow


_VISIBLE: tuple[Column, ...] = (
    own_key("tblClients", width=10.5),
    Text(
        "name",
        "Клиент",
        width=33.5,
        required=True,
        help="ФИО одной строкой, фамилия первой, или название компании",
    ),
    Text(
        "phone",
        "Телефон",
        width=19,
        required=True,
        help="Как удобно: «Обновить» приведёт к виду +7 (XXX) XXX-XX-XX",
        identifier="phone",
    ),
    phone_link(),
    Choice("status", "Статус", width=13.5, source="lstStatuses"),
    Text("comment", "Комментарий", width=14.6, merge="joined"),
    Text(
        "due",
        "Пора звонить",
        width=9,
        formula=(
            'IF([@[Звонить с]]="","",IF([@[Звонить с]]<=cfg_today,"пора",'
            'IF([@[Звонить с]]<=cfg_today+cfg_amber_days,"скоро","")))'
        ),
        compute=rules.due,
    ),
    Day("call_from", "Звонить с", width=12, formula=rules.CALL_FROM, compute=rules.call_from),
    Text("why", "Почему", width=19.5, formula=rules.WHY, compute=rules.why),
    Day(
        "next_call", "Следующий звонок", width=11, help="О чём договорились: эта дата важнее всех правил", ahead=5 * 366
    ),
    Day("last_contact", "Последний контакт", width=11, stored=True, merge="latest", follows=("tblContacts",)),
    Number(
        "policies",
        "Полисов",
        width=8.5,
        stored=True,
        follows=("tblPolicies: client state ends",),
    ),
    Day(
        "policy_ends",
        "Окончание",
        width=11,
        stored=True,
        follows=("tblPolicies: client state ends successor outcome",),
    ),
)
_HELPERS: tuple[Column, ...] = (
    Number(
        "period",
        "Период",
        hidden=True,
        formula=(
            "IF(N([@[Через дней]])>0,[@[Через дней]],"
            "IF(SUMIFS(tblServices[Напомнить через],tblServices[Услуга],[@Услуга])>0,"
            "SUMIFS(tblServices[Напомнить через],tblServices[Услуга],[@Услуга]),cfg_silence_days))"
        ),
        compute=lambda row, facts: calls.period(rules.dates_of(row), facts.calls),
    ),
    Day("renewal_from", "Пролонгация с", hidden=True, formula=rules.RENEWAL_FROM, compute=rules.renewal_from),
    Text("search", "Поиск", hidden=True, formula=rules.SEARCH, compute=rules.search),
)
_SALES: tuple[Column, ...] = (
    Number(
        "own_days",
        "Через дней",
        width=9,
        group="Продажи",
        help="N дней молчания для этого клиента; пусто = как у услуги или общее",
    ),
    Choice("service", "Услуга", width=16, group="Продажи", source="lstServices", personal=False),
    Text(
        "missing",
        "Чего нет",
        width=24,
        group="Продажи",
        stored=True,
        follows=("tblPolicies: client product state ends",),
    ),
    Text("segment", "Сегмент", width=14, group="Продажи", formula=rules.SEGMENT, compute=rules.segment),
    Money(
        "year_premium",
        "Премия за год",
        width=13,
        group="Продажи",
        stored=True,
        follows=("tblPolicies: client state signed premium",),
    ),
    Day(
        "first_order",
        "Первый заказ",
        width=11,
        group="Продажи",
        stored=True,
        personal=False,
        merge="earliest",
        follows=("tblPolicies: signed", "tblClients: first_order"),
    ),
    Day(
        "last_order",
        "Последний заказ",
        width=11,
        group="Продажи",
        stored=True,
        personal=False,
        merge="latest",
        follows=("tblPolicies: signed", "tblClients: last_order"),
    ),
    Choice("channel", "Канал", width=18, group="Продажи", required=True, source="lstChannels", personal=False),
    Key("referrer", "Рекомендовал", width=13.5, group="Продажи", of="tblClients", personal=False, holds=False),
    Text(
        "referrer_name",
        "Кто рекомендовал",
        width=24,
        group="Продажи",
        stored=True,
        private=True,
        follows=("tblClients: referrer name",),
    ),
    Choice("may_name", "Можно сослаться", width=11, group="Продажи", source=YES_NO),
    Choice("influence", "Центр влияния", width=10, group="Продажи", source=YES_NO),
    Number("brought_people", "Привёл, чел.", width=9, group="Продажи", stored=True, follows=("tblClients: referrer",)),
    Money(
        "brought_sum",
        "Привёл, ₽",
        width=13,
        group="Продажи",
        stored=True,
        follows=("tblClients: referrer", "tblPolicies: client state premium"),
    ),
    Choice("agent", "Агент", width=18, group="Продажи", required=True, source="lstAgents", personal=False),
    Text("former_agent", "Прежний агент", width=18, group="Продажи", stored=True, private=True),
    Text("preferences", "Предпочтения", width=24, group="Продажи"),
    Text("advertising", "Реклама", width=10, group="Продажи", stored=True, follows=("tblDocs",)),
    Day(
        "last_mailing",
        "Последняя рассылка",
        width=11,
        group="Продажи",
        stored=True,
        merge="latest",
        follows=("tblContacts",),
    ),
    Text("cars", "Автомобили", width=28, group="Продажи", stored=True, follows=("tblCars",)),
)
_PERSONAL: tuple[Column, ...] = (
    Choice("kind", "Вид", width=10, group="Личное", required=True, source=CLIENT_KINDS, personal=False),
    Day("birth_date", "Дата рождения", width=11, group="Личное", ahead=0, merge="ask"),
    Choice("sex", "Пол", width=10, group="Личное", source=SEXES, help="Спрашивают сайты компаний; пусто = по отчеству"),
    Day("birthday", "Ближайший ДР", width=11, group="Личное", formula=rules.BIRTHDAY, compute=rules.birthday),
    Text("phone_2", "Второй телефон", width=19, group="Личное", identifier="phone"),
    Text("email", "E-mail", width=24, group="Личное", identifier="email"),
    Text("contact_person", "Контактное лицо", width=22, group="Личное"),
    Text("position", "Должность", width=16, group="Личное"),
    Text("industry", "Отрасль", width=16, group="Личное"),
    Text("profession", "Профессия", width=16, group="Личное"),
    Text("salutation", "Обращение", width=20, group="Личное", help="Как обращаться в письме: Анна Сергеевна"),
    Text("paper_name", "ФИО для бумаг", width=26, group="Личное", help="Если в бумагах имя пишется иначе"),
    Choice("paper", "Документ", width=16, group="Личное", source=IDENTITY_PAPERS),
    Digits("paper_series", "Серия", width=8, group="Личное", max_length=10),
    Digits("paper_number", "Номер", width=10, group="Личное", max_length=15),
    Text("paper_issuer", "Кем выдан", width=26, group="Личное"),
    Day("paper_issued", "Выдан", width=11, group="Личное", ahead=0),
    Digits("paper_unit", "Код подр.", width=9, group="Личное", max_length=7, identifier="unit_code"),
    Digits("inn", "ИНН", width=14, group="Личное", max_length=12, identifier="inn", merge="ask"),
    Digits("ogrn", "ОГРН", width=16, group="Личное", max_length=15, identifier="ogrn", merge="ask"),
    Digits("kpp", "КПП", width=11, group="Личное", max_length=9, identifier="kpp"),
    Digits("postcode", "Индекс", width=8, group="Личное", max_length=6, identifier="postcode"),
    Choice("region", "Регион", width=22, group="Личное", source="lstRegions"),
    Text("district", "Район", width=16, group="Личное"),
    Text("city", "Город", width=16, group="Личное"),
    Text("street", "Улица", width=20, group="Личное"),
    Text("house", "Дом", width=6, group="Личное"),
    Text("building", "Корпус", width=7, group="Личное"),
    Text("flat", "Квартира", width=9.5, group="Личное"),
)
_SERVICE: tuple[Column, ...] = (
    Day("added", "Добавлен", width=11, group="Служебное", stored=True, personal=False, merge="earliest"),
    Day("changed", "Изменён", width=11, group="Служебное", stored=True, merge="latest"),
    Text("source", "Источник", width=20, group="Служебное", stored=True, personal=False),
)

CLIENTS: Table[ClientsRow] = Table(
    name="tblClients",
    prefix="К-",
    columns=_VISIBLE + _SALES + _PERSONAL + _SERVICE + _HELPERS,
    highlights=(
        Highlight("red", '[@[Пора звонить]]="пора"', "Пора звонить"),
        Highlight("amber", '[@[Пора звонить]]="скоро"', "Пора звонить"),
        Highlight("red", '[@[Пора звонить]]="пора"', "Звонить с"),
        Highlight("amber", '[@[Пора звонить]]="скоро"', "Звонить с"),
        Highlight(
            "amber",
            "AND(N([@[Следующий звонок]])>0,N([@Окончание])>0,[@[Следующий звонок]]>[@Окончание]-cfg_stage_3)",
            "Следующий звонок",
        ),
        Highlight("amber", 'AND([@Клиент]<>"",OR([@Телефон]="",[@Канал]="",[@Агент]="",[@Вид]=""))', "Клиент"),
        Highlight("bold", '[@Сегмент]="VIP"', "Клиент"),
        Highlight("grey", 'OR([@Статус]="не активный",[@Статус]="не звонить",[@Статус]="связанный")'),
    ),
    about="a person",
)


def _count(column: str, value: str) -> Any:
    return lambda facts: sum(1 for row in facts.rows("tblClients") if row[column] == value)


SHEET = Sheet(
    title="Клиенты",
    code_name="shClients",
    colour=BASE,
    shown="simple",
    tables=(("A2", CLIENTS),),
    freeze="C3",
    hint="Новый клиент: ОСАГО → Новый клиент. Красное «пора»: звоните сегодня.",
    counters=(
        Counter("Пора звонить", 'COUNTIF(tblClients[Пора звонить],"пора")', _count("due", "пора")),
        Counter("Скоро", 'COUNTIF(tblClients[Пора звонить],"скоро")', _count("due", "скоро")),
        Counter("VIP", 'COUNTIF(tblClients[Сегмент],"VIP")', _count("segment", "VIP")),
    ),
)
