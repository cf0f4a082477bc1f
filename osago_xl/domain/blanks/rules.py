"""The invariants of strict-accounting forms, each with a message the agent understands.

Row rules look at a movement alone, span rules at the forms it would move. Nothing here changes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from osago_xl.domain.blanks.model import (
    AFTER_CONTRACT,
    TRANSITIONS,
    Circumstances,
    Movement,
    Operation,
    Place,
    Span,
    State,
    Transition,
)
from osago_xl.domain.blanks.ranges import NumberRange
from osago_xl.findings import Finding, error, warning
from osago_xl.values.dates import numeric

_NEEDS_PARTY = {Operation.TRANSFER, Operation.TAKE_BACK}


def row_findings(movement: Movement, numbers: NumberRange, around: Circumstances) -> Iterator[Finding]:
    """What is wrong with the row by itself; the series is already Cyrillic."""
    operation, day = movement.operation, movement.day
    if movement.series in around.electronic:
        message = f"серия {movement.series} электронная: бланков у неё нет"
        yield error("forms.electronic", message, "Удалите строку: электронный полис учитывается в Полисах.")
    if around.today and day > around.today:
        yield error("forms.future", f"дата {numeric(day)} ещё не наступила", "Исправьте дату движения.")
    if operation is Operation.RECEIVE and not movement.insurer:
        yield error("forms.insurer", "не указано, от какой компании бланки", "Впишите компанию.")
    if operation in _NEEDS_PARTY and not movement.party:
        yield error("forms.party", "не указано, кому или от кого", "Впишите субагента.")
    if operation is Operation.USE:
        yield from _use_findings(movement, numbers)
    yield from _series_findings(movement, around)


def _use_findings(movement: Movement, numbers: NumberRange) -> Iterator[Finding]:
    if not movement.policy:
        yield warning("forms.policy", "не указан полис", "Выберите полис, выписанный на этом бланке.")
    elif numbers.size > 1:
        hint = "Запишите каждый бланк отдельной строкой со своим полисом."
        yield error("forms.policy", f"на один полис записано {numbers.size} бланков", hint)


def _series_findings(movement: Movement, around: Circumstances) -> Iterator[Finding]:
    table = dict(around.series)
    if not table or not movement.series or movement.series in around.electronic:
        return
    validity = table.get(movement.series)
    if validity is None:
        message = f"серии {movement.series} нет в справочнике"
        yield warning("forms.series", message, "Проверьте буквы; новую серию добавьте в Справочники.")
    elif movement.operation is Operation.USE and not (
        (validity.start is None or validity.start <= movement.day)
        and (validity.end is None or movement.day <= validity.end)
    ):
        message = f"{numeric(movement.day)} серия {movement.series} не действовала"
        yield warning("forms.series", message, "Проверьте серию и дату.")


def transition(movement: Movement, span: Span, around: Circumstances) -> Transition:
    """The line of the table that concerns this span.

    A used form is spoiled while its contract lives only by a row that names the contract: the print went wrong,
    and the policy takes another form.
    """
    operation = movement.operation
    misprint = operation is Operation.SPOIL and span.policy != "" and movement.policy == span.policy
    given_back = misprint or span.policy in around.closed_policies
    if span.state is State.USED and given_back and operation in AFTER_CONTRACT:
        return AFTER_CONTRACT[operation]
    if operation is Operation.RETURN and movement.party in around.ours and span.place is Place.SUBAGENT:
        return TRANSITIONS[Operation.TAKE_BACK]
    return TRANSITIONS[operation]


def confirms(movement: Movement, spans: Sequence[Span], around: Circumstances) -> bool:
    """Whether a sub-agent's own row says what the register knows: he has got these forms from us, or handed them back.

    Such a row moves nothing: the same hand-over stands in the register of the one who gave or took.
    """
    known = {Operation.RECEIVE: Place.SUBAGENT, Operation.RETURN: Place.AGENT}.get(movement.operation)
    return bool(spans) and movement.party in around.ours and all(span.place is known for span in spans)


def span_findings(
    movement: Movement, spans: Iterable[Span], numbers: NumberRange, around: Circumstances
) -> Iterator[Finding]:
    """Why these forms may not make this movement: state, holder, date, reserve, contract."""
    for span in spans:
        number = f"{movement.series} {numbers.text(max(span.first, numbers.first))}"
        wrong = _state(movement, span, number, around) or _claim(movement, span, number)
        if wrong:
            yield wrong
        if movement.day < span.since:
            message = f"{number}: движение от {numeric(movement.day)} раньше прежнего от {numeric(span.since)}"
            yield error("forms.date", message, "Исправьте дату или порядок строк.")


def _state(movement: Movement, span: Span, number: str, around: Circumstances) -> Finding | None:
    operation = movement.operation
    allowed = transition(movement, span, around)
    if operation is Operation.WRITE_OFF and span.state is State.USED and span.state not in allowed.states:
        message = f"{number}: бланк действующего договора нельзя списать"
        return error("forms.active", message, "Сначала расторгните или замените полис.")
    if span.state not in allowed.states:
        message = f"{number}: бланк {span.state}, операция «{operation}» невозможна"
        return error("forms.state", message, _state_hint(span))
    if span.place not in allowed.places:
        holder = f" ({span.holder})" if span.holder else ""
        message = f"{number}: бланк сейчас {span.place}{holder}, операция «{operation}» невозможна"
        return error("forms.holder", message, "Сначала запишите, как бланк вернулся.")
    return None


def _state_hint(span: Span) -> str:
    if span.state is State.SPOILED:
        return "Испорченный бланк можно только вернуть компании. Возьмите следующий номер."
    if span.state is State.USED:
        return "Бланк принадлежит одному полису. Проверьте номер."
    return "Проверьте номер и операцию."


def _claim(movement: Movement, span: Span, number: str) -> Finding | None:
    """Someone else's right to the form: the sub-agent who holds it, the draft or receiver it waits for."""
    if movement.operation is Operation.TAKE_BACK and movement.party != span.holder:
        message = f"{number}: бланк у субагента {span.holder}, а не {movement.party}"
        return error("forms.holder", message, "Проверьте, кто сдаёт бланк.")
    if span.state is State.USED and movement.policy not in ("", span.policy):
        message = f"{number}: бланк принадлежит полису {span.policy or 'без ключа'}, а не {movement.policy}"
        return error("forms.policy", message, "Проверьте номер бланка и полис.")
    if span.state is not State.RESERVED:
        return None
    if movement.operation is Operation.TRANSFER and movement.party != span.reserved_for:
        waits = span.reserved_for or span.policy or "другого"
        message = f"{number}: бланк зарезервирован для {waits}"
        return error("forms.reserve", message, "Снимите резерв или возьмите другой бланк.")
    if movement.operation is Operation.USE and span.policy and movement.policy != span.policy:
        message = f"{number}: бланк зарезервирован для полиса {span.policy}"
        return error("forms.reserve", message, "Снимите резерв или возьмите следующий свободный бланк.")
    return None
