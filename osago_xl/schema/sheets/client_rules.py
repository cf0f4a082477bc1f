"""The formulas of sheet Клиенты and their twins: when to call a client and why, his segment, his birthday."""

from __future__ import annotations

from datetime import date
from typing import Any

from osago_xl.domain import calls
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import Row, day_month
from osago_xl.values.dates import next_birthday


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


def call_from(row: Row, facts: Facts) -> date | str:
    call = calls.next_call(dates_of(row), facts.calls, facts.today) if row["name"] else None
    return call.day if call else ""


def why(row: Row, facts: Facts) -> str:
    call = calls.next_call(dates_of(row), facts.calls, facts.today) if row["name"] else None
    if call is None:
        return ""
    ends = row["policy_ends"]
    day = f"{ends:%d.%m}" if ends else ""
    words = {"agreed": "назначено", "ended": f"полис закончился {day}", "renewal": f"полис до {day}"}
    return words.get(call.cause, "давно не общались")


def due(row: Row, facts: Facts) -> str:
    return calls.flag(row["call_from"] or None, facts.today, facts.calls)


def renewal_from(row: Row, facts: Facts) -> Any:
    return calls.renewal_day(row["policy_ends"], row["last_contact"], facts.calls) or ""


def birthday(row: Row, facts: Facts) -> date | str:
    return next_birthday(row["birth_date"], facts.today) if row["birth_date"] else ""


def segment(row: Row, facts: Facts) -> str:
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


def search(row: Row, _facts: Facts) -> str:
    digits = "".join(ch for ch in row["phone"] + row["phone_2"] if ch not in " -()")
    words = f"{row['name'].lower().replace('ё', 'е')} {digits} {row['cars'].lower()}".split()
    return " ".join(words)


AGREED = "N([@[Следующий звонок]])>N([@[Последний контакт]])"
SINCE = (
    "IF(MAX(N([@[Последний контакт]]),N([@[Последний заказ]]))>0,"
    "MAX(N([@[Последний контакт]]),N([@[Последний заказ]])),N([@Добавлен]))"
)
RENEWAL_FROM = (
    'IF(N([@Окончание])=0,"",'
    + "".join(
        f"IF(N([@[Последний контакт]])<[@Окончание]-cfg_stage_{n},[@Окончание]-cfg_stage_{n}," for n in (1, 2, 3, 4)
    )
    + '"")))))'
)
ENDED = "AND(N([@Окончание])>0,[@Окончание]<cfg_today,N([@Окончание])+cfg_lost_days>=cfg_today)"
CALL_FROM = (
    'IF(OR([@Клиент]="",[@Статус]="не активный",[@Статус]="не звонить",[@Статус]="связанный"),"",'
    f"IF({AGREED},[@[Следующий звонок]],"
    f"IF({ENDED},MAX([@Окончание],N([@[Последний контакт]]))+1,"
    f"IF({SINCE}=0,[@[Пролонгация с]],MIN([@[Пролонгация с]],{SINCE}+[@Период])))))"
)
WHY = (
    f'IF([@[Звонить с]]="","",IF({AGREED},"назначено",'
    f'IF({ENDED},"полис закончился "&' + day_month("[@Окончание]") + ","
    'IF([@[Звонить с]]=[@[Пролонгация с]],"полис до "&' + day_month("[@Окончание]") + ',"давно не общались"))))'
)
BIRTHDAY = (
    'IF(N([@[Дата рождения]])=0,"",'
    "IF(DATE(YEAR(cfg_today),MONTH([@[Дата рождения]]),DAY([@[Дата рождения]]))>=cfg_today,"
    "DATE(YEAR(cfg_today),MONTH([@[Дата рождения]]),DAY([@[Дата рождения]])),"
    "DATE(YEAR(cfg_today)+1,MONTH([@[Дата рождения]]),DAY([@[Дата рождения]]))))"
)
SEGMENT = (
    'IF([@Клиент]="","",IF(AND(cfg_vip>0,N([@[Премия за год]])>=cfg_vip),"VIP",IF(N([@Полисов])>0,"активный",'
    'IF(N([@[Последний заказ]])=0,"потенциальный",IF(cfg_today-[@[Последний заказ]]<=cfg_asleep_days,"активный",'
    'IF(cfg_today-[@[Последний заказ]]<=cfg_gone_days,"спящий","потерянный"))))))'
)
SEARCH = (
    'TRIM(SUBSTITUTE(LOWER([@Клиент]),"ё","е")&" "&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE('
    '[@Телефон]&[@[Второй телефон]]," ",""),"-",""),"(",""),")","")&" "&LOWER([@Автомобили]))'
)
