"""What a movement does to a span of forms: cut at the borders, change the middle, join what became equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osago_xl.domain.blanks.model import Circumstances, Movement, Operation, Place, Span, State
from osago_xl.domain.blanks.ranges import NumberRange
from osago_xl.domain.blanks.rules import transition


def received(movement: Movement, numbers: NumberRange) -> Span:
    """New forms, clean and with the agent."""
    day = movement.day
    return Span(numbers.first, numbers.last, State.CLEAN, Place.AGENT, "", "", "", day, day, day)


def moved(movement: Movement, span: Span, numbers: NumberRange, around: Circumstances) -> Iterator[Span]:
    """The span cut at the borders of the range, the middle in its new place and state."""
    if span.first < numbers.first:
        yield Span(span.first, numbers.first - 1, *span[2:])
    middle = Span(max(span.first, numbers.first), min(span.last, numbers.last), *span[2:])
    yield _changed(movement, middle, around)
    if span.last > numbers.last:
        yield Span(numbers.last + 1, span.last, *span[2:])


def _changed(movement: Movement, span: Span, around: Circumstances) -> Span:
    step = transition(movement, span, around)
    state, place = step.state or span.state, step.place or span.place
    holder = movement.party if movement.operation is Operation.TRANSFER else span.holder
    return span._replace(
        state=state,
        place=place,
        holder=holder if place is Place.SUBAGENT else "",
        reserved_for=movement.party if state is State.RESERVED else "",
        policy=_policy(movement, span, state),
        placed=span.placed if place is span.place else movement.day,
        since=movement.day,
    )


def _policy(movement: Movement, span: Span, state: State) -> str:
    """An issue or a reserve ties a form to a policy; a draft's form that is not issued is free of it."""
    if movement.operation in (Operation.USE, Operation.RESERVE):
        return movement.policy
    return "" if state is State.CLEAN or span.state is State.RESERVED else span.policy


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours that differ in nothing but numbers become one span."""
    current: Span | None = None
    for span in spans:
        if current and current.last + 1 == span.first and current[2:] == span[2:]:
            current = current._replace(last=span.last)
            continue
        if current:
            yield current
        current = span
    if current:
        yield current


def issuable(spans: Iterable[Span], holder: str | None = None) -> int:
    """How many of the forms can still be issued, by anyone or by one holder ("" is the agent himself)."""
    return sum(span.size for span in spans if span.in_stock and holder in (None, span.holder))
