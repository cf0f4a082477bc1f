"""Payments of a policy: what of each goes on to the insurer, instalments and surcharges to come, the hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.money.chains import DIRECT, PREMIUM, REFUND, Chains, moved, store_chain
from osago_xl.domain.commission import ZERO, Hold, Report, Rule, percent, read_hold, transfer
from osago_xl.domain.contract_money.receipts import given_back, parts
from osago_xl.domain.contract_states import ISSUED
from osago_xl.domain.settlement import Payment, PaymentKind
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.values.misfit import known
from osago_xl.values.money import money
from osago_xl.work.unit import Work

CARD = "карта"
SURCHARGE = "доплата за изменение"
"""Comment of the payment to come that a change of conditions has made."""
WITH_CHEQUE = frozenset({"наличные", CARD, "СБП/QR"})
"""Ways in which the client gets a fiscal cheque (54-ФЗ), whose numbers are kept."""
_KINDS = frozenset(PaymentKind)


def book_payment(
    work: Work, policy: Row, amount: Decimal, *, day: date, method: str, planned: Row | None = None, **more: Any
) -> Row:
    """A premium received, as a new row or in the row of the planned instalment it pays."""
    values = {"day": day, "income": amount, "method": method, "acquiring": acquiring(work, amount, method)} | more
    if planned is None:
        planned = work.add(PAYMENTS, **_of_policy(policy), **values)
    else:
        work.set(PAYMENTS, planned, **values)
    keep_hold(work, policy)
    share_anew(work, policy, planned)
    _plan_surcharge(work, policy)
    return planned


def book_refund(work: Work, policy: Row, amount: Decimal, *, day: date, method: str) -> Row:
    """A premium given back to the client, by the agent or by the company itself."""
    values = {"kind": REFUND, "day": day, "expense": amount, "method": method}
    row = work.add(PAYMENTS, **_of_policy(policy) | values)
    keep_hold(work, policy)
    share_anew(work, policy, row)
    return row


def share_anew(work: Work, policy: Row, fresh: Row | None = None) -> None:
    """The insurer's part of every payment by the chain as it is now: the debt to him follows it.

    Payments of an imported base carry no part: whether they were handed on is not known. `fresh` is the one booked now.
    """
    chains, hold = Chains(work, {policy["key"]}), hold_of(work, policy)
    found = chains.of(policy)
    due = {
        part.receipt.key: part.moved(hold, Report.BORDEREAU).to_insurer
        for part in parts(found, chains.receipts(policy))
    }
    refunds, received = chains.payments(policy, REFUND), sum((each.amount for each in chains.receipts(policy)), ZERO)
    backs = given_back(found, received, [-moved(row) for row in refunds], chains.unit)
    for row, back in zip(refunds, backs, strict=True):
        due[row["key"]] = transfer(back, hold, Report.BORDEREAU, paid_to_insurer=row["method"] in DIRECT).to_insurer
    rows = [*chains.payments(policy), *chains.payments(policy, REFUND)]
    shared = [row for row in rows if known(row["to_transfer"]) is not None or row is fresh]
    for row in shared:
        work.set(PAYMENTS, row, to_transfer=ZERO if policy["partner"] else due[row["key"]])
    if shared:
        work.set(POLICIES, policy, to_transfer=sum((row["to_transfer"] for row in shared), ZERO))


def acquiring(work: Work, amount: Decimal, method: str) -> Decimal | None:
    """The bank's fee for a card taken by the agent's own terminal; None where there is none."""
    rate = work.settings["cfg_acquiring"] or 0
    return percent(amount, Decimal(str(rate))) if method == CARD and rate else None


def plan_payment(work: Work, policy: Row, due: date, amount: Decimal, comment: str = "") -> Row:
    """A premium to come: a row with a due date and without a day."""
    return work.add(PAYMENTS, **_of_policy(policy), due=due, income=amount, comment=comment)


def _of_policy(policy: Row) -> dict[str, str]:
    return {"policy": policy["key"], "kind": PREMIUM, "party": policy["insurer"], "agent": policy["agent"]}


def instalments_of(work: Work, policy: Row) -> list[Row]:
    """Planned payments of a policy, the nearest first."""
    rows = work.linked(PAYMENTS, "policy", {policy["key"]})
    return sorted((row for row in rows if row["due"] and not row["day"]), key=lambda row: row["due"])


def drop_instalments(work: Work, policy: Row) -> str:
    """Planned payments end with their policy; what was taken off the plan, "" when there was none."""
    planned = instalments_of(work, policy)
    work.remove(PAYMENTS, *planned)
    total = sum((row["income"] or ZERO for row in planned), ZERO)
    return f"Плановых взносов снято: {len(planned)} на {money(total)} ₽." if planned else ""


def hold_at_sale(work: Work, insurer: str, rule: Rule | None) -> Hold:
    """Whether the agent keeps his commission back: by the rule of commission where it says so, else by the insurer."""
    if rule is not None and rule.hold is not None:
        return rule.hold
    row = work.find(INSURERS, insurer)
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
    work.set(POLICIES, policy, hold=str(int(hold_of(work, policy))))


def settle_contract(work: Work, policy: Row) -> None:
    """Bring premium, commission, the company's part of payments and the surcharge to come in line with the chain."""
    store_chain(work, policy)
    share_anew(work, policy)
    _plan_surcharge(work, policy)


def _plan_surcharge(work: Work, policy: Row) -> None:
    """The surcharge not paid yet stands as a payment to come; what was planned for a change taken back goes."""
    chains = Chains(work, {policy["key"]})
    found, planned = chains.of(policy), chains.planned(policy)
    other = sum((moved(row) for row in planned if row["comment"] != SURCHARGE), ZERO)
    settled = sum((moved(row) for row in chains.payments(policy) if row["comment"] == SURCHARGE), ZERO)
    added = found.price - found.links[0].price - settled
    open_now = max(min(added, found.price - chains.paid(policy) - other), ZERO)
    for row in [row for row in planned if row["comment"] == SURCHARGE]:
        kept = min(moved(row), open_now)
        open_now -= kept
        if kept:
            work.set(PAYMENTS, row, income=kept)
        else:
            work.remove(PAYMENTS, row)
    if open_now and policy["state"] == ISSUED:
        plan_payment(work, policy, work.today, open_now, comment=SURCHARGE)


def stored_payments(work: Work) -> list[Payment]:
    """Расчёты as the rules of settlement take them; rows of an unknown kind are left to the checks."""
    return [
        Payment(
            kind=PaymentKind(row["kind"]),
            party=row["party"],
            policy=row["policy"],
            day=known(row["day"]),
            income=row["income"] or ZERO,
            expense=row["expense"] or ZERO,
            to_transfer=row["to_transfer"] or ZERO,
            due=known(row["due"]),
            key=row["key"],
        )
        for row in work.rows(PAYMENTS)
        if row["kind"] in _KINDS
    ]
