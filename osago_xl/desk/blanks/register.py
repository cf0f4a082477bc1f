"""The register of strict forms as the workbook stores it: movements in Движения БСО, the position derived in БСО.

A row with a number (№) was accepted. A row without one was typed by hand: the next command accepts it or writes the
reason of the refusal beside it, and never applies a part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any

from osago_xl.books.base import Row
from osago_xl.domain.blanks import formats
from osago_xl.domain.blanks.model import Circumstances, Movement, Operation, Span, State, Validity, read_operation
from osago_xl.domain.blanks.ranges import read
from osago_xl.domain.blanks.register import Register, Stock
from osago_xl.domain.contract_states import REFUSED, TERMINATED
from osago_xl.errors import InputError
from osago_xl.findings import Finding, error, errors
from osago_xl.schema.sheets.blanks import FORM_MOVES, FORMS
from osago_xl.schema.sheets.lists import SERIES
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, ME
from osago_xl.values.identifiers.base import cyrillic
from osago_xl.work.ui import Cancelled, Ui
from osago_xl.work.unit import Work

Blank = tuple[str, str]
"""Series and number."""

POLICY_FORM = "полис ОСАГО"
REFUSAL = "Отказ:"
_OWN_NOTE = " | "
_CLOSED = (TERMINATED, REFUSED)
_OPERATIONS = frozenset(Operation)


def stored_movements(work: Work) -> list[Movement]:
    """Accepted movements in their order; a row spoiled by hand afterwards is left to the checks."""
    rows = [row for row in work.rows(FORM_MOVES) if row["place"] and row["day"] and row["operation"] in _OPERATIONS]
    return [movement_of(row) for row in sorted(rows, key=lambda row: row["place"] or 0)]


def typed_rows(work: Work) -> list[Row]:
    """Rows of Движения БСО that no command has accepted yet."""
    return [row for row in work.rows(FORM_MOVES) if not row["place"]]


def circumstances(work: Work) -> Circumstances:
    """Series from Справочники, closed contracts from Полисы, the day of the command."""
    series = work.rows(SERIES)
    return Circumstances(
        today=work.today,
        electronic=frozenset(row["series"] for row in series if row["kind"] == "э"),
        series=tuple((row["series"], Validity(row["since"], row["until"])) for row in series),
        closed_policies=frozenset(row["key"] for row in work.rows(POLICIES) if row["state"] in _CLOSED),
        ours=frozenset(row["agent"] for row in work.rows(AGENTS) if row["role"] == ME and row["agent"]),
    )


def open_register(work: Work) -> Register:
    """The register after all accepted rows and those of the typed ones that can be accepted now."""
    register, _ = Register.replay(stored_movements(work), circumstances(work))
    places = _places(work)
    for row in typed_rows(work):
        own = own_note(row["note"])
        reason = refusal(work, register, row)
        if reason:
            work.set(FORM_MOVES, row, note=_OWN_NOTE.join(filter(None, [f"{REFUSAL} {reason}", own])))
        else:
            entry = register.entries[-1]
            work.set(FORM_MOVES, row, place=next(places), note=own, **_cells(entry.movement, entry.stock))
    return register


def own_note(note: str) -> str:
    """What somebody has written into a note, without the reason of a refusal."""
    own = note.rpartition(_OWN_NOTE)[2] if note.startswith(REFUSAL) else note
    return "" if own.startswith(REFUSAL) else own


def accept_typed(work: Work) -> list[Row]:
    """Let the register accept what it can, and rebuild БСО; the rows it refuses, with the reason beside them."""
    store_position(work, open_register(work))
    return [row for row in typed_rows(work) if row["note"].startswith(REFUSAL)]


def refusal(work: Work, register: Register, row: Row) -> str:
    """Why a typed row cannot be applied; "" when it was."""
    if not row["day"]:
        return "нет даты. Впишите дату движения."
    try:
        movement = movement_of(row)
    except InputError as error:
        return error.message
    return _told(errors(enter(work, register, movement)))


def enter(work: Work, register: Register, movement: Movement) -> list[Finding]:
    """Apply a movement that comes in now unless one of the findings is an error."""
    found = _new_findings(work, register, movement)
    return found if errors(found) else [*found, *register.record(movement)]


def _new_findings(work: Work, register: Register, movement: Movement) -> list[Finding]:
    """What is asked of a movement that comes in now and was not asked of those stored before."""
    numbers = read(movement.first, movement.last)
    if isinstance(numbers, Finding):
        return []  # the register itself says so
    found: list[Finding] = []
    if movement.operation is Operation.RECEIVE and movement.series not in register.around.electronic:
        found += formats.check(movement, numbers)
        known = formats.format_of(movement.kind, movement.day)
        others = register.foreign_to(movement, numbers) if known and known.common else []
        message = f"{movement.series} {numbers}: такие номера числятся у компании "
        found += [error("forms.common", message + name, "Номер один на всех страховщиков.") for name in others]
    if movement.operation is Operation.USE:
        found += _whose(work, register, movement)
    return found


def _whose(work: Work, register: Register, movement: Movement) -> Iterator[Finding]:
    """A policy is written on a form of the one who sells it: a sub-agent's own, else the agent's."""
    policy = work.find(POLICIES, movement.policy) if movement.policy else None
    if policy is None or not policy["agent"]:
        return
    agent = work.find(AGENTS, policy["agent"])
    seller = policy["agent"] if agent and agent["role"] == "субагент" else ""
    for holder in sorted(register.holders(movement) - {seller, policy["agent"]}):
        lies = f"у субагента {holder}" if holder else "у вас"
        message = f"{movement.series} {movement.first}: бланк {lies}, а полис продаёт {policy['agent']}"
        yield error("forms.whose", message, "Сначала передайте бланк или примите его обратно: Бланки → Передать.")


def _told(found: Iterable[Finding]) -> str:
    return " ".join(f"{each.message}. {each.hint}".strip() for each in found)


def store_position(work: Work, register: Register) -> None:
    """Rebuild the sheet БСО."""
    work.replace(FORMS, (_position_row(stock, span) for stock, span in register.position()))


def record(work: Work, movements: Sequence[Movement], ui: Ui | None = None) -> list[Row]:
    """Enter movements, all or none, and rebuild БСО; InputError says which invariant forbids one.

    With somebody to ask, the doubts about all of them are asked about in one window.
    """
    register = open_register(work)
    places = _places(work)
    rows: list[Row] = []
    doubts: list[Finding] = []
    for movement in movements:
        found = enter(work, register, movement)
        if wrong := errors(found):
            raise InputError("бланк", movement.first, _told(wrong) + _refused_beside(work))
        doubts += found
        entry = register.entries[-1]
        rows.append(work.add(FORM_MOVES, place=next(places), **_cells(entry.movement, entry.stock)))
    if doubts and ui and not ui.ask(f"Проверьте бланки. {_told(dict.fromkeys(doubts))} Записать так?"):
        raise Cancelled
    store_position(work, register)
    return rows


def _refused_beside(work: Work) -> str:
    refused = [f"{row['key']}: {row['note'][len(REFUSAL) :].strip()}" for row in typed_rows(work)]
    return f" Не приняты и строки, введённые руками: {'; '.join(refused)}" if refused else ""


def _places(work: Work) -> Iterator[int]:
    """Numbers of the rows to come."""
    return count(max((int(row["place"] or 0) for row in work.rows(FORM_MOVES)), default=0) + 1)


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
    record(work, [_of_policy(Operation.USE, policy, policy["signed"] or work.today, *blank_of(policy))])


def change_form(work: Work, policy: Row, former: Blank) -> None:
    """A changed policy is written on another blank; the former one loses its force."""
    moves = [_of_policy(Operation.USE, policy, work.today, *blank_of(policy))]
    if stands_on(work, policy, former):
        moves.insert(0, _of_policy(Operation.REPLACE, policy, work.today, *former))
    record(work, moves)


def blank_of(policy: Row) -> Blank:
    """What the policy says it is written on."""
    return policy["series"], policy["number"]


def stands_on(work: Work, policy: Row, blank: Blank) -> bool:
    """Whether the register has this blank as used by this policy."""
    found = open_register(work).find(POLICY_FORM, *blank)
    return found is not None and (found[1].state, found[1].policy) == (State.USED, policy["key"])


def _of_policy(operation: Operation, policy: Row, day: date, series: str, number: str) -> Movement:
    return Movement(day, operation, POLICY_FORM, policy["insurer"], series, number, number, policy=policy["key"])


def movement_of(row: Row) -> Movement:
    """A row as a movement; its count is a formula and needs no check. InputError for an unknown operation."""
    return Movement(
        day=row["day"],
        operation=read_operation(row["operation"]),
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
