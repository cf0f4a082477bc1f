"""Commission of stored policies by the rules of «Правила КВ», and the bonus for a fulfilled plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.contract.pricing import commission_rules, commission_unit, form_class
from osago_xl.desk.money.acts import reported
from osago_xl.desk.money.chains import Chains
from osago_xl.desk.money.payments import hold_at_sale, hold_of, settle_contract
from osago_xl.domain.commission import ZERO, Commission, Conditions, Rule, Sale, choose, compute
from osago_xl.domain.contract_states import CONCLUDED
from osago_xl.domain.settlement import plan_bonus
from osago_xl.schema.sheets.changes import CHANGES, SOLD
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work


class Change(NamedTuple):
    """A policy whose stored commission differs from what the rules give; `rates`: the rules of its changes."""

    policy: Row
    rule: Rule
    new: Commission
    rates: Mapping[str, Rule]

    @property
    def difference(self) -> Decimal:
        """New less old, both lines together, in roubles."""
        return self.new.total - (self.policy["bordereau"] or ZERO) - (self.policy["services"] or ZERO)


def sold_in(work: Work, start: date, end: date) -> list[Row]:
    """Policies concluded in a period by us, not by a partner."""
    return [
        row
        for row in work.rows(POLICIES)
        if row["state"] in CONCLUDED and row["signed"] and start <= row["signed"] <= end and not row["partner"]
    ]


def sale_of(work: Work, policy: Row) -> Sale:
    """What the rules may ask of a stored policy."""
    car = work.find(CARS, policy["car"]) if policy["car"] else None
    owner = work.find(CLIENTS, policy["owner"] or policy["client"])
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
    rules, in_acts, chains = commission_rules(work), reported(work), Chains(work)
    found, without_rule, skipped = [], 0, 0
    for policy in sold_in(work, start, end):
        if policy["key"] in in_acts:
            skipped += 1
            continue
        change = _by_rules(work, policy, rules, chains)
        if change is None:
            without_rule += 1
        elif _differs(work, policy, change, chains):
            found.append(change)
    return found, without_rule, skipped


def _by_rules(work: Work, policy: Row, rules: Sequence[Rule], chains: Chains) -> Change | None:
    """Commission of the sale by the rule of its day, of every change by that of its own; None without a rule."""
    sale, rows = sale_of(work, policy), chains.changes(policy)
    first = next((row for row in rows if row["kind"] == SOLD), None)
    if first is not None:
        sale = sale._replace(premium=first["full_premium"] or ZERO)
    rule = choose(rules, sale)
    later = {
        row["key"]: choose(rules, sale._replace(day=row["day"])) for row in rows if row is not first and row["day"]
    }
    known = {key: each for key, each in later.items() if each is not None}
    if rule is None or len(known) < len(later):
        return None
    new = compute(rule, sale, chains.unit)
    for row in rows if first is not None else ():
        if row["key"] in known and row["charged"]:
            added = compute(known[row["key"]], sale._replace(premium=row["charged"], discount=ZERO), chains.unit)
            new = Commission(new.base + added.base, new.bordereau + added.bordereau, new.services + added.services)
    return Change(policy, rule, new, known)


def _differs(work: Work, policy: Row, change: Change, chains: Chains) -> bool:
    rates = {row["key"]: (row["bordereau_percent"], row["services_percent"]) for row in chains.changes(policy)}
    stored = [policy["bordereau"] or ZERO, policy["services"] or ZERO]
    new = [change.new.bordereau, change.new.services]
    if not change.rates:
        stored += [policy["bordereau_percent"] or ZERO, policy["services_percent"] or ZERO]
        new += [change.rule.bordereau, change.rule.services]
    same = all(rates[key] == (rule.bordereau, rule.services) for key, rule in change.rates.items())
    hold = hold_at_sale(work, policy["insurer"], change.rule)
    return stored != new or not same or hold_of(work, policy) is not hold


def store(work: Work, found: Sequence[Change]) -> None:
    """Write the commission of the rules into the policies, and what it leaves to transfer into their payments."""
    for policy, rule, new, rates in found:
        hold = str(int(hold_at_sale(work, policy["insurer"], rule)))
        values = {"bordereau_percent": rule.bordereau, "services_percent": rule.services}
        for row in work.linked(CHANGES, "policy", {policy["key"]}):
            own = rates.get(row["key"], rule)
            work.set(CHANGES, row, bordereau_percent=own.bordereau, services_percent=own.services)
            if row["kind"] == SOLD:
                sale = sale_of(work, policy)._replace(premium=row["full_premium"] or ZERO)
                line = compute(rule, sale, commission_unit(work))
                work.set(CHANGES, row, bordereau=line.bordereau, services=line.services)
        work.set(POLICIES, policy, bordereau=new.bordereau, services=new.services, hold=hold, **values)
        settle_contract(work, policy)


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
    for agent in work.rows(AGENTS):
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
    if any((row["kind"], row["party"], row["comment"]) == booked for row in work.rows(PAYMENTS)):
        return False
    own = work.get(AGENTS, bonus.agent)["role"] == "я"
    column = "income" if own else "expense"
    values = {column: bonus.amount, "due": work.today, "agent": bonus.agent}
    work.add(PAYMENTS, kind=booked[0], party=bonus.agent, comment=note, **values)
    return True
