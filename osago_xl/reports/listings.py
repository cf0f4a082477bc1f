"""The printed reports: a title, a header, lines and a total of each, ready for the sheet Отчёт."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from osago_xl.books.base import Row
from osago_xl.domain.contract_states import ISSUED
from osago_xl.reports import portfolio, selling
from osago_xl.reports.data import Period, load
from osago_xl.reports.earning import earnings, handed_leads
from osago_xl.reports.referral_tree import tree
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work.unit import Work


class Listing(NamedTuple):
    """A report: `keys` are cells of a line in the order of `header`; sums of `summed` stand below."""

    title: str
    header: Sequence[str]
    keys: Sequence[str]
    lines: Sequence[dict[str, Any]]
    summed: Sequence[str] = ()

    @property
    def rows(self) -> list[list[Any]]:
        return [[line.get(key) for key in self.keys] for line in self.lines]

    @property
    def totals(self) -> list[Any]:
        """«Всего» and the sums; nothing below an empty report."""
        if not (self.lines and self.summed):
            return []
        sums = [sum(line.get(key) or 0 for line in self.lines) if key in self.summed else "" for key in self.keys[1:]]
        return ["Всего", *sums]


Make = Callable[[Work, Period, str], Listing]

_MONEY = ("Полисов", "Премия, ₽", "КВ, ₽")
_MONEY_KEYS = ("count", "premium", "commission")
_STEPS = ("Контакты", "Разговоры", "Расчёты", "Полисы", "Полисов из контактов, %", "Премия, ₽")
_STEP_KEYS = ("contacts", "talks", "offers", "policies", "conversion", "premium")
_STEP_SUMS = ("contacts", "talks", "offers", "policies", "premium")


SALES_BY = {
    "компаниям": ("Компания", "insurer"),
    "продуктам": ("Продукт", "product"),
    "агентам": ("Агент", "agent"),
    "каналам": ("Канал", "channel"),
    "месяцам": ("Месяц", "month"),
}
"""By what sales are told: how the question says it, the header and the column."""


def sales_by(word: str) -> Make:
    """Policies, premium and commission by company, product, agent, channel or month."""
    header, column = SALES_BY[word]

    def sales(work: Work, period: Period, agent: str) -> Listing:
        lines = portfolio.premium_by(load(work, agent), period, column)
        keys = (*_MONEY_KEYS, "ended")
        return Listing(f"Продажи по {word}", (header, *_MONEY, "Расторгнуто"), ("name", *keys), lines, keys)

    return sales


def commission(work: Work, period: Period, agent: str) -> Listing:
    """Who earned what, and what stays after discounts, the bank's fee and the share of a sub-agent."""
    header = ("Агент", *_MONEY, "Скидки, ₽", "Эквайринг, ₽", "Доля субагента, ₽", "Остаётся, ₽")
    keys = (*_MONEY_KEYS, "discounts", "acquiring", "share", "margin")
    return Listing("Вознаграждение по агентам", header, ("name", *keys), earnings(work, period, agent), keys)


def partners(work: Work, period: Period, agent: str) -> Listing:
    """Clients handed to partners in the period: who paid, what is due for him and what has come."""
    header = (
        "Партнёр", "Клиент", "Продукт", "Передан", "Клиент оплатил", "Премия, ₽", "%", "Причитается, ₽", "Получено, ₽",
        "Долг, ₽",
    )  # fmt: skip
    keys = ("partner", "client", "product", "handed", "paid", "premium", "rate", "due", "received", "debt")
    lines = handed_leads(work, period, agent)
    return Listing("Переданы партнёрам", header, keys, lines, ("premium", "due", "received", "debt"))


def lost(work: Work, period: Period, agent: str) -> Listing:
    """Every policy that ended in the period and was not renewed, with the reason and the phone."""
    keys = ("who", "phone", "car_name", "insurer", "policy", "ends", "premium", "loss_reason")
    header = ("Клиент", "Телефон", "Авто", "Компания", "Полис", "Окончание", "Премия, ₽", "Причина")
    ended = Period(period.since, min(period.until, work.today - timedelta(days=1)))
    gone = (row for row in work.rows(POLICIES) if _is_lost(row, ended, agent))
    lines = sorted(gone, key=lambda row: row["ends"] or ended.since)
    return Listing("Ушли и почему", header, keys, lines, ("premium",))


def _is_lost(row: Row, period: Period, agent: str) -> bool:
    if row["state"] != ISSUED or row["outcome"] == "продлён" or row["successor"] or not row["ends"]:
        return False
    return period.since <= row["ends"] <= period.until and agent in ("", row["agent"])


def channels(work: Work, period: Period, agent: str) -> Listing:
    """The funnel of every channel with the cost of a policy."""
    lines = selling.funnel(load(work, agent), period, "channel")
    header = ("Канал", "Тип", *_STEPS, "Расход, ₽", "Цена полиса, ₽")
    return Listing("Каналы", header, ("name", "kind", *_STEP_KEYS, "cost", "price"), lines, (*_STEP_SUMS, "cost"))


def referrals(work: Work, period: Period, agent: str) -> Listing:
    """Who recommended whom of those entered in the period, how many bought, and what whole branches brought."""
    header = (
        "Кто рекомендовал", "Кого", "Привёл, чел.", "Купили", "Купили, %", "Премия, ₽", "Вся ветвь, чел.",
        "Вся ветвь, ₽",
    )  # fmt: skip
    keys = ("name", "whom", "count", "buyers", "share", "premium", "branch_count", "branch_premium")
    summed = ("count", "buyers", "premium")
    return Listing("Рекомендации", header, keys, tree(load(work, agent), period), summed)


def agents(work: Work, period: Period, agent: str) -> Listing:
    """The funnel of every agent."""
    lines = selling.funnel(load(work, agent), period, "agent")
    return Listing("Агенты", ("Агент", *_STEPS), ("name", *_STEP_KEYS), lines, _STEP_SUMS)
