"""Ribbon group День: the list of the day, results, postponing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from osago_xl.actions.registry import Menu, action
from osago_xl.books.base import Row
from osago_xl.desk.calls.call_list import cut_to_plan, due_lines, plan_of_day, rows_of
from osago_xl.desk.calls.campaigns import campaigns
from osago_xl.desk.calls.reminders import remind
from osago_xl.desk.calls.spreading import rank, working_days
from osago_xl.desk.contacts import (
    add_task,
    first_agent,
    known_result,
    log_contact,
    parse_again,
    reason_word,
    unanswered,
)
from osago_xl.desk.who.selected import chosen
from osago_xl.desk.workdays import Workdays
from osago_xl.domain.notes import event_in
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS, RENEWALS
from osago_xl.schema.sheets.lists import EVENTS, RESULTS
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

DAY = "День"
_POSTPONE = Menu("Перенести", "ReminderGallery", "Перенести звонок на +1 … +30 дней или на дату")


@action(
    "build_call_list",
    group=DAY,
    label="Кому звонить",
    image="AutoDial",
    tip="Собрать список на сегодня со всеми поводами",
    supertip="Одна строка на семью. Обещания, пролонгации, оплаты и задачи входят все, молчащие дополняют до плана.",
    large=True,
)
def build_call_list(work: Work, ui: Ui) -> Report:
    """Rebuild tblCalls; results typed but not stored yet are asked about first."""
    unsaved = [row for row in work.rows(CALLS) if row["result"] and row["done"] != "да"]
    if unsaved and not ui.ask(f"Не записаны результаты звонков: {len(unsaved)}. Собрать список заново без них?"):
        raise Cancelled
    remind(work)
    settings = work.settings
    agent = settings["cfg_calls_agent"]
    lines = due_lines(work, agent, adverts=settings["cfg_calls_adverts"] != "нет")
    shown, left_over = cut_to_plan(lines, plan_of_day(work, agent))
    work.replace(CALLS, rows_of(work, shown))
    text = f"Звонков на {numeric(work.today)}: {len(shown)}."
    if left_over:
        text += f" Ещё {left_over} давно не слышали вас: кнопка «Разложить» распределит их по рабочим дням."
    return Report(text, campaigns(work)[1], show="Кому звонить")


@action(
    "log_calls",
    group=DAY,
    label="Записать звонки",
    image="AcceptInvitation",
    tip="Заполненные строки списка занести в контакты",
    supertip="Результат, дата и заметка уходят в Контакты; следующий звонок, статус и задачи меняются сами.",
    large=True,
)
def log_calls(work: Work, ui: Ui) -> Report:
    """Store the yellow columns of Кому звонить and Пролонгация."""
    from osago_xl.desk.calls.renewals import log_renewals

    details: list[str] = []
    logged = [row for row in work.rows(CALLS) if row["result"] and row["done"] != "да"]
    for row in logged:
        client, *family = (work.get(CLIENTS, key) for key in (row["client"], *row["family"].split()))
        reason = reason_word(work, row["reasons"].split(" ")[0])
        try:
            for each in (client, *family):
                log_contact(work, each, known_result(work, row["result"]), again=row["again"], note=row["note"],
                            reason=reason)  # fmt: skip
        except InputError as error:
            raise InputError(error.field, error.value, f"{client['name']}. {error.message}") from None
        work.set(CALLS, row, done="да")
    details += filter(None, (_after_the_end(work, work.get(CLIENTS, row["client"])) for row in logged))
    details += _propose_inactive(work, ui, [row["client"] for row in logged])
    renewed = log_renewals(work)
    if not logged and not renewed:
        return Report("Записывать нечего: впишите «Результат» и нажмите ещё раз.")
    return Report(f"Записано звонков: {len(logged)}, итогов пролонгации: {renewed}.", details)


def _after_the_end(work: Work, client: Row) -> str:
    ends, day = client["policy_ends"], client["next_call"]
    if not ends or not day or not work.today <= ends < day:
        return ""
    return f"{client['name']}: полис закончится {numeric(ends)}, раньше звонка {numeric(day)}."


def _propose_inactive(work: Work, ui: Ui, clients: Sequence[str]) -> list[str]:
    """Who did not answer several times in a row is proposed as «не активный»."""
    limit = int(work.settings["cfg_unanswered"] or 0)
    silent = [work.get(CLIENTS, key) for key in clients if limit and unanswered(work, key) >= limit]
    names = ", ".join(row["name"] for row in silent)
    if not silent or not ui.ask(f"Не ответили подряд (раз: {limit}): {names}. Сделать не активными?"):
        return []
    for row in silent:
        work.set(CLIENTS, row, status="не активный")
    return [f"Теперь не активны: {names}."]


@action(
    "build_renewals",
    group=DAY,
    label="Пролонгация",
    image="RecurrenceEdit",
    tip="Полисы, которые заканчиваются, с прогнозом премии",
    large=True,
)
def build_renewals(work: Work, ui: Ui) -> Report:
    """Rebuild tblRenewals with next year's premium of every policy."""
    from osago_xl.desk.calls.renewals import build_rows, store_forecasts

    unsaved = [r for r in work.rows(RENEWALS) if (r["again"] or r["note"]) and r["done"] != "да"]
    if unsaved and not ui.ask(f"Не записаны итоги: {len(unsaved)}. Собрать список заново без них?"):
        raise Cancelled
    rows = build_rows(work)
    work.replace(RENEWALS, rows)
    store_forecasts(work, rows)
    ended = sum(1 for row in rows if row["days"] < 0)
    return Report(f"Полисов к продлению: {len(rows)}, из них закончились: {ended}.", show="Пролонгация")


