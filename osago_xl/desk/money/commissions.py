"""Commission of stored policies by the rules of «Правила КВ», and the bonus for a fulfilled plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.contract.pricing import commission_rules, commission_unit, form_class
from osago_xl.desk.money.acts import reported
from osago_xl.desk.money.payments import ZERO, hold_at_sale, hold_of, share_anew
from osago_xl.domain.commission import Commission, Conditions, Rule, Sale, choose, compute
from osago_xl.domain.settlement import plan_bonus
from osago_xl.work.unit import Work

_SOLD = "оформлен"


class Change(NamedTuple):
    """A policy whose stored commission differs from what the rules give."""

    policy: Row
    rule: Rule
    new: Commission

    @property
    def difference(self) -> Decimal:
        """New less old, both lines together, in roubles."""
        return self.new.total - (self.policy["bordereau"] or ZERO) - (self.policy["services"] or ZERO)


def sold_in(work: Work, start: date, end: date) -> list[Row]:
    """Policies concluded in a period by us, not by a partner."""
    return [
        row
        for row in work.rows("tblPolicies")
        if row["state"] == _SOLD and row["signed"] and start <= row["signed"] <= end and not row["partner"]
    ]


def sale_of(work: Work, policy: Row) -> Sale:
    """What the rules may ask of a stored policy."""
    car = work.find("tblCars", policy["car"]) if policy["car"] else None
    owner = work.find("tblClients", policy["owner"] or policy["client"])
    purpose = policy["purpose"] or (car["purpose"] if car else "")
    legal = owner is not None and owner["kind"] == "юрлицо"
    facts = Conditions(
        insurer=policy["insurer"],
        product=policy["product"],
        agent=policy["agent"],
        contract="продление" if policy["previous"] else "новый",
        owner="такси" if purpose == "такси" else "юрлицо" if legal else "физлицо",
        category=car["category"] if car else "",
        region=car["region"] if car else "",
        form=form_class(work, policy["series"]),
    )
    discount = policy["insurer_discount"] or ZERO
    return Sale(facts, policy["signed"], policy["premium"] or ZERO, kbm=policy["kbm"], discount=discount)


def changes(work: Work, start: date, end: date) -> tuple[list[Change], int, int]:
    """What a recalculation would change; how many policies no rule fits, and how many stand in acts already."""
    rules, unit, in_acts = commission_rules(work), commission_unit(work), reported(work)
    found, without_rule, skipped = [], 0, 0
    for policy in sold_in(work, start, end):
        sale = sale_of(work, policy)
        rule = choose(rules, sale)
        if policy["key"] in in_acts:
            skipped += 1
        elif rule is None:
            without_rule += 1
        elif _differs(work, policy, change := Change(policy, rule, compute(rule, sale, unit))):
            found.append(change)
    return found, without_rule, skipped


def _differs(work: Work, policy: Row, change: Change) -> bool:
    stored = tuple(policy[key] or ZERO for key in ("bordereau_percent", "bordereau", "services_percent", "services"))
    new = (change.rule.bordereau, change.new.bordereau, change.rule.services, change.new.services)
    return stored != new or hold_of(work, policy) is not hold_at_sale(work, policy["insurer"], change.rule)


def store(work: Work, found: Sequence[Change]) -> None:
    """Write the commission of the rules into the policies, and what it leaves to transfer into their payments."""
    for policy, rule, new in found:
        work.set(
            "tblPolicies",
            policy,
            bordereau_percent=rule.bordereau,
            bordereau=new.bordereau,
            services_percent=rule.services,
            services=new.services,
            hold=str(int(hold_at_sale(work, policy["insurer"], rule))),
        )
        share_anew(work, policy)


class Bonus(NamedTuple):
    """The bonus an agent has earned in a period; `sold` is his premium there."""

    agent: str
    sold: Decimal
    amount: Decimal


def bonuses(work: Work, start: date, end: date) -> Iterator[Bonus]:
    """Agents who reached their plan of premium in the period and have a bonus agreed."""
    sold: dict[str, Decimal] = {}
    for row in sold_in(work, start, end):
        sold[row["agent"]] = sold.get(row["agent"], ZERO) + (row["premium"] or ZERO)
    for agent in work.rows("tblAgents"):
        reached = sold.get(agent["agent"], ZERO)
        amount = plan_bonus(reached, agent["plan_premium"] or ZERO, agent["plan_bonus"] or ZERO)
        if amount:
            yield Bonus(agent["agent"], reached, amount)


def book_bonus(work: Work, bonus: Bonus, end: date) -> bool:
    """A planned payment of the bonus, once for a month; False when it is there already.

    One's own bonus is expected from the insurer, another agent's is to be paid to him.
    """
    note = f"за {end.month:02d}.{end.year}"
    booked = ("премия за план", bonus.agent, note)
    if any((row["kind"], row["party"], row["comment"]) == booked for row in work.rows("tblPayments")):
        return False
    own = work.get("tblAgents", bonus.agent)["role"] == "я"
    column = "income" if own else "expense"
    values = {column: bonus.amount, "due": work.today, "agent": bonus.agent}
    work.add("tblPayments", kind=booked[0], party=bonus.agent, comment=note, **values)
    return True
