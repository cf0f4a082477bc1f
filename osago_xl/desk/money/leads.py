"""Clients handed to a partner (E1): a policy row in state «лид» until the client has paid the partner.

A row of Полисы and no table of its own, so that renewal, cross-selling and the card see it. The percent is agreed when
the client is handed over and stays with the row.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from osago_xl.books.base import Row
from osago_xl.desk.contacts import add_task, log_contact
from osago_xl.domain.commission import ZERO
from osago_xl.domain.consent import Consent, Purpose, Status, status
from osago_xl.domain.contract_states import ISSUED, LEAD
from osago_xl.domain.settlement import Lead
from osago_xl.schema.sheets.journals import DOCUMENTS, PAYMENTS, TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.dates import policy_end
from osago_xl.values.misfit import known
from osago_xl.work.unit import Work

ASK_AFTER = timedelta(days=7)
"""When to ask the partner what became of the client."""


def partners(work: Work) -> list[str]:
    """Names of those whom clients can be handed to."""
    return [row["agent"] for row in work.rows(AGENTS) if row["role"] == "партнёр" and row["agent"]]


def waiting(work: Work, client: Row, product: str) -> Row | None:
    """The lead of this client that a partner has already, None when there is none."""
    rows = (row for row in work.rows(POLICIES) if row["client"] == client["key"] and row["product"] == product)
    return next((row for row in rows if row["state"] == LEAD and row["partner"]), None)


def may_transfer(work: Work, client: Row) -> bool:
    """Whether the client allowed his data to be given to others."""
    papers = (row for row in work.rows(DOCUMENTS) if row["client"] == client["key"] and row["kind"] == Purpose.TRANSFER)
    given = [
        Consent(p["client"], Purpose.TRANSFER, p["day"], known(p["until"]), known(p["withdrawn"]))
        for p in papers
        if p["day"]
    ]
    return status(given, Purpose.TRANSFER, work.today) is Status.YES


def hand_over(work: Work, client: Row, product: str, partner: str, note: str, car: str = "") -> Row:
    """A lead from today, a contact that counts as an offer, and the task to ask the partner later."""
    lead = work.add(
        POLICIES,
        client=client["key"],
        car=car,
        product=product,
        state=LEAD,
        partner=partner,
        partner_percent=partner_percent(work, partner),
        handed=work.today,
        agent=client["agent"],
        comment=note,
    )
    links = {"policy": lead["key"], "agent": client["agent"]}
    log_contact(work, client, "думает", note=f"передан партнёру {partner}", offered=product, **links)
    what = f"Спросить у партнёра {partner}: {client['name']}, {product}"
    add_task(work, what, work.today + ASK_AFTER, client=client["key"], source="Партнёр", **links)
    return lead


def told_to_partner(work: Work, client: Row, lead: Row) -> str:
    """What the partner needs to call the client, as one text."""
    car = work.find(CARS, lead["car"]) if lead["car"] else None
    named = " ".join(filter(None, (car["make"], car["model"], car["plate"]))) if car else ""
    return ", ".join(filter(None, (client["name"], client["phone"], lead["product"], named, lead["comment"])))


def sold_by_partner(work: Work, lead: Row, premium: Decimal, paid: date, starts: date) -> None:
    """The client has paid the partner: the lead is a policy with a term, and the fee is due.

    The premium is the partner's: nothing is booked in Расчёты until he pays his fee.
    """
    term = {"starts": starts, "ends": policy_end(starts)} if lead["state"] == LEAD else {}
    work.set(POLICIES, lead, state=ISSUED, premium=premium, signed=paid, **term)
    _finish_tasks(work, lead)


def _finish_tasks(work: Work, lead: Row) -> None:
    for task in work.rows(TASKS):
        if task["policy"] == lead["key"] and task["source"] == "Партнёр" and task["state"] == "открыта":
            work.set(TASKS, task, state="сделана", done=work.today)


def leads(work: Work) -> list[Lead]:
    """Policies with a partner: clients handed over to him, paid since the day they are sold.

    A base of 0.2.0 has the client's payment as a premium in Расчёты; its day counts first.
    """
    paid: dict[str, date] = {}
    for row in work.rows(PAYMENTS):
        if row["kind"] == "премия" and row["day"]:
            paid[row["policy"]] = min(row["day"], paid.get(row["policy"], row["day"]))
    return [
        Lead(
            policy=row["key"],
            partner=row["partner"],
            product=row["product"],
            handed=row["handed"] or row["signed"] or work.today,
            premium=row["premium"] or ZERO,
            paid=paid.get(row["key"]) or (known(row["signed"]) if row["state"] == ISSUED else None),
            rate=_agreed(work, row),
        )
        for row in work.rows(POLICIES)
        if row["partner"]
    ]


def _agreed(work: Work, policy: Row) -> Decimal:
    """The percent stored when the client was handed over; a typed row without one has the partner's of today."""
    stored: Decimal | None = known(policy["partner_percent"])
    return partner_percent(work, policy["partner"]) if stored is None else stored


def partner_percent(work: Work, partner: str) -> Decimal:
    """Percent of the premium agreed with a partner; by default that of Настройки."""
    row = work.find(AGENTS, partner)
    agreed = known(row["partner_percent"]) if row else None
    return agreed if agreed is not None else Decimal(str(work.settings["cfg_partner_percent"] or 0))
