"""What Старт counts: the work of today and the first steps, each a plain formula with its twin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from osago_xl.domain.contract_states import ISSUED
from osago_xl.schema.columns import Column, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.tables import Tone

Twin = Callable[[Facts], Any]
START_LIST = 50

_MONDAY = "cfg_today-WEEKDAY(cfg_today,2)+1"
_MONTH = "cfg_today-DAY(cfg_today)+1"


class Figure(Number):
    """A figure of the first screen: no kopecks."""

    number_format = "#,##0"


class Line(NamedTuple):
    """One large figure: `sheet` is where the work is done; `full` when only the full view shows that sheet.

    `tone` is the colour of a figure above nothing, "" for one that asks for nothing.
    """

    key: str
    label: str
    formula: str
    twin: Twin
    sheet: str
    kind: type[Column] = Figure
    full: bool = False
    tone: Tone | None = None


def _count(table: str, test: Callable[[Row], bool]) -> Twin:
    return lambda facts: sum(1 for row in facts.rows(table) if test(row))


def _sum(table: str, column: str, test: Callable[[Row], bool]) -> Twin:
    return lambda facts: sum((row[column] or Decimal(0) for row in facts.rows(table) if test(row)), Decimal(0))


def _left(low: int | None, high: int) -> Callable[[Row], bool]:
    return lambda row: row["left"] not in ("", None) and (low is None or row["left"] >= low) and row["left"] <= high


def _calls_of(since: str, plan: str) -> str:
    """Formula: calls done out of those planned."""
    done = f'COUNTIFS(tblContacts[Дата],">="&({since}),tblContacts[Дата],"<="&cfg_today,tblContacts[Вид],"звонок")'
    return f'{done}&" из "&N({plan})'


def _calls(since: Callable[[date], date], plan: str) -> Twin:
    def told(facts: Facts) -> str:
        first = since(facts.today)
        days = (row["day"] for row in facts.rows("tblContacts") if row["kind"] == "звонок" and row["day"])
        return f"{sum(1 for day in days if first <= day <= facts.today)} из {facts.number(plan)}"

    return told


def monday(day: date) -> date:
    """The first day of the week."""
    return day - timedelta(days=day.weekday())


_LEFT_IN_LIST = 'COUNTIFS(tblCalls[Клиент],"?*",tblCalls[Результат],"")'
_DUE = 'COUNTIFS(tblClients[Пора звонить],"пора")'


def _to_call(facts: Facts) -> int:
    """Rows of the list without a result, those that Кому звонить counts; who is due while no list is made."""
    rows = [row for row in facts.rows("tblCalls") if row["name"]]
    if rows:
        return sum(1 for row in rows if not row["result"])
    return sum(1 for row in facts.rows("tblClients") if row["due"] == "пора")


TODAY = (
    Line("calls", "Осталось позвонить", f'IF(COUNTIFS(tblCalls[Клиент],"?*")>0,{_LEFT_IN_LIST},{_DUE})', _to_call,
         "Кому звонить"),
    Line("ending", "Закончатся за 30 дней", 'COUNTIFS(tblPolicies[Осталось],">=0",tblPolicies[Осталось],"<=30")',
         _count("tblPolicies", _left(0, 30)), "Пролонгация"),
    Line("ended", "Закончились без итога", 'COUNTIFS(tblPolicies[Осталось],"<0")',
         _count("tblPolicies", _left(None, -1)), "Пролонгация", tone="red"),
    Line("tasks_late", "Задач просрочено", 'COUNTIFS(tblTasks[Осталось],"<0")',
         _count("tblTasks", _left(None, -1)), "Задачи", tone="red"),
    Line("day_calls", "Звонков сегодня", _calls_of("cfg_today", "cfg_plan_day"),
         _calls(lambda day: day, "cfg_plan_day"), "Контакты", Text),
    Line("to_transfer", "Перечислить в компании, ₽",
         'SUMIFS(tblPolicies[К перечислению],tblPolicies[К перечислению],">0")',
         _sum("tblPolicies", "to_transfer", lambda row: (row["to_transfer"] or 0) > 0), "Расчёты"),
    Line("debts", "Ждём оплату, ₽",
         'SUMIFS(tblPolicies[Долг],tblPolicies[Долг],">0",tblPolicies[Состояние],"оформлен")',
         _sum("tblPolicies", "debt", lambda row: row["state"] == ISSUED and row["debt"] > 0), "Полисы"),
    Line("blanks", "Чистых бланков", 'SUMIFS(tblForms[Кол-во],tblForms[Состояние],"чистый",tblForms[Место],"у агента")',
         _sum("tblForms", "count", lambda row: row["state"] == "чистый" and row["place"] == "у агента"), "БСО"),
    Line("week_calls", "Звонков на этой неделе", _calls_of(_MONDAY, "cfg_plan_week"),
         _calls(monday, "cfg_plan_week"), "Контакты", Text),
    Line("month_calls", "Звонков в этом месяце", _calls_of(_MONTH, "cfg_plan_month"),
         _calls(lambda day: day.replace(day=1), "cfg_plan_month"), "Сводка", Text),
)  # fmt: skip


def _transfers_late(_row: Row, facts: Facts) -> int:
    last = facts.today - timedelta(days=facts.number("cfg_transfer_days"))
    owed = (each for each in facts.rows("tblPolicies") if (each["to_transfer"] or 0) > 0)
    return sum(1 for each in owed if each["signed"] and each["signed"] < last)


CLIENTS = Number(
    "clients",
    "",
    formula='COUNTIFS(tblClients[Клиент],"?*")',
    compute=lambda _row, facts: _clients(facts),
)
"""Whether there is anything to lose: an empty book needs no copy."""

TRANSFERS_LATE = Number(
    "transfers_late",
    "",
    formula=(
        'COUNTIFS(tblPolicies[К перечислению],">0",tblPolicies[Дата заключения],"<"&(cfg_today-N(cfg_transfer_days)))'
    ),
    compute=_transfers_late,
)
"""Policies whose premium should be at the company by now."""


def _is_set(name: str) -> tuple[str, Twin]:
    return f'{name}<>""', lambda facts: facts.settings.get(name) not in (None, "")


def _is_filled(table: str, header: str, column: str) -> tuple[str, Twin]:
    return f'COUNTIFS({table}[{header}],"?*")>0', lambda facts: any(row[column] for row in facts.rows(table))


def _clients(facts: Facts) -> int:
    return sum(1 for row in facts.rows("tblClients") if row["name"])


class Step(NamedTuple):
    """A first step: `done` is a formula with its twin, None where the agent himself says that he has done it."""

    key: str
    text: str
    sheet: str
    done: tuple[str, Twin] | None = None
    full: bool = False


STEPS = (
    Step("about", "Впишите имя, телефон, адрес", "Настройки", _is_set("cfg_my_name")),
    Step("notice", "Уведомите Роскомнадзор о базе", "Настройки", _is_set("cfg_notice")),
    Step("insurers", "Впишите страховые компании", "Страховые компании",
         _is_filled("tblInsurers", "Компания", "insurer")),
    Step("services", "Проверьте услуги и каналы", "Услуги", full=True),
    Step("import", "Старая база: ОСАГО → Импорт", "Клиенты", _is_set("cfg_imported")),
    Step("check", "ОСАГО → Проверить базу", "Клиенты", _is_set("cfg_checked")),
    Step("start_list", f"Вспомните {START_LIST}: ОСАГО → Ещё", "Клиенты",
         (f'COUNTIFS(tblClients[Клиент],"?*")>={START_LIST}', lambda facts: _clients(facts) >= START_LIST)),
    Step("plan", "Проверьте план звонков", "Настройки"),
    Step("backup", "Копия: ОСАГО → Копия", "Настройки", _is_set("cfg_backup_day")),
)  # fmt: skip
