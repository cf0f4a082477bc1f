"""Money over the unexpired term: refund on early termination, surcharge on a change of terms.

Both are estimates. Practice withholds 23 % (structure of the tariff 77/20/3) and disputes it; the counting of days
differs between insurers, so both are parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from osago_xl.values.money import to_kopecks
from osago_xl.values.reading import refuse

WITHHELD = Decimal("0.23")
_RATIO = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Refund:
    """What may come back: `amount` roubles for `days_left` of `days`, `withheld` the share kept (0.23)."""

    amount: Decimal
    days_left: int
    days: int
    withheld: Decimal
    note: str = "оценка: точную сумму считает страховщик"


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What is due for a change: negative `amount` when the new premium is lower (rarely paid out)."""

    amount: Decimal
    days_left: int
    days: int


def refund(
    premium: Decimal,
    starts: date,
    ends: date,
    ended: date,
    *,
    withheld: Decimal = WITHHELD,
    count_last_day: bool = False,
) -> Refund:
    """(premium − 23 %) × unexpired days / days of the term.

    `starts`, `ends` — first and last day of the contract; `ended` — the day the insurer received the application.
    The days left are counted from the next day, with `count_last_day` from `ended` itself. Before the contract has
    begun the whole term is unexpired; the share is withheld all the same, as nothing says otherwise.
    """
    days = term_days(starts, ends)
    if premium <= 0:
        raise refuse("premium", premium, "премия должна быть больше нуля")
    if not 0 <= withheld <= 1:
        raise refuse("withheld", withheld, "доля удержания от 0 до 1, обычно 0.23")
    if ended > ends:
        raise refuse("ended", f"{ended:%d.%m.%Y}", f"договор закончился {ends:%d.%m.%Y}")
    left = min((ends - ended).days + (1 if count_last_day else 0), days)
    share = _RATIO.divide(premium * (1 - withheld) * left, Decimal(days))
    return Refund(to_kopecks(share), left, days, withheld)


def surcharge(old: Decimal, new: Decimal, starts: date, ends: date, changed: date) -> Surcharge:
    """(new − old annual premium) × days from the change on / days of the term.

    `new` is the premium recalculated with the changed data by the tariff of the contract's first day.
    """
    days = term_days(starts, ends)
    for name, amount in (("old_premium", old), ("new_premium", new)):
        if amount <= 0:
            raise refuse(name, amount, "премия должна быть больше нуля")
    if not starts <= changed <= ends:
        raise refuse("changed", f"{changed:%d.%m.%Y}", f"день изменения с {starts:%d.%m.%Y} по {ends:%d.%m.%Y}")
    left = (ends - changed).days + 1
    return Surcharge(to_kopecks(_RATIO.divide((new - old) * left, Decimal(days))), left, days)


def term_days(starts: date, ends: date) -> int:
    """Days of the contract, both ends included: 365 or 366 for a year."""
    if ends < starts:
        raise refuse("ends", f"{ends:%d.%m.%Y}", f"окончание не раньше начала {starts:%d.%m.%Y}")
    return (ends - starts).days + 1
