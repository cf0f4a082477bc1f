"""Act-reports as the workbook stores them: heads in Акты, the contracts by the marks «Акт бордеро» and «Акт ДВОУ».

A mark is the key of the act; after a refund was reported too, the key of that act follows: «АК-000003; АК-000007».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.contract.pricing import commission_unit
from osago_xl.desk.money.payments import DIRECT, commission_of, hold_of, keep_hold
from osago_xl.domain.acts import Act, ActState, Contract, Line, Totals, lines_for, paid_state
from osago_xl.domain.commission import Report, split_share
from osago_xl.errors import InputError
from osago_xl.work.unit import Work

ZERO = Decimal(0)
SUB_AGENT = "субагент"
MARKS = {Report.BORDEREAU: "bordereau_act", Report.SERVICES: "services_act"}
_CONCLUDED = ("оформлен", "расторгнут")
_BOOKED = {"перечисление СК": "to_insurer", "КВ получено": "to_agent", "субагенту": "to_agent"}
_JOIN = "; "


class Settled(NamedTuple):
    """Money booked on an act, in roubles."""

    to_insurer: Decimal
    to_agent: Decimal


def contracts(work: Work) -> list[Contract]:
    """Concluded policies as acts need them; those of partners are none of ours."""
    ways: dict[str, set[str]] = {}
    for row in work.rows("tblPayments"):
        if row["kind"] == "премия" and row["day"]:
            ways.setdefault(row["policy"], set()).add(row["method"])
    rows = [row for row in work.rows("tblPolicies") if row["state"] in _CONCLUDED and row["signed"]]
    unit = commission_unit(work)
    return [_contract(work, row, ways.get(row["key"], set()), unit) for row in rows if not row["partner"]]


def _contract(work: Work, row: Row, ways: set[str], unit: Decimal) -> Contract:
    return Contract(
        policy=row["key"],
        number=f"{row['series']} {row['number']}".strip(),
        insurer=row["insurer"],
        concluded=row["signed"],
        commission=commission_of(row),
        bordereau_rate=row["bordereau_percent"] or ZERO,
        services_rate=row["services_percent"] or ZERO,
        hold=hold_of(work, row),
        paid_to_insurer=bool(ways) and ways <= DIRECT,
        terminated=row["cancelled"],
        refund=row["refund"] or ZERO,
        unit=unit,
    )


def state_of(row: Row) -> ActState:
    """The state of a stored act; an empty or unknown word counts as created."""
    return ActState(row["state"]) if row["state"] in frozenset(ActState) else ActState.CREATED


def marks(policy: Row, report: Report) -> tuple[str, str]:
    """Keys of the acts that hold a policy and its refund, "" where there is none."""
    sale, _, refund = policy[MARKS[report]].partition(_JOIN)
    return sale, refund


def reported(work: Work) -> set[str]:
    """Keys of policies that stand in a living act of any kind: their commission is settled."""
    living = {row["key"] for row in work.rows("tblActs") if state_of(row) is not ActState.ANNULLED}
    rows = work.rows("tblPolicies")
    return {row["key"] for row in rows if any(living & set(marks(row, report)) for report in Report)}


def stored_acts(work: Work) -> list[Act]:
    """Acts with the rows their marks name; sums are not recomputed here."""
    lines: dict[str, list[Line]] = {}
    for row in work.rows("tblPolicies"):
        for report in Report:
            for key, line in _marked(row, report):
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
        for row in work.rows("tblActs")
        if row["kind"] in frozenset(Report)
    ]


def _marked(row: Row, report: Report) -> Iterator[tuple[str, Line]]:
    """The rows a policy has in acts of a kind."""
    sale, refund = marks(row, report)
    number = f"{row['series']} {row['number']}".strip()
    paid = commission_of(row)
    fee = paid.bordereau if report is Report.BORDEREAU else paid.services
    if sale:
        yield sale, Line(row["key"], number, row["signed"] or date.min, paid.base, fee, ZERO, ZERO)
    if refund:
        day, back = row["cancelled"] or date.min, -(row["refund"] or ZERO)
        yield refund, Line(row["key"], number, day, back, ZERO, ZERO, ZERO, is_refund=True)


def new_lines(work: Work, report: Report, insurer: str, start: date, end: date) -> list[Line]:
    """What a new act would hold."""
    return lines_for(report, insurer, start, end, contracts(work), stored_acts(work))


def sub_agent_lines(work: Work, agent: str, start: date, end: date) -> list[Line]:
    """The sub-agent's share of the commission of his contracts; a period is reported once.

    InputError when a living act with him touches the period, or his share is not set.
    """
    for act in work.rows("tblActs"):
        living = act["kind"] == SUB_AGENT and act["party"] == agent and state_of(act) is not ActState.ANNULLED
        if living and act["since"] <= end and start <= act["until"]:
            message = f"За эти дни с {agent} уже есть акт {act['number']}. Отмените его или выберите другой период."
            raise InputError("Период", start, message)
    share = work.get("tblAgents", agent)["share"]
    if share is None:
        raise InputError("Доля КВ %", None, f"У {agent} не указана доля. Впишите её: лист «Агенты», «Доля КВ %».")
    of_agent = {row["key"] for row in work.rows("tblPolicies") if row["agent"] == agent}
    sold = [each for each in contracts(work) if each.policy in of_agent and start <= each.concluded <= end]
    return [
        Line(each.policy, each.number, each.concluded, each.commission.base, part, ZERO, part)
        for each in sorted(sold, key=lambda each: (each.concluded, each.number))
        for part in [split_share(each.commission.total, share)[0]]
    ]


def enter(work: Work, kind: str, party: str, period: tuple[date, date], number: str, lines: Sequence[Line]) -> Row:
    """The act's head in Акты and its mark on every policy."""
    totals = Act(number, Report.BORDEREAU, party, *period, tuple(lines)).totals
    act = work.add(
        "tblActs",
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
        policy = work.get("tblPolicies", line.policy)
        sale, _ = marks(policy, Report(kind))
        mark = f"{sale}{_JOIN}{act['key']}" if line.is_refund else act["key"]
        work.set("tblPolicies", policy, **{MARKS[Report(kind)]: mark})
        keep_hold(work, policy)
    return act


def settled(work: Work, act: Row) -> Settled:
    """What was transferred to the insurer and paid out on an act so far."""
    sums = {"to_insurer": ZERO, "to_agent": ZERO}
    for row in work.rows("tblPayments"):
        if row["act"] == act["key"] and row["day"] and row["kind"] in _BOOKED:
            moved = (row["income"] or ZERO) - (row["expense"] or ZERO)
            sums[_BOOKED[row["kind"]]] += moved if row["kind"] == "КВ получено" else -moved
    return Settled(**sums)


def refresh_state(work: Work, act: Row) -> None:
    """The state that follows from the payments booked on the act."""
    totals = Totals(*(act[name] or ZERO for name in Totals._fields))
    done = settled(work, act)
    work.set("tblActs", act, state=str(paid_state(totals, done.to_insurer, done.to_agent)))
