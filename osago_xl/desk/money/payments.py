"""Payments of a policy: how much of each goes on to the insurer, planned instalments, partners' fees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.domain.commission import Commission, Hold, Report, Rule, percent, read_hold, transfer
from osago_xl.domain.settlement import Payment, PaymentKind
from osago_xl.values.misfit import known
from osago_xl.values.money import money, to_kopecks
from osago_xl.work.unit import Work

ZERO = Decimal(0)
CARD = "карта"
DIRECT = frozenset({"банк", "СБП/QR", "на сайте СК"})
"""Ways to pay in which the money never passes through the agent."""
WITH_CHEQUE = frozenset({"наличные", CARD, "СБП/QR"})
"""Ways in which the client gets a fiscal cheque (54-ФЗ), whose numbers are kept."""
_KINDS = frozenset(PaymentKind)


def book_payment(
    work: Work, policy: Row, amount: Decimal, *, day: date, method: str, planned: Row | None = None, **more: Any
) -> Row:
    """A premium received, as a new row or in the row of the planned instalment it pays."""
    values = {
        "day": day,
        "income": amount,
        "method": method,
        "to_transfer": to_transfer(work, policy, amount, method),
        "acquiring": acquiring(work, amount, method),
    } | more
    if planned is None:
        planned = work.add("tblPayments", **_of_policy(policy), **values)
    else:
        work.set("tblPayments", planned, **values)
    keep_hold(work, policy)
    _add_up(work, policy)
    return planned


def _add_up(work: Work, policy: Row) -> None:
    sums = [row["to_transfer"] for row in premiums(work, policy) if known(row["to_transfer"]) is not None]
    work.set("tblPolicies", policy, to_transfer=sum(sums, ZERO))


def share_anew(work: Work, policy: Row) -> None:
    """The insurer's part of every payment by the commission as it is now: the debt to him follows it."""
    rows = [row for row in premiums(work, policy) if known(row["to_transfer"]) is not None]
    for row in rows:
        work.set("tblPayments", row, to_transfer=None)
    for row in rows:
        part = to_transfer(work, policy, row["income"] or ZERO, row["method"])
        work.set("tblPayments", row, to_transfer=part)
    if rows:
        _add_up(work, policy)


def acquiring(work: Work, amount: Decimal, method: str) -> Decimal | None:
    """The bank's fee for a card taken by the agent's own terminal; None where there is none."""
    rate = work.settings["cfg_acquiring"] or 0
    return percent(amount, Decimal(str(rate))) if method == CARD and rate else None


def plan_payment(work: Work, policy: Row, due: date, amount: Decimal) -> Row:
    """An instalment to come: a row with a due date and without a day."""
    return work.add("tblPayments", **_of_policy(policy), due=due, income=amount)


def _of_policy(policy: Row) -> dict[str, str]:
    return {"policy": policy["key"], "kind": "премия", "party": policy["insurer"], "agent": policy["agent"]}


def premiums(work: Work, policy: Row) -> list[Row]:
    """Premium rows of a policy that were really paid."""
    rows = work.linked("tblPayments", "policy", {policy["key"]})
    return [row for row in rows if row["kind"] == "премия" and row["day"]]


def instalments_of(work: Work, policy: Row) -> list[Row]:
    """Planned payments of a policy, the nearest first."""
    rows = work.linked("tblPayments", "policy", {policy["key"]})
    return sorted((row for row in rows if row["due"] and not row["day"]), key=lambda row: row["due"])


def drop_instalments(work: Work, policy: Row) -> str:
    """Planned payments end with their policy; what was taken off the plan, "" when there was none."""
    planned = instalments_of(work, policy)
    work.remove("tblPayments", *planned)
    total = sum((row["income"] or ZERO for row in planned), ZERO)
    return f"Плановых взносов снято: {len(planned)} на {money(total)} ₽." if planned else ""


def to_transfer(work: Work, policy: Row, amount: Decimal, method: str) -> Decimal:
    """The insurer's part of a payment of `amount` roubles.

    Of a premium paid in parts each part carries its share; rounded so that the parts add up to the whole. Payments
    of an imported base carry none: whether they were handed on is not known.
    """
    if method in DIRECT or policy["partner"]:
        return ZERO
    price = to_pay(policy)
    booked = [row for row in premiums(work, policy) if known(row["to_transfer"]) is not None]
    through_us = [row for row in booked if row["method"] not in DIRECT]
    before = sum((row["to_transfer"] for row in through_us), ZERO)
    received = min(sum((row["income"] or ZERO for row in through_us), amount), price)
    return to_kopecks(_due(work, policy) * received / price) - before if price else ZERO


def to_pay(policy: Row) -> Decimal:
    """What the client pays: the premium without the insurer's discount and without the agent's own."""
    return commission_of(policy).base - (policy["discount"] or ZERO)


def commission_of(policy: Row) -> Commission:
    """The commission stored at the sale; the discount of the agent does not touch what the insurer is due."""
    base = (policy["premium"] or ZERO) - (policy["insurer_discount"] or ZERO)
    return Commission(base, policy["bordereau"] or ZERO, policy["services"] or ZERO, policy["discount"] or ZERO)


def hold_at_sale(work: Work, insurer: str, rule: Rule | None) -> Hold:
    """Whether the agent keeps his commission back: by the rule of commission where it says so, else by the insurer."""
    if rule is not None and rule.hold is not None:
        return rule.hold
    row = work.find("tblInsurers", insurer)
    return (read_hold(row["hold"]) if row else None) or Hold.NONE


def hold_of(work: Work, policy: Row) -> Hold:
    """The hold stored at the sale, so that a later change of the rules changes no old debt.

    A policy of an imported or older base has none: that of the insurer is taken, until a payment, an act or
    «Пересчёт КВ» stores what was used.
    """
    stored = read_hold(policy["hold"])
    return hold_at_sale(work, policy["insurer"], None) if stored is None else stored


def keep_hold(work: Work, policy: Row) -> None:
    """Store the hold that was used, from now on a fact of the policy."""
    work.set("tblPolicies", policy, hold=str(int(hold_of(work, policy))))


def _due(work: Work, policy: Row) -> Decimal:
    hold = hold_of(work, policy)
    return transfer(commission_of(policy), hold, Report.BORDEREAU, paid_to_insurer=False).to_insurer


def stored_payments(work: Work) -> list[Payment]:
    """Расчёты as the rules of settlement take them; rows of an unknown kind are left to the checks."""
    return [
        Payment(
            kind=PaymentKind(row["kind"]),
            party=row["party"],
            policy=row["policy"],
            day=row["day"],
            income=row["income"] or ZERO,
            expense=row["expense"] or ZERO,
            to_transfer=row["to_transfer"] or ZERO,
            due=row["due"],
            key=row["key"],
        )
        for row in work.rows("tblPayments")
        if row["kind"] in _KINDS
    ]
