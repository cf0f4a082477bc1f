"""A policy of the base → the application for a change of its terms; what changed is read from the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from osago_xl.books.base import Row
from osago_xl.desk.papers import contexts_parts as parts
from osago_xl.desk.papers import contexts_terms as terms
from osago_xl.desk.papers.filing import paper_name_of
from osago_xl.documents.contexts.policy import Change, ChangeApplication
from osago_xl.documents.printed import text_of
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.technical import LOG
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.misfit import known
from osago_xl.work.journal import CHANGED, unpack
from osago_xl.work.unit import Work

SAVED = "Записать"  # the command that stores a change
SURCHARGE = "доплата за изменение"  # comment of the payment planned with it
NONE = "нет"

# What a change is filed for (837-П): table → columns, in the order of the application.
_FILED = {
    CLIENTS.name: ("name", "paper_series", "paper_number", "region", "city", "street", "house", "flat"),
    CARS.name: ("make", "model", "category", "plate", "vin", "year", "power_hp", "body", "chassis",
                "paper", "paper_series", "paper_number"),
    POLICIES.name: ("drivers", "unlimited", "purpose", "trailer"),
}  # fmt: skip


@dataclass(frozen=True)
class ChangeOfTerms:
    """What the base may not know of a change: the items, why, by which papers, from what day."""

    items: tuple[Change, ...]
    effective_on: date
    reason: str = ""
    documents: str = ""


def change(work: Work, policy: Row, what: ChangeOfTerms) -> ChangeApplication:
    """The application; the surcharge is the payment planned when the change was stored."""
    contract = parts.contract_of(work, policy)
    return ChangeApplication(
        policy=terms.policy_ref(policy, contract.insurer),
        starts=policy["starts"],
        ends=policy["ends"],
        policyholder=paper_name_of(contract.holder),
        phone=contract.holder["phone"],
        vehicle=parts.vehicle_line(contract.car),
        changes=what.items,
        reason=what.reason,
        documents=what.documents,
        effective_on=what.effective_on,
        surcharge=_surcharge(work, policy),
        signed_by=parts.signer(contract.holder),
        filled_on=work.today,
        representative=parts.initials(contract.representative),
    )


def recorded_changes(work: Work, policy: Row) -> tuple[Change, ...]:
    """What the last «Записать» changed in the policy, its car and its people; nothing when it changed nothing."""
    keys = {policy[column] for column in ("key", "client", "owner", "car")} - {""}
    stored = [
        row
        for row in work.rows(LOG)
        if row["command"] == SAVED and row["what"] == CHANGED and row["row_key"] in keys and not row["undone"]
    ]
    last = max((row["command_number"] or 0 for row in stored), default=None)
    return tuple(item for row in stored if row["command_number"] == last for item in _items(work, row))


def _items(work: Work, row: Row) -> Iterator[Change]:
    old, new = unpack(row["before"]), unpack(row["after"])
    for key in _FILED.get(row["table"], ()):
        if old.get(key) != new.get(key):
            header = work.named(row["table"]).by_key[key].header
            yield Change(what=header, old=text_of(old.get(key)) or NONE, new=text_of(new.get(key)) or NONE)


def _surcharge(work: Work, policy: Row) -> Decimal | None:
    due = [row for row in work.linked(PAYMENTS, "policy", {policy["key"]}) if row["comment"] == SURCHARGE]
    return known(due[-1]["income"]) if due else None
