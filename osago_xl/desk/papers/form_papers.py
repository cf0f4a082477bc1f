"""Acts about strict forms: the row in Акты that names a movement's document, and the printed paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osago_xl.books.base import Row
from osago_xl.desk.contacts import first_agent
from osago_xl.desk.papers.filing import link_text, make_paper
from osago_xl.domain.blanks.model import Operation
from osago_xl.schema.sheets.journals import ACTS
from osago_xl.schema.sheets.reference import AGENTS, INSURERS
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from osago_xl.documents.contexts.strict_forms import Side

ACT_KIND = "БСО"
CREATED, ANNULLED = "создан", "отменён"
_TEMPLATES = {
    Operation.RECEIVE: "forms_acceptance",
    Operation.TRANSFER: "forms_transfer",
    Operation.TAKE_BACK: "forms_transfer",
    Operation.RETURN: "forms_return",
    Operation.SPOIL: "forms_damage",
    Operation.LOSE: "forms_loss",
    Operation.STEAL: "forms_loss",
}


def next_number(work: Work) -> str:
    """Number of the next act about forms: «БСО-7»."""
    return f"{ACT_KIND}-{sum(1 for row in work.rows(ACTS) if row['kind'] == ACT_KIND) + 1}"


def handed_over(work: Work) -> set[str]:
    """Numbers of acts that have left the agent's hands: their movements can no longer be taken back."""
    rows = [row for row in work.rows(ACTS) if row["kind"] == ACT_KIND]
    return {row["number"] for row in rows if row["state"] not in ("", CREATED, ANNULLED)}


def enter_act(work: Work, ui: Ui, moves: Sequence[Row], why: str = "", measures: str = "") -> list[Path]:
    """The act of these movements in Акты, printed when the agent wants it; `why` is the reason or circumstances."""
    first = moves[0]
    operation = Operation(first["operation"])
    party = first["party"] or first["insurer"]
    act = work.add(ACTS, number=first["document"], kind=ACT_KIND, party=party, day=first["day"], state=CREATED)
    if not ui.ask(f"Сделать акт {act['number']} в Word?"):
        return []
    context = _context(work, operation, moves, why, measures)
    path = make_paper(work, ui, _TEMPLATES[operation], context, client=None)
    work.set(ACTS, act, file=link_text(work, path))
    return [path]


def _context(work: Work, operation: Operation, moves: Sequence[Row], why: str, measures: str) -> DataclassInstance:
    from osago_xl.documents.contexts import strict_forms as papers

    first, total = moves[0], sum(_quantity(row) for row in moves)
    head = {"number": first["document"], "dated": first["day"], "place": work.settings["cfg_my_city"], "total": total}
    plain = tuple(papers.FormRange(**_range(row)) for row in moves)
    with_reason = tuple(papers.FormRangeWithReason(**_range(row), reason=why) for row in moves)
    if operation in (Operation.SPOIL, Operation.LOSE, Operation.STEAL):
        head |= {"agency": _company(work, first["insurer"]), "agent": _me(work).name, "agent_document": _passport(work)}
        if operation is Operation.SPOIL:
            return papers.DamageAct(**head, rows=with_reason)
        stolen = operation is Operation.STEAL
        return papers.LossAct(**head, rows=plain, stolen=stolen, circumstances=why, measures=measures)
    giver, receiver = _me(work), _other_side(work, operation, first)
    if operation in (Operation.RECEIVE, Operation.TAKE_BACK):
        giver, receiver = receiver, giver
    if operation is Operation.RETURN:
        return papers.ReturnAct(**head, giver=giver, receiver=receiver, rows=with_reason)
    return papers.FormsAct(**head, giver=giver, receiver=receiver, rows=plain)


def _range(row: Row) -> dict[str, Any]:
    return {key: row[key] for key in ("kind", "series", "first", "last")} | {"quantity": _quantity(row)}


def _quantity(row: Row) -> int:
    return int(row["last"]) - int(row["first"]) + 1


def _me(work: Work) -> Side:
    from osago_xl.documents.contexts.strict_forms import Side

    name = work.settings["cfg_my_name"] or first_agent(work)
    return Side(name=name, person=name)


def _passport(work: Work) -> str:
    agent = work.find(AGENTS, first_agent(work))
    return str(agent["passport"]) if agent else ""


def _company(work: Work, insurer: str) -> str:
    row = work.find(INSURERS, insurer)
    return str(row["full_name"] or insurer) if row else insurer


def _other_side(work: Work, operation: Operation, first: Row) -> Side:
    from osago_xl.documents.contexts.strict_forms import Side

    if operation in (Operation.TRANSFER, Operation.TAKE_BACK):
        agent = work.find(AGENTS, first["party"])
        name = agent["full_name"] or first["party"] if agent else first["party"]
        return Side(name=name, person=name)
    row = work.find(INSURERS, first["insurer"])
    signer, warrant = (row["signer"], row["warrant"]) if row else ("", "")
    return Side(name=_company(work, first["insurer"]), person=signer, basis=warrant)
