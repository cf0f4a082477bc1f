"""Sheet Клиенты: who the client is, when to call him and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from osago_xl.domain import calls
from osago_xl.schema.columns import Choice, Column, Day, Digits, Key, Money, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import (
    BASE,
    CLIENT_KINDS,
    IDENTITY_PAPERS,
    SEXES,
    YES_NO,
    Row,
    day_month,
    own_key,
    phone_link,
)
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table
from osago_xl.values.dates import next_birthday

if TYPE_CHECKING:
    from osago_xl.schema.rows import ClientsRow


def dates_of(row: Row) -> calls.ClientDates:
    """The part of a client's row that his call date depends on."""
    return calls.ClientDates(
        status=row["status"],
        service=row["service"],
        own_days=int(row["own_days"]) if row["own_days"] else None,
        agreed=row["next_call"],
        last_contact=row["last_contact"],
        last_order=row["last_order"],
        added=row["added"],
        policy_ends=row["policy_ends"],
    )


def _call_from(row: Row, facts: Facts) -> date | str:
    call = calls.next_call(dates_of(row), facts.calls) if row["name"] else None
    return call.day if call else ""


def _why(row: Row, facts: Facts) -> str:
    call = calls.next_call(dates_of(row), facts.calls) if row["name"] else None
    if call is None:
        return ""
    ends = row["policy_ends"]
    renewal = f"полис до {ends:%d.%m}" if ends else ""
    return {"agreed": "назначено", "renewal": renewal, "silence": "давно не общались"}[call.cause]


def _due(row: Row, facts: Facts) -> str:
    return calls.flag(row["call_from"] or None, facts.today, facts.calls)


def _renewal_from(row: Row, facts: Facts) -> Any:
    return calls.renewal_day(row["policy_ends"], row["last_contact"], facts.calls) or ""


def _birthday(row: Row, facts: Facts) -> date | str:
    return next_birthday(row["birth_date"], facts.today) if row["birth_date"] else ""


def _segment(row: Row, facts: Facts) -> str:
    if not row["name"]:
        return ""
    if (row["year_premium"] or 0) >= facts.number("cfg_vip") > 0:
        return "VIP"
    if (row["policies"] or 0) > 0:
        return "активный"
    if not row["last_order"]:
        return "потенциальный"
    age = (facts.today - row["last_order"]).days
    if age <= facts.number("cfg_asleep_days"):
        return "активный"
    return "спящий" if age <= facts.number("cfg_gone_days") else "потерянный"


def _search(row: Row, facts: Facts) -> str:
    digits = "".join(ch for ch in row["phone"] + row["phone_2"] if ch not in " -()")
    words = f"{row['name'].lower().replace('ё', 'е')} {digits} {row['cars'].lower()}".split()
    return " ".join(words)


_AGREED = "N([@[Следующий звонок]])>N([@[Последний контакт]])"
_SINCE = (
    "IF(MAX(N([@[Последний контакт]]),N([@[Последний заказ]]))>0,"
    "MAX(N([@[Последний контакт]]),N([@[Последний заказ]])),N([@Добавлен]))"
)
_RENEWAL_FROM = (
    'IF(N([@Окончание])=0,"",'
    + "".join(
        f"IF(N([@[Последний контакт]])<[@Окончание]-cfg_stage_{n},[@Окончание]-cfg_stage_{n}," for n in (1, 2, 3, 4)
    )
    + '"")))))'
)
_CALL_FROM = (
    'IF(OR([@Клиент]="",[@Статус]="не активный",[@Статус]="не звонить",[@Статус]="связанный"),"",'
    f"IF({_AGREED},[@[Следующий звонок]],"
    f"IF({_SINCE}=0,[@[Пролонгация с]],MIN([@[Пролонгация с]],{_SINCE}+[@Период]))))"
)
_WHY = (
    f'IF([@[Звонить с]]="","",IF({_AGREED},"назначено",'
    'IF([@[Звонить с]]=[@[Пролонгация с]],"полис до "&' + day_month("[@Окончание]") + ',"давно не общались")))'
)
_BIRTHDAY = (
    'IF(N([@[Дата рождения]])=0,"",'
    "IF(DATE(YEAR(cfg_today),MONTH([@[Дата рождения]]),DAY([@[Дата рождения]]))>=cfg_today,"
    "DATE(YEAR(cfg_today),MONTH([@[Дата рождения]]),DAY([@[Дата рождения]])),"
    "DATE(YEAR(cfg_today)+1,MONTH([@[Дата рождения]]),DAY([@[Дата рождения]]))))"
)
_SEGMENT = (
    'IF([@Клиент]="","",IF(AND(cfg_vip>0,N([@[Премия за год]])>=cfg_vip),"VIP",IF(N([@Полисов])>0,"активный",'
    'IF(N([@[Последний заказ]])=0,"потенциальный",IF(cfg_today-[@[Последний заказ]]<=cfg_asleep_days,"активный",'
    'IF(cfg_today-[@[Последний заказ]]<=cfg_gone_days,"спящий","потерянный"))))))'
)
_SEARCH = (
    'TRIM(SUBSTITUTE(LOWER([@Клиент]),"ё","е")&" "&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE('
    '[@Телефон]&[@[Второй телефон]]," ",""),"-",""),"(",""),")","")&" "&LOWER([@Автомобили]))'
)

_VISIBLE: tuple[Column, ...] = (
    own_key("tblClients", width=10.5),
    Text(
        "name",
        "Клиент",
        width=31,
        required=True,
        help="ФИО одной строкой, фамилия первой, или название компании",
    ),
    Text(
        "phone",
        "Телефон",
        width=18,
        required=True,
        help="Как удобно: «Обновить» приведёт к виду +7 (XXX) XXX-XX-XX",
        identifier="phone",
    ),
    phone_link(),
    Choice("status", "Статус", width=13.5, source="lstStatuses"),
    Text("comment", "Комментарий", width=18.5, merge="joined"),
    Text(
        "due",
        "Пора звонить",
        width=9,
        formula=(
            'IF([@[Звонить с]]="","",IF([@[Звонить с]]<=cfg_today,"пора",'
            'IF([@[Звонить с]]<=cfg_today+cfg_amber_days,"скоро","")))'
        ),
        compute=_due,
    ),
    Day("call_from", "Звонить с", width=12, formula=_CALL_FROM, compute=_call_from),
    Text("why", "Почему", width=19, formula=_WHY, compute=_why),
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
        compute=lambda row, facts: calls.period(dates_of(row), facts.calls),
    ),
    Day("renewal_from", "Пролонгация с", hidden=True, formula=_RENEWAL_FROM, compute=_renewal_from),
    Text("search", "Поиск", hidden=True, formula=_SEARCH, compute=_search),
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
    Text("segment", "Сегмент", width=14, group="Продажи", formula=_SEGMENT, compute=_segment),
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
    Day("birth_date", "Дата рождения", width=11, group="Личное", ahead=0),
    Choice("sex", "Пол", width=10, group="Личное", source=SEXES, help="Спрашивают сайты компаний; пусто = по отчеству"),
    Day("birthday", "Ближайший ДР", width=11, group="Личное", formula=_BIRTHDAY, compute=_birthday),
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
    Digits("inn", "ИНН", width=14, group="Личное", max_length=12, identifier="inn"),
    Digits("ogrn", "ОГРН", width=16, group="Личное", max_length=15, identifier="ogrn"),
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
