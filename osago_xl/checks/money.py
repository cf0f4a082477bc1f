"""Checks of money: payments, acts, commission rules and base rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from osago_xl.books.base import Row
from osago_xl.checks.base import Placed, placed
from osago_xl.desk.contract.pricing import commission_rules, commission_unit
from osago_xl.desk.money.acts import MARKS, settled, state_of, stored_acts
from osago_xl.desk.money.chains import PREMIUM, REFUND, commission_of, moved, to_pay
from osago_xl.desk.money.payments import SURCHARGE
from osago_xl.domain.acts import ActState, check_acts
from osago_xl.domain.commission import ZERO, check_rules, percent
from osago_xl.domain.contract_states import ISSUED
from osago_xl.domain.insurers import InsurerRate, check_rate
from osago_xl.errors import InputError
from osago_xl.findings import Level
from osago_xl.schema.sheets.journals import ACTS, PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import BASE_RATES, COMMISSION_RULES
from osago_xl.tariffs.own import tariffs
from osago_xl.values.misfit import known
from osago_xl.values.money import money, number
from osago_xl.work.unit import Work

_CHEQUE = {"fn": 16}


def check(work: Work) -> Iterator[Placed]:
    """All findings about money."""
    yield from _payments(work)
    yield from _policies(work)
    yield from _acts(work)
    yield from _commission(work)
    yield from _rates(work)


def _at(table: str, row: Row, column: str, level: Level, rule: str, message: str, hint: str) -> Placed:
    return Placed(table, row, column, level, rule, message, hint)


def _payments(work: Work) -> Iterator[Placed]:
    """Money without a date, a sum or a policy, in the future, or with a cheque that cannot be."""
    for row in work.rows(PAYMENTS):
        if not row["day"] and not row["due"]:
            yield _at(
                PAYMENTS.name, row, "day", "error", "payment.date", "нет ни даты, ни срока", "Впишите дату или срок."
            )
        if row["day"] and row["day"] > work.today:
            hint = "Исправьте дату; плановый взнос пишется в «Срок»."
            yield _at(PAYMENTS.name, row, "day", "error", "payment.future", "дата оплаты ещё не наступила", hint)
        if not row["income"] and not row["expense"]:
            yield _at(PAYMENTS.name, row, "income", "error", "payment.sum", "нет суммы", "Впишите приход или расход.")
        if row["kind"] == "премия" and not row["policy"]:
            hint = "Впишите ключ полиса: без него долг клиента не уменьшится."
            yield _at(PAYMENTS.name, row, "policy", "warning", "payment.policy", "премия без полиса", hint)
        for column, length in _CHEQUE.items():
            digits = row.cell(column)
            if digits and not (digits.isdecimal() and len(digits) == length):
                message = f"номер фискального накопителя: нужно {length} цифр"
                yield _at(PAYMENTS.name, row, column, "warning", "payment.cheque", message, "Сверьте с чеком.")


def _policies(work: Work) -> Iterator[Placed]:
    """Sums that do not meet the premium; commission that is not the percentage it says."""
    unit, rows = commission_unit(work), work.rows(POLICIES)
    yield from balances(rows, work.rows(PAYMENTS))
    for row in rows:
        for line in ("bordereau", "services"):
            yield from _percentage(row, line, unit)


def balances(policies: Iterable[Row], payments: Iterable[Row]) -> Iterator[Placed]:
    """More or less paid and planned than the policies cost, and more given back than was received."""
    paid, planned, later = (defaultdict[str, Decimal](Decimal) for _ in range(3))
    for each in payments:
        if each["kind"] in (PREMIUM, REFUND) and (each["day"] or each["due"]):
            of_plan = later if each["comment"] == SURCHARGE else planned
            (paid if each["day"] else of_plan)[each["policy"]] += moved(each)
    for row in policies:
        due, received = to_pay(row) - later[row["key"]], paid[row["key"]] if row["key"] in paid else row["paid"] or ZERO
        yield from _balance(row, due, received, planned[row["key"]])


def _balance(row: Row, due: Decimal, paid: Decimal, planned: Decimal) -> Iterator[Placed]:
    hint = "Проверьте строки «Расчётов»."
    if paid < 0:
        yield _at(
            POLICIES.name,
            row,
            "paid",
            "error",
            "payment.negative",
            f"возвращено больше, чем получено: {money(paid)}",
            hint,
        )
    elif paid > due:
        message = f"оплачено {money(paid)}, а к оплате {money(due)}"
        yield _at(POLICIES.name, row, "paid", "warning", "payment.over", message, hint)
    elif planned and paid + planned != due and row["state"] == ISSUED:
        message = f"оплачено и запланировано {money(paid + planned)}, а к оплате {money(due)}"
        yield _at(POLICIES.name, row, "paid", "warning", "payment.plan", message, "Проверьте взносы в «Расчётах».")


def _percentage(row: Row, line: str, unit: Decimal) -> Iterator[Placed]:
    rate, amount = known(row[f"{line}_percent"]), known(row[line])
    if rate is None or amount is None or known(row["premium"]) is None:
        return
    expected = percent(commission_of(row).base, rate, unit)
    if abs(expected - amount) > unit:
        message = f"{number(rate)} % от премии: {money(expected)}, а записано {money(amount)}"
        yield _at(POLICIES.name, row, line, "warning", "commission.sum", message, "Деньги → Пересчёт КВ.")


def _acts(work: Work) -> Iterator[Placed]:
    """A policy in two acts of a kind, a lone refund, marks without an act, heads that differ from their rows."""
    rows = {row["key"]: row for row in work.rows(ACTS)}
    acts = stored_acts(work)
    for key, finding in check_acts(acts):
        yield placed(ACTS.name, rows[key], "number", finding)
    for policy in work.rows(POLICIES):
        for column in MARKS.values():
            missing = [key for key in filter(None, policy.cell(column).split("; ")) if key not in rows]
            if missing:
                message = f"акта {missing[0]} нет на листе «Акты»"
                yield _at(
                    POLICIES.name, policy, column, "error", "acts.link", message, "Очистите отметку или верните акт."
                )
    for act in acts:
        row = rows[act.number]
        if act.state is not ActState.ANNULLED and act.totals.premium != (row["premium"] or ZERO):
            message = f"премия полисов акта {money(act.totals.premium)}, а в акте {money(row['premium'] or ZERO)}"
            hint = "Полисы менялись после акта: сверьте с компанией."
            yield _at(ACTS.name, row, "premium", "warning", "acts.sum", message, hint)
    for row in rows.values():
        if state_of(row) is ActState.ANNULLED and any(settled(work, row)):
            hint = "Сторнируйте оплаты отрицательной строкой в «Расчётах»."
            yield _at(ACTS.name, row, "state", "error", "acts.paid", "акт отменён, а оплаты по нему остались", hint)


def _commission(work: Work) -> Iterator[Placed]:
    rows = [row for row in work.rows(COMMISSION_RULES) if row["since"] and known(row["bordereau"]) is not None]
    for index, finding in check_rules(commission_rules(work)):
        yield placed(COMMISSION_RULES.name, rows[index], "bordereau", finding)


def _rates(work: Work) -> Iterator[Placed]:
    """Base rates that cannot be read, or lie outside the corridor of the Bank of Russia."""
    acts = tariffs()
    territories = acts.at(work.today).territories
    for row in work.rows(BASE_RATES):
        try:
            findings = check_rate(InsurerRate.parse(row, territories), acts, work.today)
        except InputError as error:
            yield _at(BASE_RATES.name, row, "rate", "error", "rate.unreadable", error.message, "Исправьте строку.")
            continue
        yield from (placed(BASE_RATES.name, row, "rate", finding) for finding in findings)
