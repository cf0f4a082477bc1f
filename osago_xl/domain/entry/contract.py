"""Rules about the row of a policy: its dates, its commission, its КБМ (validation rules of insurers' systems)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from osago_xl.domain.contract_states import ISSUED, TERMINATED
from osago_xl.domain.entry.rule import Known, Rule, Values
from osago_xl.findings import Finding, error, warning
from osago_xl.values.dates import add_months, numeric, policy_end
from osago_xl.values.money import money, number

LONGEST_WAIT = 60
"""Days from the contract to its start: е-ОСАГО allows no more (Указание 6007-У), on paper it is unusual too."""
MIN_PERIOD_MONTHS = 3


def _too_long(row: Values, _known: Known) -> str:
    last = policy_end(row["starts"])
    return numeric(last) if row["ends"] > last else ""


def _wait(row: Values, _known: Known) -> str:
    days = (row["starts"] - row["signed"]).days
    return str(days) if days > LONGEST_WAIT else ""


def _above(share: str) -> Callable[[Values, Known], str]:
    return lambda row, _known: number(row[share]) if row[share] > 100 else ""


def _more_than_premium(part: str) -> Callable[[Values, Known], str]:
    return lambda row, _known: (
        f"{money(row[part])} ₽ при премии {money(row['premium'])} ₽" if 0 < row["premium"] < row[part] else ""
    )


def _unknown_kbm(row: Values, known: Known) -> str:
    allowed = known.kbm(row["starts"])
    return number(row["kbm"]) if allowed and Decimal(row["kbm"]) not in allowed else ""


CONTRACT = (
    Rule("policy.dates", "ends", "error", "окончание раньше начала", "Исправьте даты.", ("starts", "ends"),
         lambda row, _known: row["ends"] < row["starts"]),
    Rule("policy.term", "ends", "error", "срок больше года, последний день {}", "Исправьте окончание.",
         ("starts", "ends"), _too_long),
    Rule("policy.signed", "signed", "warning", "заключён позже начала действия",
         "Проверьте обе даты: полис не действует раньше договора.", ("starts", "signed"),
         lambda row, _known: row["signed"] > row["starts"]),
    Rule("policy.wait", "starts", "warning", "начало через {} дней после заключения",
         f"Проверьте обе даты: между ними бывает не больше {LONGEST_WAIT} дней.", ("starts", "signed"), _wait),
    Rule("policy.future", "signed", "error", "дата заключения ещё не наступила", "Исправьте дату.", ("signed",),
         lambda row, known: row["signed"] > known.today),
    Rule("policy.number", "number", "warning", "оформлен, но без номера", "Впишите номер полиса.", (),
         lambda row, _known: row["state"] == ISSUED and not row["number"] and not row["partner"]),
    Rule("policy.cancelled", "cancelled", "warning", "расторгнут без даты", "Впишите «Прекращён».", (),
         lambda row, _known: row["state"] == TERMINATED and not row["cancelled"]),
    Rule("policy.premium", "premium", "warning", "премия 0 ₽", "Впишите премию из полиса.", ("premium",),
         lambda row, _known: row["state"] == ISSUED and row["premium"] == 0),
    Rule("policy.kbm", "kbm", "error", "КБМ {} нет в таблице", "Впишите КБМ из ответа РСА.", ("kbm", "starts"),
         _unknown_kbm),
    *(Rule("commission.percent", share, "error", "КВ {} %: больше всей премии",
           "Впишите процент, а сумму в рублях в соседний столбец.", (share,), _above(share))
      for share in ("bordereau_percent", "services_percent")),
    *(Rule("commission.much", part, "error", "КВ {}", "Проверьте сумму: КВ не бывает больше премии.",
           (part, "premium"), _more_than_premium(part)) for part in ("bordereau", "services")),
)  # fmt: skip


def periods(row: Mapping[str, Any]) -> Iterator[tuple[str, Finding]]:
    """Periods of use: in order, inside the term, each of three months at least."""
    last: date | None = None
    for n in (1, 2, 3):
        since, until = row[f"use_{n}_from"], row[f"use_{n}_to"]
        if not since and not until:
            continue
        column = f"use_{n}_from"
        if not since or not until or until < since:
            yield column, error("use.dates", f"период {n}: нужны обе даты по порядку", "Впишите обе даты.")
            continue
        if (row["starts"] and since < row["starts"]) or (row["ends"] and until > row["ends"]):
            yield column, error("use.term", f"период {n} выходит за срок договора", "Исправьте период или срок.")
        if last and since <= last:
            yield column, error("use.overlap", f"период {n} начинается раньше конца прежнего", "Исправьте период.")
        if until < add_months(since, MIN_PERIOD_MONTHS) - timedelta(days=1):
            yield column, warning("use.short", f"период {n} короче трёх месяцев", "Проверьте обе даты.")
        last = until