@action(
    "log_one_contact",
    group=DAY,
    label="Позвонил",
    image="NewJournalEntry",
    tip="Один контакт по текущей строке",
)
def log_one_contact(work: Work, ui: Ui) -> Report:
    """One call with the client of the active row."""
    client = chosen(work, ui, CLIENTS)[0]
    results = [row["result"] for row in work.rows(RESULTS)]
    choice = ui.choose(f"{client['name']}: чем закончился разговор?", results)
    if choice is None:
        raise Cancelled
    again = ui.prompt("Перезвонить: число дней или дата (пусто = как обычно)") or ""
    note = ui.prompt("Заметка (можно пусто)") or ""
    contact = log_contact(work, client, results[choice], again=again, note=note)
    day = contact["next_call"]
    told = f"Записано: {client['name']}, {results[choice]}." + (f" Следующий звонок {numeric(day)}." if day else "")
    late = _after_the_end(work, client)
    return Report(told, [*filter(None, [late]), *_propose_inactive(work, ui, [client["key"]])])


def _postpone(days: int) -> Callable[[Work, Ui], Report]:
    def body(work: Work, ui: Ui) -> Report:
        return _move(work, ui, Workdays(work).after(work.today, days))

    return body


def _move(work: Work, ui: Ui, day: date) -> Report:
    clients = chosen(work, ui, CLIENTS)
    for client in clients:
        work.set(CLIENTS, client, next_call=day)
    named = clients[0]["name"] if len(clients) == 1 else f"клиентов: {len(clients)}"
    return Report(f"Звонок перенесён на {numeric(day)}: {named}.")


for _days in (1, 3, 7, 14, 30):
    action(
        f"postpone_{_days}",
        group=DAY,
        label=f"+{_days} дн.",
        image="ReminderGallery",
        tip=f"Позвонить через {_days} дн.",
        menu=_POSTPONE,
    )(_postpone(_days))


@action(
    "postpone_date",
    group=DAY,
    label="На дату…",
    image="ReminderGallery",
    tip="Позвонить в названный день",
    menu=_POSTPONE,
)
def postpone_date(work: Work, ui: Ui) -> Report:
    """Put the next call of the selected clients on a day that is asked for."""
    answer = ui.prompt("На какой день перенести? Например 25.12 или 14 (дней)")
    day = parse_again(answer or "", work.today, Workdays(work))
    if day is None:
        raise Cancelled
    return _move(work, ui, day)


@action(
    "stop_calling",
    group=DAY,
    label="Не звонить",
    image="DeclineInvitation",
    tip="Больше не напоминать и не слать рекламу",
)
def stop_calling(work: Work, ui: Ui) -> Report:
    """Status «не звонить» for the selected clients."""
    clients = chosen(work, ui, CLIENTS)
    names = ", ".join(row["name"] for row in clients[:5])
    if not ui.ask(f"Больше не звонить: {names}{'…' if len(clients) > 5 else ''}?"):
        raise Cancelled
    for client in clients:
        work.set(CLIENTS, client, status="не звонить", next_call=None)
    return Report(f"Больше не напоминаем: {names}.")


@action(
    "spread_calls",
    group=DAY,
    label="Разложить",
    image="StartTimer",
    tip="Старые «пора» разложить по рабочим дням, VIP первыми",
    bulk=True,
)
def spread_calls(work: Work, ui: Ui) -> Report:
    """Give every client due only for silence a day of his own, as many a day as the plan allows."""
    agent = work.settings["cfg_calls_agent"]
    plan = max(plan_of_day(work, agent), 1)
    lines = [line for line in due_lines(work, agent) if line.reasons[0].code == "silence"]
    if not lines:
        return Report("Раскладывать нечего: молчащих клиентов сверх списка нет.")
    lines.sort(key=lambda line: (rank(line.client), line.reasons[0].day))
    days = working_days(work, len(lines), plan)
    question = (
        f"Клиентов: {len(lines)}, по {plan} в день: с {numeric(days[0])} по {numeric(days[-1])}. Назначить звонки?"
    )
    if not ui.ask(question):
        raise Cancelled
    for line, day in zip(lines, days, strict=True):
        work.set(CLIENTS, line.client, next_call=day)
    return Report(f"Назначено звонков: {len(lines)}, последний {numeric(days[-1])}.")


@action(
    "new_task",
    group=DAY,
    label="Задача",
    image="NewTask",
    tip="Задача или событие по текущему клиенту",
)
def new_task(work: Work, ui: Ui) -> Report:
    """A task for the selected client; a text that speaks of an event of tblEvents takes offer and delay from there."""
    client = chosen(work, ui, CLIENTS)[0]
    what = ui.prompt(f"{client['name']}: что сделать? (событие: квартира, дача, машина, ребёнок…)")
    if not what:
        raise Cancelled
    word = event_in(what, [row["event"] for row in work.rows(EVENTS)])
    event = work.find(EVENTS, word) if word else None
    delay = int(event["days"] or 0) if event else 1
    when = ui.prompt("Когда: число дней или дата", str(delay)) or str(delay)
    due = parse_again(when, work.today, Workdays(work)) or work.today
    task = add_task(
        work,
        what,
        due,
        kind="событие" if event else "задача",
        client=client["key"],
        offer=event["offer"] if event else "",
        agent=client["agent"] or first_agent(work),
    )
    return Report(f"Задача {task['key']} на {numeric(due)}: {what}.")
