"""Act-reports as the workbook stores them: heads in Акты, the payments by their column «Акт», the policies by marks.

The mark of a policy («Акт бордеро», «Акт ДВОУ») is the keys of the acts with its payments, and after a semicolon the
act with its refund: «АК-000003+АК-000005; АК-000007». A payment names its acts, «АК-000003; АК-000004» for both kinds.
An act whose key stands at a policy and at none of its payments held the whole contract, as acts of 0.2.0 did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.money.chains import DIRECT, REFUND, Chains, moved
from osago_xl.desk.money.payments import hold_of, keep_hold
from osago_xl.domain.acts import NOTHING, WHOLE, Act, ActState, Contract, Line, Totals, lines_for, paid_state
from osago_xl.domain.commission import Commission, Report, split_share
from osago_xl.domain.contract_money.receipts import parts
from osago_xl.domain.contract_states import CONCLUDED
from osago_xl.errors import InputError
from osago_xl.schema.sheets.journals import ACTS, PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.values.misfit import known
from osago_xl.work.unit import Work

ZERO = Decimal(0)
SUB_AGENT = "субагент"
MARKS = {Report.BORDEREAU: "bordereau_act", Report.SERVICES: "services_act"}
_BOOKED = {"перечисление СК": "to_insurer", "КВ получено": "to_agent", "субагенту": "to_agent"}
_JOIN, _AND = "; ", "+"


class Settled(NamedTuple):
    """Money booked on an act, in roubles."""

    to_insurer: Decimal
    to_agent: Decimal


def contracts(work: Work) -> list[Contract]:
    """Concluded policies as acts need them; those of partners are none of ours."""
    chains = Chains(work)
    rows = (row for row in work.rows(POLICIES) if row["state"] in CONCLUDED and row["signed"])
    return [_contract(work, chains, row) for row in rows if not row["partner"]]


def _contract(work: Work, chains: Chains, row: Row) -> Contract:
    found, receipts = chains.of(row), chains.receipts(row)
    return Contract(
        policy=row["key"],
        number=f"{row['series']} {row['number']}".strip(),
        insurer=row["insurer"],
        concluded=row["signed"],
        whole=found.total,
        parts=tuple(parts(found, receipts)),
        hold=hold_of(work, row),
        terminated=row["cancelled"] or None,
        refund=found.given_back(row["refund"], chains.unit) if row["refund"] else NOTHING,
        refund_direct=_goes_directly(chains, row),
    )


def _goes_directly(chains: Chains, policy: Row) -> bool:
    """Whether the company gives the premium back itself: as booked, else the way that the premium came."""
    rows = chains.payments(policy, REFUND) or chains.payments(policy)
    return bool(rows) and all(row["method"] in DIRECT for row in rows)


def state_of(row: Row) -> ActState:
    """The state of a stored act; an empty or unknown word counts as created."""
    return ActState(row["state"]) if row["state"] in frozenset(ActState) else ActState.CREATED


def marks(policy: Row, report: Report) -> tuple[tuple[str, ...], str]:
    """Keys of the acts that hold a policy's payments, and of the one with its refund, "" where there is none."""
    sales, _, refund = policy[MARKS[report]].partition(_JOIN)
    return tuple(filter(None, sales.split(_AND))), refund


def acts_of(payment: Row) -> tuple[str, ...]:
    """Keys of the acts that a payment names."""
    return tuple(filter(None, payment["act"].split(_JOIN)))


def reported(work: Work) -> set[str]:
    """Keys of policies that stand in a living act of any kind: their commission is settled."""
    living = {row["key"] for row in work.rows(ACTS) if state_of(row) is not ActState.ANNULLED}
    found = set()
    for row in work.rows(POLICIES):
        for sales, refund in (marks(row, report) for report in Report):
            if living & {*sales, refund}:
                found.add(row["key"])
    return found


def stored_acts(work: Work) -> list[Act]:
    """Acts with the rows their marks name; sums are those of today."""
    lines: dict[str, list[Line]] = {}
    chains = Chains(work)
    policies: Sequence[Row] = work.rows(POLICIES)
    for row in policies:
        for report in Report:
            for key, line in _marked(chains, row, report) if row[MARKS[report]] else ():
                lines.setdefault(key, []).append(line)
    return [
        Act(
            number=row["key"],
            report=Report(row["kind"]),
            insurer=row["party"],
            start=row["since"] or date.min,
            end=row["until"] or date.max,
            lines=tuple(lines.get(row["key"], ())),
            state=state_of(row),
        )
        for row in work.rows(ACTS)
        if row["kind"] in frozenset(Report)
    ]


