"""Blanks that a head gives to an agent: «передан» in the head's book is «получен» in the agent's.

The receipt is a row of the agent's with a key of its own, made of the key of the hand-over, so that it is made once
whoever exchanges first. The head's book gets it back as the agent's word for what its register knows already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from osago_xl.agency.sight import Member
from osago_xl.agency.values import Values
from osago_xl.domain.blanks.model import Operation

_MARK = "П"


def is_handout(key: str) -> bool:
    """Whether a movement is such a receipt."""
    return key.endswith(_MARK)


def handouts(moves: Mapping[str, Values], head: str, members: Iterable[Member]) -> Mapping[str, tuple[int, Values]]:
    """Key of the receipt → who gets it, and what it says; of all hand-overs of a head to agents of the office."""
    agents = {member.name: member.id for member in members if member.role == "agent"}
    return dict(_receipts(moves, head, agents))


def _receipts(
    moves: Mapping[str, Values], head: str, agents: Mapping[str, int]
) -> Iterator[tuple[str, tuple[int, Values]]]:
    for key, values in moves.items():
        if values["operation"] == Operation.TRANSFER and values["party"] in agents:
            said = {**values, "operation": str(Operation.RECEIVE), "party": head, "policy": "", "note": ""}
            yield key + _MARK, (agents[values["party"]], said)
