"""Ribbon group День: the list of the day, results, postponing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from osago_xl.actions.base import Cancelled, Report, Ui
from osago_xl.actions.call_list import CallLine, cut_to_plan, due_lines, last_results, plan_of_day
from osago_xl.actions.contacts import add_task, first_agent, log_contact, parse_again, unanswered
from osago_xl.actions.registry import Menu, action
from osago_xl.actions.selected import chosen
from osago_xl.actions.work import Work
from osago_xl.books.base import Row
from osago_xl.domain.dates import numeric
from osago_xl.domain.reasons import Reason
from osago_xl.errors import InputError

DAY = "День"
_POSTPONE = Menu("Перенести", "AddReminder", "Перенести звонок на +1 … +30 дней или на дату")


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
    unsaved = [row for row in work.rows("tblCalls") if row["result"] and row["done"] != "да"]
    if unsaved and not ui.ask(f"Не записаны результаты звонков: {len(unsaved)}. Собрать список заново без них?"):
        raise Cancelled
    settings = work.settings
    agent = settings["cfg_calls_agent"]
    lines = due_lines(work, agent, adverts=settings["cfg_calls_adverts"] != "нет")
    shown, left_over = cut_to_plan(lines, plan_of_day(work, agent))
    newest = last_results(work)
    policies = _nearest_policies(work)
    names = {row["code"]: row["reason"] for row in work.rows("tblReasons")}
    rows = [_line(n, line, newest, policies, names, work.today) for n, line in enumerate(shown, 1)]
    work.replace("tblCalls", rows)
    text = f"Звонков на {numeric(work.today)}: {len(shown)}."
    if left_over:
        text += f" Ещё {left_over} давно не слышали вас: кнопка «Разложить» распределит их по рабочим дням."
    return Report(text, show="Кому звонить")


def _nearest_policies(work: Work) -> dict[str, Row]:
    """The policy of each client that ends first of those still at work."""
    nearest: dict[str, Row] = {}
    for row in work.rows("tblPolicies"):
        known = nearest.get(row["client"])
        if row["left"] not in ("", None) and (known is None or row["ends"] < known["ends"]):
            nearest[row["client"]] = row
    return nearest


_TOLD_BESIDE = frozenset({"ended", "renewal", "silence"})
"""Reasons whose details stand in other columns of the list: the name says enough."""


def _shortly(reason: Reason, names: Mapping[str, str]) -> str:
    return names[reason.code] if reason.code in _TOLD_BESIDE else reason.text


def _line(
    n: int, line: CallLine, newest: Any, policies: dict[str, Row], names: Mapping[str, str], today: date
) -> dict[str, Any]:
    client, last, policy = line.client, newest.get(line.client["key"]), policies.get(line.client["key"])
    offers = dict.fromkeys(reason.offer for reason in line.reasons if reason.offer)
    return {
        "place": n,
        "name": client["name"],
        "phone": client["phone"],
        "why": "; ".join(_shortly(reason, names) for reason in line.reasons),
        "offer": ", ".join(offers) or client["missing"].split(", ")[0],
        "car_policy": f"{policy['car_name']} {policy['insurer']}".strip() if policy else client["cars"].split("; ")[0],
        "policy_ends": policy["ends"] if policy else None,
        "days": (policy["ends"] - today).days if policy else None,
        "last": numeric(client["last_contact"]) if client["last_contact"] else "",
        "last_result": last["result"] if last else "",
        "advertising": client["advertising"],
        "client": client["key"],
        "reasons": " ".join(reason.code for reason in line.reasons),
    }


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
    from osago_xl.actions.renewals import log_renewals

    details: list[str] = []
    logged = [row for row in work.rows("tblCalls") if row["result"] and row["done"] != "да"]
    for row in logged:
        client = work.get("tblClients", row["client"])
        code = row["reasons"].split(" ")[0]
        log_contact(work, client, row["result"], again=row["again"], note=row["note"], reason=_reason_name(work, code))
        work.set("tblCalls", row, done="да")
    details += _propose_inactive(work, ui, [row["client"] for row in logged])
    renewed = log_renewals(work)
    if not logged and not renewed:
        return Report("Записывать нечего: впишите результат в жёлтый столбец и нажмите ещё раз.")
    return Report(f"Записано звонков: {len(logged)}, итогов пролонгации: {renewed}.", details)


def _reason_name(work: Work, code: str) -> str:
    return next((row["reason"] for row in work.rows("tblReasons") if row["code"] == code), "")


def _propose_inactive(work: Work, ui: Ui, clients: Sequence[str]) -> list[str]:
    """Who did not answer several times in a row is proposed as «не активный»."""
    limit = int(work.settings["cfg_unanswered"] or 0)
    silent = [work.get("tblClients", key) for key in clients if limit and unanswered(work, key) >= limit]
    names = ", ".join(row["name"] for row in silent)
    if not silent or not ui.ask(f"Не отвечают {limit} раза подряд: {names}. Сделать не активными?"):
        return []
    for row in silent:
        work.set("tblClients", row, status="не активный")
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
    from osago_xl.actions.renewals import build_rows, store_forecasts

    unsaved = [r for r in work.rows("tblRenewals") if (r["again"] or r["note"]) and r["done"] != "да"]
    if unsaved and not ui.ask(f"Не записаны итоги: {len(unsaved)}. Собрать список заново без них?"):
        raise Cancelled
    rows = build_rows(work)
    work.replace("tblRenewals", rows)
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
    client = chosen(work, ui, "tblClients")[0]
    results = [row["result"] for row in work.rows("tblResults")]
    choice = ui.choose(f"{client['name']}: чем закончился разговор?", results)
    if choice is None:
        raise Cancelled
    again = ui.prompt("Перезвонить: число дней или дата (пусто = как обычно)") or ""
    note = ui.prompt("Заметка (можно пусто)") or ""
    contact = log_contact(work, client, results[choice], again=again, note=note)
    if again:
        parse_again(again, work.today)
    day = contact["next_call"]
    return Report(
        f"Записано: {client['name']}, {results[choice]}." + (f" Следующий звонок {numeric(day)}." if day else "")
    )


def _postpone(days: int) -> Callable[[Work, Ui], Report]:
    def body(work: Work, ui: Ui) -> Report:
        return _move(work, ui, work.today + timedelta(days=days))

    return body


def _move(work: Work, ui: Ui, day: date) -> Report:
    clients = chosen(work, ui, "tblClients")
    for client in clients:
        work.set("tblClients", client, next_call=day)
    named = clients[0]["name"] if len(clients) == 1 else f"клиентов: {len(clients)}"
    return Report(f"Звонок перенесён на {numeric(day)}: {named}.")


for _days in (1, 3, 7, 14, 30):
    action(
        f"postpone_{_days}",
        group=DAY,
        label=f"+{_days} дн.",
        image="AddReminder",
        tip=f"Позвонить через {_days} дн.",
        menu=_POSTPONE,
    )(_postpone(_days))


@action(
    "postpone_date",
    group=DAY,
    label="На дату…",
    image="AddReminder",
    tip="Позвонить в названный день",
    menu=_POSTPONE,
)
def postpone_date(work: Work, ui: Ui) -> Report:
    """Put the next call of the selected clients on a day that is asked for."""
    answer = ui.prompt("На какой день перенести? Например 25.12 или 14 (дней)")
    day = parse_again(answer or "", work.today)
    if day is None:
        raise Cancelled
    if day <= work.today:
        raise InputError("дата", answer, f"{numeric(day)} уже прошло. Назовите день позже сегодняшнего.")
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
    clients = chosen(work, ui, "tblClients")
    names = ", ".join(row["name"] for row in clients[:5])
    if not ui.ask(f"Больше не звонить: {names}{'…' if len(clients) > 5 else ''}?"):
        raise Cancelled
    for client in clients:
        work.set("tblClients", client, status="не звонить", next_call=None)
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
    lines.sort(key=lambda line: (_rank(line.client), line.reasons[0].day))
    days = _working_days(work, len(lines), plan)
    question = (
        f"Клиентов: {len(lines)}, по {plan} в день: с {numeric(days[0])} по {numeric(days[-1])}. Назначить звонки?"
    )
    if not ui.ask(question):
        raise Cancelled
    for line, day in zip(lines, days, strict=True):
        work.set("tblClients", line.client, next_call=day)
    return Report(f"Назначено звонков: {len(lines)}, последний {numeric(days[-1])}.")


def _rank(client: Row) -> int:
    """VIP first, then those who have bought before."""
    return 0 if client["segment"] == "VIP" else 1 if client["last_order"] else 2


_WEEK = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def _working_days(work: Work, count: int, plan: int) -> list[date]:
    """`count` days from tomorrow on, each working day so often as the plan allows; holidays are left out."""
    working = {_WEEK.index(word) for word in work.settings["cfg_work_days"].split() if word in _WEEK} or {0, 1, 2, 3, 4}
    off = {(row["day"], row["month"]) for row in work.rows("tblHolidays") if row["off"] == "да"}
    days: list[date] = []
    day = work.today
    while len(days) < count:
        day += timedelta(days=1)
        if day.weekday() in working and (day.day, day.month) not in off:
            days += [day] * plan
    return days[:count]


@action(
    "new_task",
    group=DAY,
    label="Задача",
    image="NewTask",
    tip="Задача или событие по текущему клиенту",
)
def new_task(work: Work, ui: Ui) -> Report:
    """A task for the selected client; words of tblEvents take the offer and the delay from there."""
    client = chosen(work, ui, "tblClients")[0]
    what = ui.prompt(f"{client['name']}: что сделать? (событие: квартира, дача, машина, ребёнок…)")
    if not what:
        raise Cancelled
    event = work.find("tblEvents", what.strip().lower())
    delay = int(event["days"] or 0) if event else 1
    due = parse_again(ui.prompt("Когда: число дней или дата", str(delay)) or str(delay), work.today) or work.today
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
