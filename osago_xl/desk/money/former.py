"""Figures that version 0.2.0 stored wrongly, found again by their traces, with what is right.

A second change was compared with the blended premium instead of that of the conditions in force; commission was taken
from the full-year premium; a refund was counted from what nobody had paid; a partner's premium was booked as ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.contract.changing import FACTORS
from osago_xl.desk.contract.refunds import refund_estimate
from osago_xl.desk.money.chains import Chains, commission_of, enter_change, moved
from osago_xl.desk.money.payments import SURCHARGE, settle_contract, share_anew
from osago_xl.desk.trash import to_trash
from osago_xl.domain.commission import ZERO, Commission, percent
from osago_xl.domain.contract_money.chain import Chain, Terms, chain
from osago_xl.domain.contract_states import CONCLUDED, TERMINATED
from osago_xl.domain.refund import refund, term_days
from osago_xl.errors import InputError
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.values.misfit import known
from osago_xl.values.money import money, product, to_kopecks
from osago_xl.work.unit import Work

_FUZZ = Decimal("0.02")
"""Rounding of 0.2.0 within which two figures are one."""


class Wrong(NamedTuple):
    """One stored figure of a policy: its column, what stands there and what is right, and why in a sentence.

    `terms` are the changes as they were, where the chain of the policy can be made of them.
    """

    policy: Row
    column: str
    stored: Decimal
    right: Decimal
    why: str
    first: Commission | None = None
    terms: Sequence[Terms] = ()


def wrong_figures(work: Work) -> Iterator[Wrong]:
    """All such figures, policy by policy."""
    chains = Chains(work)
    for policy in work.rows(POLICIES):
        if policy["partner"]:
            yield from _booked_as_ours(chains, policy)
        elif policy["state"] in CONCLUDED and policy["premium"] and not chains.changes(policy):
            yield from _charged_twice(chains, policy) or _of_full_premium(chains, policy)
            yield from _refund_of_nothing(work, chains, policy)


def _booked_as_ours(chains: Chains, policy: Row) -> list[Wrong]:
    rows = chains.payments(policy)
    total = sum((moved(row) for row in rows), ZERO)
    why = "премия партнёра записана как полученная вами"
    return [Wrong(policy, "paid", total, ZERO, why)] if total else []


def _charged_twice(chains: Chains, policy: Row) -> list[Wrong]:
    """Surcharges of a policy against the chain of its changes; commission that is not of what was charged."""
    rows = [*chains.payments(policy), *chains.planned(policy)]
    dated = [(row["due"] or row["day"], moved(row)) for row in rows if row["comment"] == SURCHARGE]
    if not dated or not policy["starts"] or not policy["ends"]:
        return []
    try:
        found, first, terms = _rebuilt(chains, policy, sorted(dated))
    except InputError:
        return []
    whole, premium = found.total, policy["premium"]
    right = whole.base + (policy["insurer_discount"] or ZERO)
    sums = [("premium", premium, right, "повторная доплата сравнивалась со смешанной премией, а не с премией за год")]
    sums += [
        (column, known(policy[column]) or ZERO, amount, "КВ взято не с начисленной премии")
        for column, amount in (("bordereau", whole.bordereau), ("services", whole.services))
        if known(policy[f"{column}_percent"]) is not None
    ]
    return [Wrong(policy, *each, first, terms) for each in sums if abs(each[1] - each[2]) > _FUZZ]


def _rebuilt(chains: Chains, policy: Row, dated: list[tuple[date, Decimal]]) -> tuple[Chain, Commission, list[Terms]]:
    """The chain behind the surcharges: each was (new − premium so far) × days left / days of the term."""
    starts, ends = policy["starts"], policy["ends"]
    blended = sold = policy["premium"] - sum((amount for _, amount in dated), ZERO)
    rates = (known(policy["bordereau_percent"]) or ZERO, known(policy["services_percent"]) or ZERO)
    terms: list[Terms] = []
    for day, amount in dated:
        full = to_kopecks(blended + amount * term_days(starts, ends) / term_days(day, ends))
        terms.append(Terms(day, full, *rates))
        blended += amount
    last = _full_premium(policy) or terms[-1].full_premium
    terms = [each._replace(full_premium=last) if abs(each.full_premium - last) <= _FUZZ else each for each in terms]
    base = sold - (policy["insurer_discount"] or ZERO)
    fees = [percent(base, rate, chains.unit) for rate in rates]
    first = Commission(base, fees[0], fees[1], policy["discount"] or ZERO)
    return chain(first, sold, starts, ends, terms, chains.unit), first, terms


def _full_premium(policy: Row) -> Decimal | None:
    """The premium of the conditions in force by the factors stored with them."""
    factors = [known(policy[column]) for column in FACTORS.values()]
    return to_kopecks(product(each for each in factors if each)) if all(factors) else None


def _of_full_premium(chains: Chains, policy: Row) -> list[Wrong]:
    """Commission that is a percentage of the full-year premium after a change that lowered it."""
    full, base = _full_premium(policy), commission_of(policy).base
    found = []
    for column in ("bordereau", "services"):
        rate, stored = known(policy[f"{column}_percent"]), known(policy[column])
        if full is None or not rate or not stored or abs(full - base) <= _FUZZ:
            continue
        if abs(stored - percent(full, rate, chains.unit)) <= _FUZZ:
            right = percent(base, rate, chains.unit)
            found.append(Wrong(policy, column, stored, right, "КВ взято с премии за год, а не с начисленной"))
    return found


def _refund_of_nothing(work: Work, chains: Chains, policy: Row) -> list[Wrong]:
    """A refund above the money received that 0.2.0 has estimated; one that the company named stays."""
    stored, paid = known(policy["refund"]), chains.paid(policy)
    if policy["state"] != TERMINATED or not stored or not policy["cancelled"] or stored <= max(paid, ZERO):
        return []
    try:
        right = refund_estimate(work, policy, policy["cancelled"])
        of_premium = refund(
            policy["premium"], policy["starts"], policy["ends"], policy["cancelled"], withheld=right.withheld
        )
    except InputError:
        return []
    if abs(of_premium.amount - stored) > _FUZZ:
        return []
    return [Wrong(policy, "refund", stored, right.amount, f"возврат посчитан с премии, а оплачено {money(paid)} ₽")]


def put_right(work: Work, found: Sequence[Wrong]) -> list[str]:
    """Store what is right; a line for every figure changed."""
    told = [f"{each.policy['key']}, {_header(work, each)}: {money(each.stored)} → {money(each.right)} ₽, {each.why}."
            for each in found]  # fmt: skip
    for key in dict.fromkeys(each.policy["key"] for each in found):
        _put_right(work, [each for each in found if each.policy["key"] == key])
    return told


def _header(work: Work, wrong: Wrong) -> str:
    return f"«{work.table(POLICIES).by_key[wrong.column].header}»"


def _put_right(work: Work, found: Sequence[Wrong]) -> None:
    policy, first = found[0].policy, found[0].first
    if policy["partner"]:
        rows = Chains(work, {policy["key"]}).payments(policy)
        work.set(POLICIES, policy, signed=policy["signed"] or rows[0]["day"], paid=None, to_transfer=None)
        for row in rows:
            to_trash(work, PAYMENTS, row)
        return
    if first is not None:
        premium = first.base + (policy["insurer_discount"] or ZERO)
        work.set(POLICIES, policy, premium=premium, bordereau=first.bordereau, services=first.services)
        for terms in found[0].terms:
            rates = {"bordereau_percent": terms.bordereau_rate, "services_percent": terms.services_rate}
            enter_change(work, policy, day=terms.day, full_premium=terms.full_premium, what="из версии 0.2.0", **rates)
        settle_contract(work, policy)
    work.set(POLICIES, policy, **{each.column: each.right for each in found if each.first is None})
    share_anew(work, policy)
