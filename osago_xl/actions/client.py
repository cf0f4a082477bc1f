"""Ribbon group Клиент: new, copy, recommendations, twins, start list, handing over, deleting."""

from __future__ import annotations

from collections import Counter

from osago_xl.actions.registry import Menu, action
from osago_xl.books.base import Row
from osago_xl.desk.contacts import first_agent, log_contact
from osago_xl.desk.papers.attaching import attach_files
from osago_xl.desk.who.finding import with_phone
from osago_xl.desk.who.selected import chosen, chosen_one
from osago_xl.desk.workdays import Workdays
from osago_xl.errors import BookError, InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.start_lines import START_LIST
from osago_xl.values import phones
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

CLIENT = "Клиент"
MORE = Menu("Ещё", "PropertySheet", "Дубли, вспомнить 50, передать агенту или партнёру, выгрузить, обезличить")
CIRCLES = (
    "родственники", "друзья", "соседи", "однокурсники", "коллеги", "бывшие коллеги", "родители в школе и саду",
    "врачи и учителя", "мастера и СТО", "дача и гараж",
)  # fmt: skip
ACQUAINTANCES = "Сосед/знакомый"
REFERRALS_A_MEETING = 3
REFERRED, HOW_REFERRED = "дал рекомендации", ("встреча", "звонок", "мессенджер")


def _new(work: Work, name: str, phone: str, **more: object) -> Row:
    """A new client; of two phones the second goes to a column of its own."""
    values = {"status": "потенциальный", "agent": first_agent(work), "kind": "физлицо", "added": work.today} | more
    first, second = _masks(phone)
    return work.add(CLIENTS, name=name.strip(), phone=first, phone_2=second, **values)


def _masks(text: str) -> tuple[str, str]:
    """The phones by the mask; what is no phone stays as typed for «Проверить базу»."""
    try:
        found = [str(phone) for phone in phones.parse(text)] if text.strip() else []
    except InputError:
        return text.strip(), ""
    return (found[0] if found else "", "; ".join(found[1:]))


@action("new_client", group=CLIENT, label="Новый клиент", image="NewContact", tip="Пустая строка с ключом и датой")
def new_client(work: Work, ui: Ui) -> Report:
    """A client by name and phone; a known phone is said first."""
    name = ui.prompt("Фамилия, имя, отчество или название компании")
    if not name:
        raise Cancelled
    phone = ui.prompt("Телефон (можно пусто)") or ""
    same = with_phone(work, phone)
    if same and not ui.ask(f"Этот телефон уже у {same['key']} {same['name']}. Всё равно добавить?"):
        raise Cancelled
    row = _new(work, name, phone)
    return Report(f"Добавлен {row['key']}: {row['name']}.", show="Клиенты", data={"client": row["key"]})


@action(
    "add_referrals",
    group=CLIENT,
    label="Рекомендации",
    image="AccessListContacts",
    tip="Записать до трёх рекомендаций сразу",
)
def add_referrals(work: Work, ui: Ui) -> Report:
    """Up to three people recommended by the selected client, linked to him, and the talk in which he named them.

    Who is in the base already (by phone) is linked where he stands, if nobody recommended him before.
    """
    source = chosen_one(work, ui, CLIENTS)
    added: list[Row] = []
    tomorrow = Workdays(work).after(work.today, 1)
    for n in range(1, REFERRALS_A_MEETING + 1):
        name = ui.prompt(f"{source['name']}, рекомендация {n}: имя (пусто = закончить)")
        if not name:
            break
        phone = ui.prompt(f"Телефон: {name}") or ""
        known = with_phone(work, phone)
        if known and (trouble := _not_recommended(work, known, source)):
            ui.say(f"{known['name']}: {trouble} Рекомендация не записана.")
            continue
        may_name = "да" if ui.ask(f"Можно сослаться на того, кто рекомендует ({source['name']})?") else "нет"
        if known:
            call = known["next_call"] or tomorrow
            work.set(CLIENTS, known, referrer=source["key"], may_name=may_name, next_call=call)
        else:
            known = _new(work, name, phone, referrer=source["key"], channel="Рекомендация", may_name=may_name,
                         next_call=tomorrow)  # fmt: skip
        added.append(known)
    if not added:
        raise Cancelled
    ways = HOW_REFERRED if work.settings["cfg_messengers"] == "да" else HOW_REFERRED[:-1]
    way = ui.choose(f"Как {source['name']} рекомендует? Разговор запишется в контакты.", ways)
    if way is not None:
        log_contact(work, source, REFERRED, kind=ways[way], referrals=len(added), note="рекомендации")
    told = f"Рекомендаций: {len(added)}. Звонок назначен на {numeric(tomorrow)}, первым: {added[0]['name']}."
    return Report(told, show="Клиенты")


