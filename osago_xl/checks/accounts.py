"""Checks of what is counted: strict-accounting forms, payments, commission rules, base rates, consents."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from osago_xl.actions.form_register import circumstances, stored_movements
from osago_xl.actions.pricing import commission_rules, tariffs
from osago_xl.actions.work import Work
from osago_xl.books.base import Row
from osago_xl.checks.base import Placed, placed
from osago_xl.domain.commission import check_rules
from osago_xl.domain.forms import Register
from osago_xl.domain.insurers import InsurerRate, check_rate
from osago_xl.errors import InputError


def check(work: Work) -> Iterator[Placed]:
    """All findings about forms and money."""
    yield from _forms(work)
    yield from _payments(work)
    yield from _commission(work)
    yield from _rates(work)


def _forms(work: Work) -> Iterator[Placed]:
    """Every movement against the invariants of the register, and every paper policy against the stock."""
    _, remarks = Register.replay(stored_movements(work), circumstances(work))
    rows = {row["key"]: row for row in work.rows("tblFormMoves")}
    for movement, findings in remarks:
        for finding in findings:
            yield placed("tblFormMoves", rows[movement.key], "first", finding)


def _payments(work: Work) -> Iterator[Placed]:
    """Money without a date or a sum, and policies paid for more than they cost."""
    for row in work.rows("tblPayments"):
        if not row["day"] and not row["due"]:
            yield _at(
                "tblPayments", row, "day", "payment.date", "нет ни даты, ни срока", "Впишите дату оплаты или срок."
            )
        if not row["income"] and not row["expense"]:
            yield _at("tblPayments", row, "income", "payment.sum", "нет суммы", "Впишите приход или расход.")
    for row in work.rows("tblPolicies"):
        due = (row["premium"] or Decimal(0)) - (row["discount"] or Decimal(0))
        if row["paid"] and row["paid"] > due:
            message = f"оплачено {row['paid']}, а к оплате {due}"
            yield _at("tblPolicies", row, "paid", "payment.over", message, "Проверьте строки на листе «Расчёты».")


def _commission(work: Work) -> Iterator[Placed]:
    rows = [row for row in work.rows("tblCommission") if row["since"] and row["bordereau"] is not None]
    for index, finding in check_rules(commission_rules(work)):
        yield placed("tblCommission", rows[index], "bordereau", finding)


def _rates(work: Work) -> Iterator[Placed]:
    """Base rates that cannot be read, or lie outside the corridor of the Bank of Russia."""
    acts = tariffs()
    territories = acts.at(work.today).territories
    for row in work.rows("tblBaseRates"):
        try:
            findings = check_rate(InsurerRate.parse(row, territories), acts, work.today)
        except InputError as error:
            yield _at("tblBaseRates", row, "rate", "rate.unreadable", error.message, "Исправьте строку.")
            continue
        for finding in findings:
            yield placed("tblBaseRates", row, "rate", finding)


def _at(table: str, row: Row, column: str, rule: str, message: str, hint: str) -> Placed:
    return Placed(table, row, column, "error", rule, message, hint)
