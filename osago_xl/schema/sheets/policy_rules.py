"""The formulas of sheet Полисы and their twins: days left, what the policy is now, what the client owes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from osago_xl.domain.contract_states import ISSUED
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import Row

LEFT = (
    'IF(AND([@Состояние]="оформлен",N([@Окончание])>0,N([@Окончание])+cfg_lost_days>=cfg_today,'
    '[@Итог]<>"продлён",[@Итог]<>"ушёл"),[@Окончание]-cfg_today,"")'
)
NOW = (
    'IF([@Состояние]<>"оформлен",[@Состояние]&"",IF(cfg_today<N([@Начало]),"впереди",'
    'IF(cfg_today<=N([@Окончание]),"действует","закончился")))'
)


def left(row: Row, facts: Facts) -> int | str:
    ends = row["ends"]
    if row["state"] != ISSUED or ends is None or row["outcome"] in ("продлён", "ушёл"):
        return ""
    if ends + timedelta(days=facts.number("cfg_lost_days")) < facts.today:
        return ""
    return (ends - facts.today).days  # type: ignore[no-any-return]


def now(row: Row, facts: Facts) -> str:
    if row["state"] != ISSUED:
        return str(row["state"])
    if row["starts"] and facts.today < row["starts"]:
        return "впереди"
    return "действует" if row["ends"] and facts.today <= row["ends"] else "закончился"


def debt(row: Row, _facts: Facts) -> Decimal:
    zero = Decimal(0)
    if row["partner"]:
        return zero
    less = (row[key] or zero for key in ("insurer_discount", "discount", "paid"))
    return (row["premium"] or zero) - sum(less, zero)
