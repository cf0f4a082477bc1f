"""Acts about strict-accounting forms (БСО). Rows are ranges of numbers, inclusive, digits kept as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class FormRange:
    """Forms of one kind and series with consecutive numbers; `reason` only in returns and damage."""

    kind: str
    series: str
    first: str
    last: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class FormRangeWithReason(FormRange):
    """The same, with why it is returned or how it was spoiled."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A party of an act: organisation or person, who signs, in what position, by what right."""

    name: str
    person: str = ""
    position: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class FormsAct:
    """Act of acceptance from the insurer, or of transfer between agents."""

    number: str
    dated: date
    place: str = ""
    giver: Side
    receiver: Side
    rows: tuple[FormRange, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class ReturnAct:
    """Return of unused, spoiled or replaced forms to the insurer."""

    number: str
    dated: date
    place: str = ""
    giver: Side
    receiver: Side
    rows: tuple[FormRangeWithReason, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class DamageAct:
    """Spoiled forms: the agent's statement and the receipt of the responsible person."""

    number: str
    dated: date
    place: str = ""
    agency: str  # the insurer
    agent: str
    agent_document: str = ""
    rows: tuple[FormRangeWithReason, ...]
    total: int
    responsible: str = ""


@dataclass(frozen=True, kw_only=True)
class LossAct:
    """Lost or stolen forms, with the circumstances and what was done."""

    number: str
    dated: date
    place: str = ""
    agency: str
    agent: str
    agent_document: str = ""
    stolen: bool = False
    rows: tuple[FormRange, ...]
    total: int
    circumstances: str
    measures: str = ""  # notice to the police: number and date
    responsible: str = ""
