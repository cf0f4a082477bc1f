"""Strict-accounting forms (БСО): what can happen to one and where that leaves it.

Two axes: the place (who holds it) and the state. Which operation is allowed from where is the table
`TRANSITIONS`; the register in `forms` only applies it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from osago_xl.errors import InputError
from osago_xl.values.text import clean, fold


class State(StrEnum):
    CLEAN = "чистый"
    RESERVED = "зарезервирован"
    USED = "использован"
    SPOILED = "испорчен"
    LOST = "утерян"
    STOLEN = "похищен"
    VOID = "утратил силу"
    WRITTEN_OFF = "списан"


class Place(StrEnum):
    AGENT = "у агента"
    SUBAGENT = "у субагента"
    CLIENT = "у клиента"
    INSURER = "у страховщика"
    NOWHERE = "нет"


class Operation(StrEnum):
    RECEIVE = "получен"
    TRANSFER = "передан"
    TAKE_BACK = "принят обратно"
    RESERVE = "резерв"
    RELEASE = "снят резерв"
    USE = "использован"
    SPOIL = "испорчен"
    LOSE = "утерян"
    STEAL = "похищен"
    RETURN = "возвращён"
    REPLACE = "заменён"
    WRITE_OFF = "списан"


# Operations by name, and how agents and insurers name the same in their own registers.
_NAMES = {fold(operation): operation for operation in Operation} | {
    "получено": Operation.RECEIVE,
    "приход": Operation.RECEIVE,
    "выдано субагенту": Operation.TRANSFER,
    "передано": Operation.TRANSFER,
    "передано субагенту": Operation.TRANSFER,
    "принято обратно": Operation.TAKE_BACK,
    "использовано": Operation.USE,
    "выписан": Operation.USE,
    "испорчено": Operation.SPOIL,
    "утеряно": Operation.LOSE,
    "украден": Operation.STEAL,
    "похищено": Operation.STEAL,
    "возвращено": Operation.RETURN,
    "списано": Operation.WRITE_OFF,
}


def read_operation(text: str) -> Operation:
    """An operation by its name or a usual synonym; raises InputError for an unknown one."""
    name = fold(text)
    if name not in _NAMES:
        names = ", ".join(Operation)
        raise InputError("Операция", text, f"Операция «{clean(text)}» неизвестна. Бывают: {names}.")
    return _NAMES[name]


class Movement(NamedTuple):
    """One row of the register: an operation on a range of numbers of one kind and series.

    `party` is who gives or takes (a sub-agent; for a reserve: for whom). `insurer` may be empty in every
    row but a receipt: the forms are then found by kind, series and number. `quantity` is what the row claims.
    """

    day: date
    operation: Operation
    kind: str
    insurer: str
    series: str
    first: str
    last: str = ""
    party: str = ""
    policy: str = ""
    document: str = ""
    key: str = ""
    quantity: int | None = None


class Span(NamedTuple):
    """Consecutive forms that share everything: the present position of the register.

    `holder` names the sub-agent, empty elsewhere. `reserved_for` is the receiver a reserve waits for.
    `received`, `placed`, `since`: when it came from the insurer, to its place, and when it last moved.
    """

    first: int
    last: int
    state: State
    place: Place
    holder: str
    reserved_for: str
    policy: str
    received: date
    placed: date
    since: date

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @property
    def in_stock(self) -> bool:
        """True while the form can still be issued and someone of ours answers for it."""
        return self.state in _ISSUABLE and self.place in _OURS


@dataclass(frozen=True)
class Transition:
    """From which states and places an operation leads where; None keeps what was."""

    states: frozenset[State]
    places: frozenset[Place]
    state: State | None
    place: Place | None


_ISSUABLE = frozenset({State.CLEAN, State.RESERVED})
_OURS = frozenset({Place.AGENT, Place.SUBAGENT})
_AGENT = frozenset({Place.AGENT})
_ANYWHERE = frozenset(Place)

TRANSITIONS: dict[Operation, Transition] = {
    Operation.TRANSFER: Transition(_ISSUABLE, _AGENT, State.CLEAN, Place.SUBAGENT),
    Operation.TAKE_BACK: Transition(
        frozenset({State.CLEAN, State.SPOILED}), frozenset({Place.SUBAGENT}), None, Place.AGENT
    ),
    Operation.RESERVE: Transition(frozenset({State.CLEAN}), _OURS, State.RESERVED, None),
    Operation.RELEASE: Transition(frozenset({State.RESERVED}), _OURS, State.CLEAN, None),
    Operation.USE: Transition(_ISSUABLE, _OURS, State.USED, Place.CLIENT),
    Operation.SPOIL: Transition(_ISSUABLE, _OURS, State.SPOILED, None),
    Operation.LOSE: Transition(_ISSUABLE, _OURS, State.LOST, Place.NOWHERE),
    Operation.STEAL: Transition(_ISSUABLE, _OURS, State.STOLEN, Place.NOWHERE),
    Operation.RETURN: Transition(
        frozenset({State.CLEAN, State.SPOILED, State.USED, State.VOID}),
        frozenset({Place.AGENT, Place.CLIENT}),
        None,
        Place.INSURER,
    ),
    Operation.REPLACE: Transition(frozenset({State.USED}), frozenset({Place.CLIENT, Place.INSURER}), State.VOID, None),
    Operation.WRITE_OFF: Transition(
        frozenset({State.CLEAN, State.SPOILED, State.LOST, State.STOLEN, State.VOID}),
        _ANYWHERE,
        State.WRITTEN_OFF,
        None,
    ),
}

# A cancelled or finished contract gives its form back: clean again, spoiled, or written off.
AFTER_CONTRACT: dict[Operation, Transition] = {
    Operation.RELEASE: Transition(frozenset({State.USED}), frozenset({Place.CLIENT}), State.CLEAN, Place.AGENT),
    Operation.SPOIL: Transition(frozenset({State.USED}), frozenset({Place.CLIENT}), State.SPOILED, Place.AGENT),
    Operation.WRITE_OFF: Transition(frozenset({State.USED}), _ANYWHERE, State.WRITTEN_OFF, None),
}


class Validity(NamedTuple):
    """When a series was in use; None leaves a side open."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Circumstances:
    """What the register cannot know from movements; from reference tables, policies and the calendar.

    `electronic` and `series` hold Cyrillic series; a series outside a non-empty table is a warning.
    `ours` are the names of the one who keeps the register: what others have got from him or handed back to him.
    `closed_policies` are keys of contracts cancelled or ended. `today` None accepts future movements.
    """

    today: date | None = None
    electronic: frozenset[str] = frozenset({"ХХХ", "ТТТ"})
    series: tuple[tuple[str, Validity], ...] = ()
    closed_policies: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
