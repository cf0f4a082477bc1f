"""A stored act as the paper «Акт-отчёт»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osago_xl.books.base import Row
from osago_xl.desk.contacts import first_agent
from osago_xl.desk.money.acts import SUB_AGENT
from osago_xl.desk.money.chains import PREMIUM
from osago_xl.domain.acts import Line
from osago_xl.domain.commission import ZERO, Report
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, INSURERS
from osago_xl.values.misfit import known
from osago_xl.work.unit import Work

if TYPE_CHECKING:
    from osago_xl.documents.contexts.money import ActReport, ActRow


def act_context(work: Work, act: Row, lines: Sequence[Line]) -> ActReport:
    """The paper of an act: its rows with the commission of its kind, and the totals as stored."""
    from osago_xl.documents.contexts.money import ActReport, Signatory

    company = work.find(INSURERS, act["party"])
    agent = work.find(AGENTS, act["party"])
    other = company or agent
    name = work.settings["cfg_my_name"] or first_agent(work)
    service = act["commission"] if act["kind"] == Report.SERVICES else ZERO
    return ActReport(
        number=act["number"],
        dated=act["day"],
        period_starts=act["since"],
        period_ends=act["until"],
        contract=other["contract"] if other else "",
        contract_date=known(company["contract_day"]) if company else None,
        insurer=(other["full_name"] if other else "") or act["party"],
        agent=name,
        rows=tuple(_row(work, act["kind"], line) for line in lines),
        premium=act["premium"],
        bordero=act["commission"] - service,
        service=service,
        commission=act["commission"],
        transfer=act["to_transfer"],
        refund=act["to_return"],
        comment="вознаграждение субагента" if act["kind"] == SUB_AGENT else "",
        insurer_signatory=Signatory(
            name=company["signer"] if company else "", basis=company["warrant"] if company else ""
        ),
        agent_signatory=Signatory(name=name),
    )


def _row(work: Work, kind: str, line: Line) -> ActRow:
    from osago_xl.documents.contexts.money import ActRow

    policy = work.get(POLICIES, line.policy)
    services = kind == Report.SERVICES
    client = work.find(CLIENTS, policy["client"])
    return ActRow(
        policy=line.number,
        concluded_on=line.day,
        policyholder=client["name"] if client else "",
        vehicle=policy["car_name"],
        starts=known(policy["starts"]),
        ends=known(policy["ends"]),
        premium=line.premium,
        payment=_payment(work, policy, line),
        bordero_percent=None if services else known(policy["bordereau_percent"]),
        bordero=None if services else line.commission,
        service_percent=known(policy["services_percent"]) if services else None,
        service=line.commission if services else None,
        transfer=line.to_transfer,
    )


def _payment(work: Work, policy: Row, line: Line) -> str:
    """How the premium of the row was paid, and by which document."""
    rows = work.linked(PAYMENTS, "policy", {policy["key"]})
    paid = [row for row in rows if row["kind"] == PREMIUM and row["day"]]
    own = [row for row in paid if row["key"] == line.payment] or paid
    return f"{own[-1]['method']} {own[-1]['document']}".strip() if own else ""
