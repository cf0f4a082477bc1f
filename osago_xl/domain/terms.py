"""КП: contracts of less than a year, of Russian and of foreign vehicles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from osago_xl.domain.factors import known
from osago_xl.domain.rates import Factor, Tariff
from osago_xl.errors import InputError
from osago_xl.values.reading import missing, refuse
from osago_xl.values.text import fold

_TERM = re.compile(r"(?:(\d{1,3})\s*[-–—]\s*)?(\d{1,3})\s*(д|дн|дня|дней|день|day|days|мес|месяц|месяца|месяцев|month|"
                   r"months|год|year)\.?(?:\s*(?:и более|and more))?")  # fmt: skip
_ALLOWED = "укажите «15 дней» (от 5 до 15), «1 месяц» … «12 месяцев»"


def short_contract(tariff: Tariff, factor: Decimal) -> Factor:
    """КП of a contract from a day to three months: the insurer's own reducing factor in (0, 1].

    With a factor of at most 1 the price cannot exceed the annual one, as the law requires.
    """
    rule = tariff.rules.get("short_contract_months")
    if rule is None:
        raise refuse("short_term_factor", factor, "договоры короче года заключают с 02.03.2024")
    if not 0 < factor <= 1:
        raise refuse("short_term_factor", factor, "нужно число больше 0 и не больше 1")
    return Factor("КП", factor, "краткосрочный договор, коэффициент страховщика", rule.act, "приложение 2",
                  "КП: понижающий коэффициент страховщика, таблицы в законе нет")  # fmt: skip


def months_of_use(periods: Iterable[tuple[date | None, date | None]]) -> int | None:
    """Months of use of up to three periods; None = the whole year. A begun month counts as a month."""
    months = 0
    for since, until in periods:
        if since and until:
            months += (until.year - since.year) * 12 + until.month - since.month + (until.day >= since.day)
    return min(months, 12) or None


def foreign_term(tariff: Tariff, term: str | None) -> Factor:
    """КП of a vehicle registered abroad in temporary use, by days (5–15) or months."""
    if term is None:
        raise missing("term", _ALLOWED)
    text = fold(term)
    if "транзит" in text or "transit" in text:
        raise InputError("term", term, f"КП транзита: для договоров {tariff.period} значение не найдено.")
    match = _TERM.fullmatch(text)
    if match is None:
        raise refuse("term", term, _ALLOWED)
    number, unit = int(match[2]), match[3]
    key = _days(number) if unit.startswith(("д", "day")) else _months(number, unit)
    if key is None:
        raise refuse("term", term, _ALLOWED)
    return known(tariff.kp.get(key), tariff, "term", term, "КП иностранных ТС")


def _days(number: int) -> tuple[str, int] | None:
    """Sixteen days to a month is the step of one month."""
    if 5 <= number <= 15:
        return "days", number
    return ("months", 1) if 16 <= number <= 31 else None


def _months(number: int, unit: str) -> tuple[str, int] | None:
    months = number * 12 if unit in ("год", "year") else number
    return ("months", months) if 1 <= months <= 12 else None
