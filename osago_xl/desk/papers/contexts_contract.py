"""A policy of the base → the papers of a contract at work: policy sheet and termination."""

from __future__ import annotations

from osago_xl.books.base import Row
from osago_xl.desk.contract.refunds import refund_estimate
from osago_xl.desk.papers import contexts_parts as parts
from osago_xl.desk.papers import contexts_terms as terms
from osago_xl.desk.papers.filing import paper_name_of
from osago_xl.documents.contexts.common import Payee
from osago_xl.documents.contexts.policy import PolicyDriver, PolicySheet, Termination
from osago_xl.domain.contract_states import CONCLUDED
from osago_xl.errors import DocumentError
from osago_xl.schema.facts import Values
from osago_xl.work.unit import Work

GROUNDS = (
    "продажа автомобиля",
    "гибель или утилизация автомобиля",
    "смерть страхователя или собственника",
    "отзыв лицензии страховщика",
)


def policy_sheet(work: Work, policy: Row) -> PolicySheet:
    """The data sheet; only of a policy that is concluded and has a number."""
    if policy["state"] not in CONCLUDED or not policy["number"]:
        raise DocumentError(
            f"Полис {policy['key']} ещё не оформлен или без номера: печатается только заявление. "
            "Впишите номер полиса и состояние «оформлен»."
        )
    contract = parts.contract_of(work, policy)
    signed = policy["signed"] or work.today
    return PolicySheet(
        insurer=parts.insurer_name(contract.insurer),
        series=policy["series"],
        number=policy["number"],
        starts=policy["starts"],
        ends=policy["ends"],
        periods=terms.periods(policy),
        policyholder=_with_inn(contract.holder),
        owner=_with_inn(contract.owner),
        owner_kbm=policy["kbm"] if terms.unlimited(contract) else None,
        vehicle=parts.vehicle(contract.car),
        trailer=terms.trailer(contract),
        purpose=terms.purpose(contract),
        unlimited=terms.unlimited(contract),
        drivers=tuple(
            PolicyDriver(name=driver.name, licence=driver.licence, kbm=driver.kbm) for driver in terms.drivers(contract)
        ),
        calculation=terms.calculation(policy),
        taxi_forbidden=terms.purpose(contract) != "такси",
        previous=terms.previous_ref(work, contract),
        notes=policy["notes"],
        application=policy["key"],
        concluded_on=signed,
        issued_on=signed,
        representative=parts.initials(contract.representative),
    )


def termination(work: Work, policy: Row, ground: str, documents: str = "") -> Termination:
    """Application for early termination as of the policy's «Прекращён», else of today, with the refund's estimate."""
    contract = parts.contract_of(work, policy)
    holder, ended = contract.holder, policy["cancelled"] or work.today
    estimate = refund_estimate(work, policy, ended) if policy["premium"] else None
    return Termination(
        policy=terms.policy_ref(policy, contract.insurer),
        starts=policy["starts"],
        ends=policy["ends"],
        applicant=paper_name_of(holder),
        applicant_document=parts.identity_line(holder),
        phone=holder["phone"],
        vehicle=parts.vehicle_line(contract.car),
        ground=ground,
        documents=documents,
        payee=Payee(name=paper_name_of(holder), inn=holder["inn"]),
        premium=policy["premium"],
        withheld_percent=parts.plain(estimate.withheld * 100) if estimate else None,
        days_total=estimate.days if estimate else None,
        days_left=estimate.days_left if estimate else None,
        refund=estimate.amount if estimate else None,
        signed_by=parts.signer(holder),
        filled_on=ended,
    )


def _with_inn(client: Values) -> str:
    inn = parts.company_inn(client)
    return paper_name_of(client) + (f", ИНН {inn}" if inn else "")