def _not_recommended(work: Work, client: Row, source: Row) -> str:
    """Why a client of the base cannot be linked to who recommends him; "" when he can."""
    if client["key"] == source["key"]:
        return "это телефон того, кто рекомендует."
    if client["referrer"]:
        return f"его уже рекомендовал {client['referrer_name'] or client['referrer']}."
    above: Row | None = source
    passed: set[str] = set()
    while above and above["key"] not in passed:
        passed.add(above["key"])
        above = work.find(CLIENTS, above["referrer"])
    return "получился бы круг: он сам рекомендовал." if client["key"] in passed else ""


action(
    "attach_document", group=CLIENT, label="Приложить файл", image="AttachFile", tip="Скан или фото в папку клиента"
)(attach_files)


@action("copy_row", group=CLIENT, label="Копировать", image="Copy", tip="Копия строки с новым ключом")
def copy_row(work: Work, _ui: Ui) -> Report:
    """Copies of the selected rows of the active table with keys of their own, unique numbers left empty."""
    selection = work.selection()
    if not selection.table or not work.named(selection.table).prefix:
        raise BookError("Встаньте на строку, которую нужно скопировать, и нажмите ещё раз.")
    table = work.named(selection.table)
    made = []
    for key in selection.keys:
        source = work.get(work.named(selection.table), key)
        kept = {c.key: source[c.key] for c in table.columns if c.fill == "input" and c.copied and not c.unique}
        made.append(work.add(work.named(selection.table), **kept)[table.key])
    return Report(f"Скопировано: {', '.join(made)}.")


@action(
    "find_duplicates",
    group=CLIENT,
    label="Дубли",
    image="PropertySheet",
    tip="Похожие клиенты: сравнить и объединить",
    menu=MORE,
    bulk=True,
)
def find_duplicates(work: Work, ui: Ui) -> Report:
    """Twins that contradict each other in nothing are joined by one answer, the others are shown pair by pair."""
    from osago_xl.desk.who.joining import join_twins

    return join_twins(work, ui)


@action(
    "start_list",
    group=CLIENT,
    label="Вспомнить 50",
    image="PropertySheet",
    tip="Стартовый список знакомых по кругам",
    menu=MORE,
)
def start_list(work: Work, ui: Ui) -> Report:
    """Circle by circle: names and phones in one line, separated by semicolons; who is known by phone is not doubled.

    «Отмена» ends the list and keeps what was typed; the next run goes on where there is least.
    """
    remembered = Counter(row["source"] for row in work.rows(CLIENTS))
    before = sum(remembered[circle] for circle in CIRCLES)
    known: list[str] = []
    for circle in sorted(CIRCLES, key=lambda name: remembered[name]):
        question = f"Круг «{circle}», уже {remembered[circle]}. Имена с телефонами через «;» (пусто = дальше)"
        answer = ui.prompt(question)
        if answer is None:
            break
        for part in filter(None, map(str.strip, answer.split(";"))):
            if same := with_phone(work, part):
                known.append(f"{part}: уже есть, {same['key']} {same['name']}.")
                continue
            name = phones.remark(part) or part
            _new(work, name, part if name != part else "", channel=ACQUAINTANCES, source=circle)
            remembered[circle] += 1
    total = sum(remembered[circle] for circle in CIRCLES)
    return Report(f"Добавлено: {total - before}. Вспомнили {total} из {START_LIST}.", known, show="Клиенты")


@action(
    "hand_over",
    group=CLIENT,
    label="Передать агенту",
    image="PropertySheet",
    tip="Клиенты и открытые задачи одного агента другому",
    menu=MORE,
    bulk=True,
)
def hand_over(work: Work, ui: Ui) -> Report:
    """All clients of an agent, or the selected ones, with their open tasks; who led them before stays visible."""
    agents = [row["agent"] for row in work.rows(AGENTS)]
    selection = work.selection()
    if selection.table == CLIENTS.name and len(selection.keys) > 1:
        clients = chosen(work, ui, CLIENTS)
    else:
        held = sorted({row["agent"] for row in work.rows(CLIENTS) if row["agent"]})
        choice = ui.choose("Чьих клиентов передаём?", held)
        if choice is None:
            raise Cancelled
        clients = [row for row in work.rows(CLIENTS) if row["agent"] == held[choice]]
        agents = [agent for agent in agents if agent != held[choice]]
        if not agents:
            raise InputError("agent", None, "Передать некому: впишите второго агента на лист «Агенты» и повторите.")
    choice = ui.choose(f"Клиентов: {len(clients)}. Кому передаём?", agents)
    if choice is None:
        raise Cancelled
    new = agents[choice]
    moved = [row for row in clients if row["agent"] != new]
    keys = {row["key"] for row in moved}
    for row in moved:
        work.set(CLIENTS, row, agent=new, former_agent=row["agent"])
    for task in work.rows(TASKS):
        if task["client"] in keys and task["state"] == "открыта":
            work.set(TASKS, task, agent=new)
    return Report(f"Передано клиентов: {len(moved)}. Теперь их ведёт {new}.")
