"""«Поздравить»: birthdays and holidays that are due, by e-mail or SMS. A greeting is no advertising."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from osago_xl.books.base import Row
from osago_xl.desk.calls.call_list import due_lines
from osago_xl.desk.contacts import add_task, first_agent, reason_word
from osago_xl.desk.letters.audience import Mailing, confirm, sift
from osago_xl.desk.letters.messages import BY_NAME, ask_words, no_email, no_phone, write_letters, write_texts
from osago_xl.domain.reasons import VIP
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

OCCASIONS = ("birthday", "holiday")
BIRTHDAY = "день рождения"
BY_SMS, BY_EMAIL, BY_PRESENT = "SMS", "письмом", "подарком: задача по каждому VIP"
_TEXTS = {BIRTHDAY: f"{BY_NAME}, с днём рождения! Здоровья Вам и удачи на дорогах."}


def greet(work: Work, ui: Ui) -> Report:
    """Choose an occasion and a way, see the count, make the messages and log them."""
    waiting = occasions(work)
    if not waiting:
        return Report("Поздравлять пока некого: ближайших дней рождения и праздников нет.")
    named = {f"{occasion}: {len(clients)}": occasion for occasion, clients in waiting.items()}
    occasion = named[asking.option(ui, "С чем поздравить?", list(named))]
    way = asking.option(ui, "Как поздравить?", [BY_SMS, BY_EMAIL, BY_PRESENT])
    if way == BY_PRESENT:
        return give_presents(work, ui, occasion, waiting[occasion])
    by_sms = way == BY_SMS
    kept, left_out = sift(work, waiting[occasion], advert=False, lacks=no_phone if by_sms else no_email)
    if not kept:
        raise InputError("Поздравить", None, "Поздравить некого. " + " ".join(left_out[:5]))
    reason = reason_word(work, "birthday" if occasion == BIRTHDAY else "holiday", occasion)
    mailing = Mailing(f"Поздравление: {occasion}", reason, kept, left_out)
    text = ask_words(ui, f"Текст ({BY_NAME} = имя и отчество)", _TEXTS.get(occasion, _of_holiday(occasion)))
    confirm(ui, mailing)
    return write_texts(work, ui, mailing, text) if by_sms else write_letters(work, ui, mailing, "Поздравляем!", text)


def give_presents(work: Work, ui: Ui, occasion: str, clients: Iterable[Row]) -> Report:
    """A task «подарок» for every VIP among the clients, once."""
    what = f"Подарок: {occasion}"
    planned = {row["client"] for row in work.rows(TASKS) if row["what"] == what and row["state"] == "открыта"}
    dear = [client for client in clients if client["segment"] == VIP and client["key"] not in planned]
    if not dear:
        return Report(f"{what}: дарить некому, VIP без задачи среди поздравляемых нет.")
    names = ", ".join(client["name"] for client in dear)
    asking.confirm(ui, f"{what}: {names}. Поставить задачи на сегодня?")
    for client in dear:
        agent = client["agent"] or first_agent(work)
        add_task(work, what, work.today, kind="подарок", client=client["key"], agent=agent, source="поздравление")
    return Report(f"{what}: задач {len(dear)}.", show="Задачи")


def occasions(work: Work) -> dict[str, list[Row]]:
    """Occasion → clients, birthdays first, by the reasons of the call list and their days ahead."""
    found: dict[str, list[Row]] = defaultdict(list)
    for code in OCCASIONS:
        for line in due_lines(work):
            for reason in line.reasons:
                if reason.code == code:
                    client = work.get(CLIENTS, reason.client)
                    found[BIRTHDAY if code == "birthday" else reason.text].append(client)
    return found


def _of_holiday(name: str) -> str:
    return f"{BY_NAME}, поздравляем! {name}: здоровья Вам и удачи на дорогах."
