"""Questions with one meaning everywhere: an answer of the right type, or `Cancelled` when the agent gives none."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from osago_xl.errors import InputError, Unread
from osago_xl.values import dates, numbers
from osago_xl.work.ui import Cancelled, Ui

_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{1,2})[.\s](\d{4})")
_NEW_MONTH_DAYS = 10


def confirm(ui: Ui, question: str) -> None:
    """Go on only after «да»."""
    if not ui.ask(question):
        raise Cancelled


def text(ui: Ui, question: str, default: str = "") -> str:
    """A line of text, not empty."""
    answer = (ui.prompt(question, default) or "").strip()
    if not answer:
        raise Cancelled
    return answer


def option(ui: Ui, question: str, options: Sequence[str]) -> str:
    """One of the options; the only one is taken without a question."""
    if len(options) == 1:
        return options[0]
    number = ui.choose(question, options)
    if number is None:
        raise Cancelled
    return options[number]


def day(ui: Ui, question: str, default: date) -> date:
    """A date; InputError for what is none."""
    return dates.parse(text(ui, question, dates.numeric(default)), question)


def amount(ui: Ui, question: str, default: Decimal | None = None) -> Decimal:
    """A sum of money in roubles."""
    answer = text(ui, question, "" if default is None else str(default).replace(".", ","))
    try:
        value = numbers.money(answer)
    except Unread as reason:
        raise InputError(question, answer, f"«{answer}» не сумма: {reason}. Впишите число, например 5000,50.") from None
    assert value is not None  # `text` gives no empty answer
    return value


def period(ui: Ui, question: str, today: date) -> tuple[date, date]:
    """First and last day: «01.11.2026–15.11.2026» or a month «11.2026», which is also what is proposed."""
    answer = text(ui, f"{question}: месяц или две даты", _usual_month(today))
    days = [dates.parse(found, question) for found in _DAY.findall(answer)]
    month = _MONTH.fullmatch(answer)
    if len(days) == 2 and days[0] <= days[1]:
        return days[0], days[1]
    if month and 1 <= int(month[1]) <= 12:
        return whole_month(int(month[2]), int(month[1]))
    raise InputError(
        question, answer, f"Период «{answer}» не понятен. Впишите месяц (11.2026) или две даты по порядку."
    )


def whole_month(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _usual_month(today: date) -> str:
    """At the beginning of a month the one that has just ended is reported."""
    shown = today.replace(day=1) - timedelta(days=1) if today.day <= _NEW_MONTH_DAYS else today
    return f"{shown.month:02d}.{shown.year}"
