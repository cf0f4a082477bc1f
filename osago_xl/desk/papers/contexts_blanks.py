"""A policy of the base → the values printed onto a ready-made form."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from osago_xl.books.base import Row
from osago_xl.desk.papers import contexts_parts as parts
from osago_xl.desk.papers import contexts_terms as terms
from osago_xl.desk.papers.contexts_money import CARD, payment_of
from osago_xl.desk.papers.filing import paper_name_of, policy_number
from osago_xl.documents.contexts.blanks import PolicyBlank, ReceiptBlank
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.misfit import known
from osago_xl.work.unit import Work

POLICY_FORM, RECEIPT = "Полис", "Квитанция А-7"


def policy_blank(work: Work, policy: Row) -> dict[str, object]:
    """The paper policy. InputError without a premium."""
    contract = parts.contract_of(work, policy)
    premium = policy["premium"] or Decimal(0)
    if premium <= 0:
        raise InputError("premium", premium, f"«Полисы», {policy['key']}: на бланк нужна премия больше нуля.")
    signed = policy["signed"] or work.today
    blank = PolicyBlank(
        starts=policy["starts"],
        ends=policy["ends"],
        periods=terms.periods(policy),
        policyholder=paper_name_of(contract.holder),
        owner=paper_name_of(contract.owner),
        trailer=terms.trailer(contract),
        vehicle=parts.vehicle(contract.car),
        purpose=terms.purpose(contract),
        unlimited=terms.unlimited(contract),
        drivers=tuple(terms.drivers(contract)),
        premium=premium,
        notes=policy["notes"],
        concluded_on=signed,
        issued_on=signed,
        signer=parts.initials(contract.representative),
    )
    return blank.values()


def receipt_blank(work: Work, policy: Row) -> dict[str, object]:
    """The receipt for the last payment received."""
    contract = parts.contract_of(work, policy)
    paid = payment_of(work, policy)
    by_card = paid["method"] == CARD
    return ReceiptBlank(
        policyholder=paper_name_of(contract.holder),
        policy=policy_number(policy),
        representative=parts.initials(contract.representative),
        premium=paid["income"],
        cash=None if by_card else paid["income"],
        card=paid["income"] if by_card else None,
        paid_on=paid["day"],
    ).values()


BLANKS: dict[str, Callable[[Work, Row], dict[str, object]]] = {POLICY_FORM: policy_blank, RECEIPT: receipt_blank}
_COLUMNS = {POLICIES.name: "Полисы", CLIENTS.name: "Клиенты", CARS.name: "Автомобили"}


def values_for(work: Work, form: str, policy: Row) -> dict[str, object]:
    """Values of a form by the names of its fields: those of the paper policy for a form of the agent's own.

    Any cell of the policy, its holder and its car is there too, under the name «Клиенты.Телефон».
    """
    car = work.find(CARS, policy["car"])
    rows = {POLICIES.name: policy, CLIENTS.name: work.get(CLIENTS, policy["client"]), CARS.name: car}
    cells = {
        f"{title}.{column.header}": known(row[column.key])
        for table, title in _COLUMNS.items()
        if (row := rows[table])
        for column in work.named(table).columns
    }
    return cells | BLANKS.get(form, policy_blank)(work, policy)
