"""Ribbon group Бланки: strict forms received, handed on, spoiled, returned and counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from osago_xl.actions.registry import Menu, action
from osago_xl.books.base import Row
from osago_xl.desk.blanks.choice import Range, ask_ranges, at_hand, find_form, held, held_by, next_free
from osago_xl.desk.blanks.register import open_register, record, store_position
from osago_xl.desk.papers.form_papers import ANNULLED, enter_act, handed_over, next_number
from osago_xl.domain.blanks.model import Movement, Operation, Place, State
from osago_xl.domain.blanks.register import Register
from osago_xl.errors import BookError, InputError
from osago_xl.schema.sheets.blanks import FORM_KINDS, FORM_MOVES
from osago_xl.schema.sheets.journals import ACTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, INSURERS
from osago_xl.values.dates import numeric
from osago_xl.values.misfit import whole
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

FORMS = "Бланки"
_LOSSES = Menu("Списать", "RecordsDeleteRecord", "Испорчен, утерян, похищен")
_NO_WAYBILL, BY_HAND = "б/н", "номера вручную"


@action("bso_receive", group=FORMS, label="Принять", image="FileCheckIn", tip="Получены от компании")
def bso_receive(work: Work, ui: Ui) -> Report:
    """Enter forms received from an insurer; a range that overlaps an earlier one is refused."""
    insurer = asking.option(ui, "От какой компании бланки?", _insurers(work))
    kind = asking.option(ui, "Какие бланки?", FORM_KINDS)
    ranges = ask_ranges(ui, "Какие бланки получены")
    day = asking.day(ui, "Дата получения", work.today)
    waybill = asking.text(ui, "Номер накладной компании", _NO_WAYBILL)
    number = next_number(work) if waybill == _NO_WAYBILL else waybill
    return _moved(work, ui, _movements(Operation.RECEIVE, ranges, day, kind=kind, insurer=insurer, document=number))


@action("bso_transfer", group=FORMS, label="Передать", image="Forward", tip="Субагенту и обратно, с актом")
def bso_transfer(work: Work, ui: Ui) -> Report:
    """Hand forms to a sub-agent or take them back; more than his norm is asked about."""
    register = open_register(work)
    agent = asking.option(ui, "С кем из агентов?", _others(work))
    back = held_by(register, agent)
    ways = [f"передать: {agent} получает бланки"] + ([f"принять обратно: у {agent} есть чистые"] if back else [])
    takes_back = asking.option(ui, "Что делаем?", ways).startswith("принять")
    ranges = ask_ranges(ui, "Какие бланки", back if takes_back else next_free(register))
    operation = Operation.TAKE_BACK if takes_back else Operation.TRANSFER
    if not takes_back:
        _ask_over_norm(work, ui, agent, sum(form.size for form in [*ranges, *back]))
    day = asking.day(ui, "Дата", work.today)
    kind, _ = find_form(register, ranges[0])
    number = next_number(work)
    return _moved(work, ui, _movements(operation, ranges, day, kind=kind, party=agent, document=number))


@action(
    "bso_spoil",
    group=FORMS,
    label="Испорчен",
    image="RecordsDeleteRecord",
    tip="Бланк испорчен, взять следующий номер",
    supertip="Бланк текущего полиса или формы; следующий чистый номер программа подставит сама.",
    menu=_LOSSES,
)
def bso_spoil(work: Work, ui: Ui) -> Report:
    """Spoil forms; the policy or draft that stood on one is offered the next clean number."""
    register = open_register(work)
    ranges = ask_ranges(ui, "Какой бланк испорчен", at_hand(work) or next_free(register))
    why = asking.text(ui, "Что случилось", "испорчен при печати")
    kind, span = find_form(register, ranges[0])
    policy = work.find(POLICIES, span.policy) if span and span.state is State.USED else None
    forms = {"kind": kind, "policy": policy["key"] if policy else "", "document": next_number(work)}
    report = _moved(work, ui, _movements(Operation.SPOIL, ranges, work.today, **forms), why)
    report.details += _take_next(work, ui, ranges[0], kind, policy)
    return report


@action("bso_lose", group=FORMS, label="Утерян", image="RecordsDeleteRecord", tip="Бланк утерян, с актом", menu=_LOSSES)
def bso_lose(work: Work, ui: Ui) -> Report:
    """Enter lost forms."""
    return _gone(work, ui, Operation.LOSE, "обнаружено при сверке бланков", "объяснительная агента")


@action(
    "bso_steal", group=FORMS, label="Похищен", image="RecordsDeleteRecord", tip="Бланк похищен, с актом", menu=_LOSSES
)
def bso_steal(work: Work, ui: Ui) -> Report:
    """Enter stolen forms."""
    return _gone(work, ui, Operation.STEAL, "похищены вместе с другими вещами", "заявление в полицию подано")


@action("bso_return", group=FORMS, label="Вернуть", image="FileCheckOut", tip="Возврат компании с актом")
def bso_return(work: Work, ui: Ui) -> Report:
    """Return forms to the insurer: the spoiled ones, the clean ones, or numbers typed by hand."""
    register = open_register(work)
    insurer = asking.option(ui, "Какой компании возвращаем?", _insurers(work))
    choices = {"испорченные": State.SPOILED, "чистые": State.CLEAN, BY_HAND: None}
    word = asking.option(ui, "Что возвращаем?", list(choices))
    state = choices[word]
    lying = held(register, lambda stock, span: (stock.insurer, span.state, span.place) == (insurer, state, Place.AGENT))
    if state and not lying:
        lacking = {State.SPOILED: "испорченных", State.CLEAN: "чистых"}[state]
        return Report(f"Возвращать нечего: {lacking} бланков компании {insurer} у вас нет.")
    ranges = ask_ranges(ui, "Какие бланки возвращаем", lying)
    _check_state(register, ranges, word, state)
    day = asking.day(ui, "Дата возврата", work.today)
    why = asking.text(ui, "Причина возврата", _why_returned(register, ranges))
    number = next_number(work)
    movements = [
        move
        for form in ranges
        for move in _movements(
            Operation.RETURN, [form], day, kind=find_form(register, form)[0], insurer=insurer, document=number
        )
    ]
    return _moved(work, ui, movements, why)


_RETURNED = {
    State.SPOILED: "испорчены",
    State.CLEAN: "не использованы",
    State.USED: "использованы",
    State.VOID: "утратили силу",
}


def _check_state(register: Register, ranges: Sequence[Range], word: str, state: State | None) -> None:
    """Under «испорченные» only spoiled forms go back: the act says so of each of them."""
    for form in ranges if state else ():
        _, span = find_form(register, form)
        if span and span.state is not state:
            message = f"Бланк {form}: {span.state}, а возвращаем {word}. Выберите «{BY_HAND}» и повторите."
            raise InputError("Бланки", str(form), message)


def _why_returned(register: Register, ranges: Sequence[Range]) -> str:
    """The reason for the act by what the forms are; several states stand beside each other."""
    spans = [span for _, span in (find_form(register, form) for form in ranges) if span]
    return ", ".join(dict.fromkeys(_RETURNED.get(span.state, str(span.state)) for span in spans)) or "не использованы"


@action("bso_balance", group=FORMS, label="Остатки", image="CreateReport", tip="Баланс бланков за период")
def bso_balance(work: Work, ui: Ui) -> Report:
    """Balance sheet of a period, who holds what, and what lies too long, on the sheet Отчёт."""
    from osago_xl.desk.blanks.balance import report_balance

    return report_balance(work, ui)


@action("bso_undo", group=FORMS, label="Отменить движение", image="Undo", tip="Отменить последнее движение")
def bso_undo(work: Work, ui: Ui) -> Report:
    """Take back the last movement only, and not when its act has been handed over."""
    register = open_register(work)
    movement = register.undo(handed_over(work))
    shown = f"{movement.operation} {Range(movement.series, movement.first, movement.last or movement.first)}"
    row = work.get(FORM_MOVES, movement.key)
    asking.confirm(ui, f"Отменить движение {row['key']} от {numeric(movement.day)}: {shown}?")
    work.remove(FORM_MOVES, row)
    if not any(other["document"] == row["document"] for other in work.rows(FORM_MOVES)):
        _annul(work, row["document"])
    store_position(work, register)
    return Report(f"Отменено: {shown}.")


def _annul(work: Work, number: str) -> None:
    for act in work.rows(ACTS):
        if act["kind"] == "БСО" and number and act["number"] == number:
            work.set(ACTS, act, state=ANNULLED)


def _insurers(work: Work) -> list[str]:
    names = [row["insurer"] for row in work.rows(INSURERS) if row["insurer"] and row["active"] != "нет"]
    if not names:
        raise BookError("Компаний ещё нет. Впишите их на лист «Страховые компании» и повторите.")
    return names


def _others(work: Work) -> list[str]:
    names = [row["agent"] for row in work.rows(AGENTS) if row["agent"] and row["role"] not in ("я", "партнёр")]
    if not names:
        raise BookError("Передавать некому: на листе «Агенты» нет субагентов. Впишите их и повторите.")
    return names


def _movements(
    operation: Operation, ranges: Sequence[Range], day: date, kind: str, insurer: str = "", **more: Any
) -> list[Movement]:
    return [Movement(day, operation, kind, insurer, *each, **more) for each in ranges]


def _moved(work: Work, ui: Ui, movements: Sequence[Movement], why: str = "", measures: str = "") -> Report:
    """Enter the movements with their act and say what is where now."""
    rows = record(work, movements, ui)
    files = enter_act(work, ui, rows, why, measures)
    details = [
        f"{row['operation']}: {row['series']} {'–'.join(dict.fromkeys((row['first'], row['last'])))}" for row in rows
    ]
    return Report(f"Записано движений: {len(rows)}, акт {rows[0]['document']}.", details, files)


def _gone(work: Work, ui: Ui, operation: Operation, circumstances: str, measures: str) -> Report:
    register = open_register(work)
    ranges = ask_ranges(ui, f"Какой бланк {operation}", at_hand(work))
    why = asking.text(ui, "Обстоятельства", circumstances)
    done = asking.text(ui, "Что предпринято", measures)
    kind, _ = find_form(register, ranges[0])
    movements = _movements(operation, ranges, work.today, kind=kind, document=next_number(work))
    return _moved(work, ui, movements, why, done)


def _ask_over_norm(work: Work, ui: Ui, agent: str, count: int) -> None:
    row = work.find(AGENTS, agent)
    norm = whole(row["form_limit"]) if row else None
    if norm is not None and count > norm:
        asking.confirm(ui, f"У {agent} станет чистых бланков: {count} при норме {norm}. Всё равно передать?")


def _take_next(work: Work, ui: Ui, spoiled: Range, kind: str, policy: Row | None) -> list[str]:
    """The next clean number for the policy, or for the draft in Оформление, that stood on the spoiled form."""
    form = work.form("form_")
    in_form = form["number"] == spoiled.first
    following = next_free(
        open_register(work), policy["insurer"] if policy else form["insurer"] if in_form else "", kind
    )
    if not (policy or in_form):
        return []
    if not following:
        return ["Чистых бланков этой компании больше нет."]
    form_number = following[0]
    if not ui.ask(f"Взять следующий бланк {form_number}?"):
        return []
    if policy:
        insurer = policy["insurer"]
        record(work, _movements(Operation.USE, following, work.today, kind=kind, insurer=insurer, policy=policy["key"]))
        work.set(POLICIES, policy, series=form_number.series, number=form_number.first)
    if in_form:
        work.fill("form_", series=form_number.series, number=form_number.first)
    return [f"Следующий бланк: {form_number}."]
