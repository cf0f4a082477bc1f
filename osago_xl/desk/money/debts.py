"""«Долги»: who owes whom and since when, each kind of debt by its own rule, all on one list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from osago_xl.desk.money.acts import SUB_AGENT, contracts, share_lines, state_of
from osago_xl.desk.money.chains import REFUND, Chains, moved
from osago_xl.desk.money.leads import leads
from osago_xl.desk.money.payments import hold_of, stored_payments
from osago_xl.domain.acts import ActState
from osago_xl.domain.commission import ZERO, Report, transfer
from osago_xl.domain.contract_states import ISSUED, TERMINATED
from osago_xl.domain.settlement import (
    Ages,
    Debt,
    Instalment,
    Item,
    Lead,
    debts,
    instalments,
    owed_by_insurers,
    owed_by_partners,
    owed_to_insurers,
    owed_to_subagents,
)
from osago_xl.schema.sheets.journals import ACTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.work.unit import Work

AGES = Ages(amber=3, red=15)
_MARKS = {"": "", "warning": f"дольше {AGES.amber} дней", "error": f"дольше {AGES.red} дней"}
_INSTALMENT_MARKS = {"": "", "warning": "скоро", "error": "просрочен"}


class Line(NamedTuple):
    """One line of the list; `what` is the kind of debt."""

    what: str
    debt: Debt


CLIENTS, TO_INSURERS, BY_INSURERS, TO_AGENTS, BY_PARTNERS = KINDS = (
    "клиент должен премию", "мы должны компании", "компания должна КВ", "мы должны субагенту", "партнёр должен нам",
)  # fmt: skip


def all_debts(work: Work, day: date | None = None, agent: str = "") -> list[Line]:
    """Every open debt in the evening of a day (today), kind by kind, the oldest first.

    With an agent only those of his policies; sums paid for many policies at once are spread over all of them first.
    """
    payments, chains = stored_payments(work), Chains(work)
    items = {
        CLIENTS: list(_clients(work, chains)),
        TO_INSURERS: [*owed_to_insurers(payments), *_refunds(work, chains)],
        BY_INSURERS: owed_by_insurers(_acts(work), payments),
        TO_AGENTS: owed_to_subagents(_shares(work), payments),
        BY_PARTNERS: owed_by_partners(leads(work), payments),
    }
    found = [Line(what, debt) for what, each in items.items() for debt in debts(each, day or work.today, AGES)]
    return [line for line in found if _is_of(work, line.debt.policy, line.debt.party, agent)]


def _is_of(work: Work, policy: str, party: str, agent: str) -> bool:
    row = work.find(POLICIES, policy) if policy else None
    return agent in ("", row["agent"] if row else party)


def _clients(work: Work, chains: Chains) -> Iterator[Item]:
    """Premium not paid: from the day of the contract or of a change, or of an instalment once its day has come."""
    for row in work.rows(POLICIES):
        if row["state"] != ISSUED or not row["signed"] or not row["premium"] or row["partner"]:
            continue
        party = row["who"] or row["client"]
        for payment in (*chains.payments(row), *chains.payments(row, REFUND)):
            yield Item(party, row["key"], payment["day"], -moved(payment))
        planned = sum((moved(each) for each in chains.planned(row)), ZERO)
        sale, *changes = chains.of(row).links
        dated = [(row["signed"], sale.price), *((link.day or row["signed"], link.price) for link in changes)]
        for day, price in reversed(dated):
            later = min(planned, price)
            planned -= later
            yield Item(party, row["key"], day, price - later)


def _refunds(work: Work, chains: Chains) -> Iterator[Item]:
    """Premium of ended contracts that goes back out of what the company was due, while no refund is booked."""
    ended = (row for row in work.rows(POLICIES) if row["state"] == TERMINATED and row["refund"])
    for row in ended:
        due = sum((each["to_transfer"] or ZERO for each in chains.payments(row)), ZERO)
        if row["cancelled"] and due > 0 and not chains.payments(row, REFUND):
            back = transfer(
                chains.of(row).given_back(row["refund"] or ZERO, chains.unit),
                hold_of(work, row),
                Report.BORDEREAU,
                paid_to_insurer=False,
            )
            yield Item(row["insurer"], row["key"], row["cancelled"], max(back.to_insurer, -due))


def _acts(work: Work) -> Iterator[Item]:
    """Commission due by acts that live."""
    for row in work.rows(ACTS):
        if row["kind"] in ("бордеро", "ДВОУ") and row["to_return"] and state_of(row) is not ActState.ANNULLED:
            yield Item(row["party"], "", row["day"] or work.today, row["to_return"])


def _shares(work: Work) -> Iterator[Item]:
    """Shares of sub-agents in the commission of the premiums received."""
    shares = {row["agent"]: row["share"] for row in work.rows(AGENTS) if row["role"] == SUB_AGENT and row["share"]}
    agents = {row["key"]: row["agent"] for row in work.rows(POLICIES) if row["agent"] in shares}
    for contract in contracts(work) if agents else ():
        agent = agents.get(contract.policy)
        if agent is None:
            continue
        for line in share_lines(contract, shares[agent]):
            yield Item(agent, contract.policy, line.day, line.to_return)


def planned(work: Work, day: date, agent: str = "") -> list[Instalment]:
    """Instalments to come as they are planned now, seen from a day, the nearest first; they end with their policy."""
    ended = {row["key"] for row in work.rows(POLICIES) if row["state"] == TERMINATED}
    found = instalments((each for each in stored_payments(work) if each.policy not in ended), day)
    return [each for each in found if _is_of(work, each.policy, each.party, agent)]


def waiting_leads(work: Work, day: date, agent: str = "") -> list[Lead]:
    """Clients handed to partners until a day who had not paid for a policy by then, the longest wait first."""
    waiting = (each for each in leads(work) if each.handed <= day and (each.paid is None or each.paid > day))
    return sorted((each for each in waiting if _is_of(work, each.policy, each.partner, agent)), key=lambda x: x.handed)


HEADER = ("Что", "Кто", "Полис", "Сумма", "С какого дня", "Дней", "Отметка")


def debt_cells(work: Work, line: Line) -> tuple[object, ...]:
    """A debt as a row of Отчёт; an overpayment is a negative sum."""
    debt = line.debt
    mark = _MARKS[debt.level] if debt.amount > 0 else "переплата"
    return line.what, debt.party, _policy(work, debt.policy), debt.amount, debt.since, debt.days, mark


def instalment_cells(work: Work, each: Instalment) -> tuple[object, ...]:
    """A planned payment as a row of Отчёт; its days are those to go."""
    mark = _INSTALMENT_MARKS[each.level]
    return "взнос по рассрочке", each.party, _policy(work, each.policy), each.amount, each.due, each.days, mark


def lead_cells(work: Work, lead: Lead, day: date) -> tuple[object, ...]:
    """A client at a partner's as a row of Отчёт: nothing is owed before he pays."""
    days = (day - lead.handed).days
    return "клиент у партнёра", lead.partner, _policy(work, lead.policy), None, lead.handed, days, lead.product


def _policy(work: Work, key: str) -> str:
    row = work.find(POLICIES, key) if key else None
    return f"{row['series']} {row['number']}".strip() or key if row else key