def _marked(chains: Chains, row: Row, report: Report) -> Iterator[tuple[str, Line]]:
    """The rows a policy has in acts of a kind."""
    sales, refund = marks(row, report)
    found, names = chains.of(row), {payment["key"]: acts_of(payment) for payment in chains.payments(row)}
    number = f"{row['series']} {row['number']}".strip()

    def line(day: date | None, sums: Commission, payment: str = WHOLE) -> Line:
        fee = sums.bordereau if report is Report.BORDEREAU else sums.services
        return Line(row["key"], number, day or date.min, sums.base, fee, ZERO, ZERO, payment=payment)

    for part in parts(found, chains.receipts(row)):
        for key in names[part.receipt.key]:
            if key in sales:
                yield key, line(part.receipt.day, part.commission, part.receipt.key)
    for key in sales:
        if not any(key in acts for acts in names.values()):
            yield key, line(row["signed"], found.links[0].commission)
    if refund:
        yield (
            refund,
            line(row["cancelled"], found.given_back(row["refund"] or ZERO, chains.unit))._replace(is_refund=True),
        )


def new_lines(work: Work, report: Report, insurer: str, start: date, end: date) -> list[Line]:
    """What a new act would hold."""
    return lines_for(report, insurer, start, end, contracts(work), stored_acts(work))


def sub_agent_lines(work: Work, agent: str, start: date, end: date) -> list[Line]:
    """The sub-agent's share of the commission of his contracts; a period is reported once.

    InputError when a living act with him touches the period, or his share is not set.
    """
    for act in work.rows(ACTS):
        living = act["kind"] == SUB_AGENT and act["party"] == agent and state_of(act) is not ActState.ANNULLED
        since, until = act["since"], act["until"]
        if living and not (since and until):
            message = (
                f"В акте {act['number']} с {agent} не указан период. Впишите его: «Акты», «Период с» и «Период по»."
            )
            raise InputError("Период", None, message)
        if living and since and until and since <= end and start <= until:
            message = f"За эти дни с {agent} уже есть акт {act['number']}. Отмените его или выберите другой период."
            raise InputError("Период", start, message)
    share = known(work.get(AGENTS, agent)["share"])
    if share is None:
        raise InputError("Доля КВ %", None, f"У {agent} не указана доля. Впишите её: лист «Агенты», «Доля КВ %».")
    of_agent = {row["key"] for row in work.rows(POLICIES) if row["agent"] == agent}
    lines = [
        line
        for each in contracts(work)
        if each.policy in of_agent
        for line in share_lines(each, share)
        if start <= line.day <= end
    ]
    return sorted(lines, key=lambda line: (line.day, line.number))


def share_lines(contract: Contract, share: Decimal) -> Iterator[Line]:
    """The sub-agent's share, in percent, in the commission of every payment received and of the premium given back."""
    moves = [(part.receipt.day, part.commission) for part in contract.parts]
    if contract.terminated and contract.parts:
        moves.append((contract.terminated, contract.refund))
    for day, commission in moves:
        part, _ = split_share(commission.total, share)
        if part:
            back = commission.base < 0
            yield Line(contract.policy, contract.number, day, commission.base, part, ZERO, part, is_refund=back)


def enter(work: Work, kind: str, party: str, period: tuple[date, date], number: str, lines: Sequence[Line]) -> Row:
    """The act's head in Акты and its mark on every policy."""
    totals = Act(number, Report.BORDEREAU, party, *period, tuple(lines)).totals
    act = work.add(
        ACTS,
        number=number,
        kind=kind,
        party=party,
        since=period[0],
        until=period[1],
        day=work.today,
        policies=len({line.policy for line in lines}),
        state=str(ActState.CREATED),
        **totals._asdict(),
    )
    for line in lines if kind in frozenset(Report) else ():
        _mark(work, Report(kind), act["key"], line)
    return act


def _mark(work: Work, report: Report, act: str, line: Line) -> None:
    """Say at the policy, and at the payment, in which act they stand now."""
    policy = work.get(POLICIES, line.policy)
    sales, refund = marks(policy, report)
    if line.is_refund:
        refund = act
    else:
        living = [key for key in sales if key != act and _lives(work, key)]
        sales = (*living, act)
        payment = work.find(PAYMENTS, line.payment)
        if payment is not None:
            named = [key for key in acts_of(payment) if _lives(work, key)]
            work.set(PAYMENTS, payment, act=_JOIN.join([*named, act]))
    work.set(POLICIES, policy, **{MARKS[report]: _JOIN.join(filter(None, (_AND.join(sales), refund)))})
    keep_hold(work, policy)


def _lives(work: Work, key: str) -> bool:
    act = work.find(ACTS, key)
    return act is not None and state_of(act) is not ActState.ANNULLED


def settled(work: Work, act: Row) -> Settled:
    """What was transferred to the insurer and paid out on an act so far."""
    sums = {"to_insurer": ZERO, "to_agent": ZERO}
    for row in work.rows(PAYMENTS):
        if row["act"] == act["key"] and row["day"] and row["kind"] in _BOOKED:
            sums[_BOOKED[row["kind"]]] += moved(row) if row["kind"] == "КВ получено" else -moved(row)
    return Settled(**sums)


def refresh_state(work: Work, act: Row) -> None:
    """The state that follows from the payments booked on the act."""
    totals = Totals(*(act[name] or ZERO for name in Totals._fields))
    done = settled(work, act)
    work.set(ACTS, act, state=str(paid_state(totals, done.to_insurer, done.to_agent)))
