"""Six clients of two agents: enough of each kind to check the overview, the queries and the reports by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from desk import CONTRACT, TODAY, Desk, add_insurer

from osago_xl.books import open_book
from osago_xl.desk import totals
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, CHANNELS
from osago_xl.work.unit import Work

_SOLD = (
    # client, product, insurer, signed, starts, ends, premium, КВ, agent, outcome, reason
    (1, "ОСАГО", "Пример", (2025, 11, 20), (2025, 11, 25), (2026, 11, 24), 10000, 1000, "Я", "", ""),
    (1, "КАСКО", "Другая", (2026, 3, 1), (2026, 3, 2), (2027, 3, 1), 60000, 9000, "Я", "", ""),
    (2, "ОСАГО", "Пример", (2025, 9, 1), (2025, 9, 2), (2026, 9, 1), 8000, 800, "Я", "продлён", ""),
    (2, "ОСАГО", "Пример", (2026, 8, 28), (2026, 9, 2), (2027, 9, 1), 8500, 850, "Я", "", ""),
    (3, "ОСАГО", "Другая", (2025, 10, 1), (2025, 10, 2), (2026, 10, 1), 7000, 700, "Ольга", "ушёл", "дешевле у других"),
    (4, "ОСАГО", "Пример", (2026, 1, 10), (2026, 1, 11), (2027, 1, 10), 12000, 1200, "Ольга", "", ""),
)  # fmt: skip
_CLIENTS = (
    # name, phone, channel, agent, referrer
    ("Иванов Пётр Сергеевич", "8 916 111-22-33", "Рекомендация", "Я", ""),
    ("Петрова Анна Ильинична", "+7 (916) 555-01-02", "Рекомендация", "Я", "К-000001"),
    ("Сидоров Олег", "+7 (903) 200-30-40", "Авито", "Ольга", "К-000001"),
    ("ООО «Ромашка»", "+7 (495) 700-10-20", "Авито", "Ольга", ""),
    ("Ёлкина Ольга Ивановна", "+7 (916) 555-01-03", "ДКП и оформление", "Я", ""),
    ("Ким Ен Су", "+7 (916) 777-88-99", "Авито", "Я", "К-000002"),
)
_CALLS = (
    (1, (2026, 11, 22), "договорились", "Я"), (2, (2026, 11, 22), "нет ответа", "Я"),
    (3, (2026, 11, 16), "думает", "Ольга"), (4, (2026, 11, 2), "отказ", "Ольга"),
)  # fmt: skip


def fill(work: Work) -> None:
    """Put the base into a book."""
    work.add(AGENTS, agent="Ольга", role="субагент", plan_month=10)
    work.set(CHANNELS, work.get(CHANNELS, "Авито"), cost=Decimal(3000))
    for name, phone, channel, agent, referrer in _CLIENTS:
        work.add(CLIENTS, name=name, phone=phone, channel=channel, agent=agent, referrer=referrer,
                 status="активный", kind="физлицо", added=date(2025, 1, 15))  # fmt: skip
    for n, product, insurer, signed, starts, ends, premium, commission, agent, outcome, reason in _SOLD:
        work.add(POLICIES, client=f"К-{n:06}", product=product, insurer=insurer, state="оформлен",
                 signed=date(*signed), starts=date(*starts), ends=date(*ends), premium=Decimal(premium),
                 bordereau=Decimal(commission), agent=agent, outcome=outcome, loss_reason=reason)  # fmt: skip
    for n, day, result, agent in _CALLS:
        work.add(CONTACTS, day=date(*day), client=f"К-{n:06}", kind="звонок", result=result, agent=agent)
    work.add(TASKS, due=date(2026, 11, 25), what="Отправить расчёт", kind="задача", client="К-000001",
             state="открыта", agent="Я")  # fmt: skip
    totals.refresh_all(work)


def work_on(path: Path) -> None:
    """A new workbook after a morning of work: the base, and a contract with a car and two drivers."""
    desk = Desk(lambda selection: open_book(path, today=TODAY, selection=selection))
    for change in (add_insurer, fill, lambda work: work.set_setting("cfg_date", TODAY)):
        desk.setup(change)
    desk.setup(lambda work: work.fill("form_", **CONTRACT))
    for action in ("calculate", "form_save", "build_call_list", "build_renewals"):
        desk.click(action)
