"""The register of strict forms as the workbook stores it: movements in Движения БСО, the position derived in БСО."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osago_xl.actions.work import Work
from osago_xl.books.base import Row
from osago_xl.domain.findings import errors
from osago_xl.domain.forms import Register, Stock
from osago_xl.domain.forms_model import Circumstances, Movement, Operation, Span, Validity
from osago_xl.domain.identifiers.base import cyrillic
from osago_xl.errors import InputError

POLICY_FORM = "полис ОСАГО"
_CLOSED = ("расторгнут", "отказ")
_OPERATIONS = frozenset(Operation)


def stored_movements(work: Work) -> list[Movement]:
    """Movements in the order of the sheet; rows without a date or with an unknown operation are left to the checks."""
    return [_movement(row) for row in work.rows("tblFormMoves") if row["day"] and row["operation"] in _OPERATIONS]


def circumstances(work: Work) -> Circumstances:
    """Series from Справочники, closed contracts from Полисы, the day of the command."""
    series = work.rows("tblSeries")
    return Circumstances(
        today=work.today,
        electronic=frozenset(row["series"] for row in series if row["kind"] == "э"),
        series=tuple((row["series"], Validity(row["since"], row["until"])) for row in series),
        closed_policies=frozenset(row["key"] for row in work.rows("tblPolicies") if row["state"] in _CLOSED),
    )


def store_position(work: Work, register: Register) -> None:
    """Rebuild the sheet БСО."""
    work.replace("tblForms", (_position_row(stock, span) for stock, span in register.position()))


def record(work: Work, movements: Sequence[Movement]) -> list[Row]:
    """Enter movements, all or none, and rebuild БСО; InputError says which invariant forbids one."""
    register, _ = Register.replay(stored_movements(work), circumstances(work))
    place = max((row["place"] or 0 for row in work.rows("tblFormMoves")), default=0)
    rows = []
    for movement in movements:
        wrong = errors(register.record(movement))
        if wrong:
            raise InputError(
                "бланк", movement.first, " ".join(f"{each.message}. {each.hint}".strip() for each in wrong)
            )
        place += 1
        rows.append(work.add("tblFormMoves", place=place, **_cells(movement, register.entries[-1].stock)))
    store_position(work, register)
    return rows


def _cells(movement: Movement, stock: Stock) -> dict[str, Any]:
    return {
        "day": movement.day,
        "operation": str(movement.operation),
        "kind": movement.kind,
        "insurer": stock.insurer,
        "series": stock.series,
        "first": movement.first,
        "last": movement.last or movement.first,
        "party": movement.party,
        "policy": movement.policy,
        "document": movement.document,
    }


def use_form(work: Work, policy: Row) -> None:
    """The blank of a policy written on paper leaves the stock for the client, in the same transaction."""
    record(
        work,
        [
            Movement(
                day=policy["signed"] or work.today,
                operation=Operation.USE,
                kind=POLICY_FORM,
                insurer=policy["insurer"],
                series=policy["series"],
                first=policy["number"],
                last=policy["number"],
                policy=policy["key"],
            )
        ],
    )


def _movement(row: Row) -> Movement:
    """A stored row; its count is a formula and needs no check."""
    return Movement(
        day=row["day"],
        operation=Operation(row["operation"]),
        kind=row["kind"],
        insurer=row["insurer"],
        series=cyrillic(row["series"]),
        first=row["first"],
        last=row["last"],
        party=row["party"],
        policy=row["policy"],
        document=row["document"],
        key=row["key"],
    )


def _position_row(stock: Stock, span: Span) -> dict[str, Any]:
    return {
        "kind": stock.kind,
        "insurer": stock.insurer,
        "series": stock.series,
        "first": str(span.first).zfill(stock.width),
        "last": str(span.last).zfill(stock.width),
        "count": span.size,
        "place": str(span.place),
        "holder": span.holder,
        "state": str(span.state),
        "since": span.since,
        "policy": span.policy,
    }
