"""What can be printed from a row: the papers by the name of their command, each with the rows it is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from osago_xl.books.base import Row
from osago_xl.desk.papers import contexts_client as about_client
from osago_xl.desk.papers import contexts_contract as about_contract
from osago_xl.desk.papers import contexts_money as about_money
from osago_xl.desk.papers.contexts_application import application
from osago_xl.desk.papers.contexts_change import ChangeOfTerms, change, recorded_changes
from osago_xl.desk.papers.contexts_parts import contract_of, gaps
from osago_xl.documents.contexts.policy import Change
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.schema.tables import Table
from osago_xl.work import asking
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

OTHER = "другое"

Sheet = tuple[str, "DataclassInstance"]
"""A template and what it prints."""


@dataclass(frozen=True)
class Kind:
    """A paper, or several that go together, made from a row of `table`; `copies` is the setting of how many."""

    table: Table
    build: Callable[[Work, Ui, Row], Sequence[Sheet]]
    gaps: Callable[[Work, Row], list[str]] = lambda _work, _row: []
    copies: str = "cfg_copies_other"


def _change(work: Work, ui: Ui, policy: Row) -> list[Sheet]:
    items = recorded_changes(work, policy) or _asked_change(ui)
    day = asking.day(ui, "С какого дня действует изменение?", work.today)
    papers = ui.prompt("Документы, подтверждающие изменение (можно пусто)") or ""
    return [("change", change(work, policy, ChangeOfTerms(items, day, documents=papers)))]


def _asked_change(ui: Ui) -> tuple[Change, ...]:
    what = asking.text(ui, "Что меняется? Например: госномер")
    return (Change(what=what, old=ui.prompt("Было (можно пусто)") or "", new=asking.text(ui, "Стало")),)


def _termination(work: Work, ui: Ui, policy: Row) -> list[Sheet]:
    ground = asking.option(ui, "Почему расторгается договор?", [*about_contract.GROUNDS, OTHER])
    if ground == OTHER:
        ground = asking.text(ui, "Основание")
    papers = ui.prompt("Подтверждающие документы (можно пусто)") or ""
    return [("termination", about_contract.termination(work, policy, ground, papers))]


def _consents(work: Work, ui: Ui, client: Row) -> list[Sheet]:
    """Three sheets, since a consent is a paper of its own; the transfer goes to the company of the newest policy."""
    return [
        ("consent_processing", about_client.processing_consent(work, client)),
        ("consent_transfer", about_client.transfer_consent(work, client, _receiver(work, ui, client))),
        ("consent_advertising", about_client.advertising_consent(work, client)),
    ]


def _receiver(work: Work, ui: Ui, client: Row) -> str:
    his = [row for row in work.rows(POLICIES) if row["client"] == client["key"] and row["insurer"]]
    if dated := [(starts, row["insurer"]) for row in his if (starts := row["starts"])]:
        return max(dated, key=itemgetter(0))[1]
    companies = [row["insurer"] for row in work.rows(INSURERS) if row["active"] != "нет"]
    return asking.option(ui, "Какой компании передаются данные?", companies)


def _consent_gaps(work: Work, client: Row) -> list[str]:
    found = about_client.operator_gaps(work)
    if not client["paper_number"]:
        found.append(f"«Клиенты», {client['key']} {client['name']}: нет номера документа.")
    return found


def _gaps(work: Work, policy: Row) -> list[str]:
    return gaps(contract_of(work, policy))


KINDS = {
    "application": Kind(POLICIES, lambda work, _ui, row: [application(work, row)], _gaps, "cfg_copies_application"),
    "policy": Kind(
        POLICIES,
        lambda work, _ui, row: [("policy_sheet", about_contract.policy_sheet(work, row))],
        _gaps,
        "cfg_copies_policy",
    ),
    "change": Kind(POLICIES, _change),
    "termination": Kind(POLICIES, _termination),
    "consents": Kind(CLIENTS, _consents, _consent_gaps),
    "invoice": Kind(POLICIES, lambda work, _ui, row: [("payment_notice", about_money.payment_notice(work, row))]),
    "offer": Kind(CLIENTS, lambda work, _ui, row: [("offer", about_client.offer(work, row))]),
    "history": Kind(CLIENTS, lambda work, _ui, row: [("loss_history", about_client.loss_history(work, row))]),
    "a7": Kind(POLICIES, lambda work, _ui, row: [("receipt_a7", about_money.receipt_a7(work, row))]),
    "envelope": Kind(CLIENTS, lambda work, _ui, row: [("envelope", about_client.envelope(work, row))]),
}
