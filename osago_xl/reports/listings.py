"""The printed reports: a title, a header, lines and a total of each, ready for the sheet Отчёт."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.work import Work
from osago_xl.reports import portfolio, selling
from osago_xl.reports.data import Period, load
from osago_xl.reports.referral_tree import tree


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


def sales(work: Work, period: Period, agent: str) -> Listing:
    """Policies, premium and commission by company."""
    lines = portfolio.premium_by(load(work, agent), period, "insurer")
    return Listing("Продажи по компаниям", ("Компания", *_MONEY), ("name", *_MONEY_KEYS), lines, _MONEY_KEYS)


def commission(work: Work, period: Period, agent: str) -> Listing:
    """The same by agent: who earned what."""
    lines = portfolio.premium_by(load(work, agent), period, "agent")
    return Listing("Вознаграждение по агентам", ("Агент", *_MONEY), ("name", *_MONEY_KEYS), lines, _MONEY_KEYS)


def lost(work: Work, period: Period, agent: str) -> Listing:
    """Every policy that ended in the period and was not renewed, with the reason and the phone."""
    keys = ("who", "phone", "car_name", "insurer", "policy", "ends", "premium", "loss_reason")
    header = ("Клиент", "Телефон", "Авто", "Компания", "Полис", "Окончание", "Премия, ₽", "Причина")
    lines = sorted((row for row in work.rows("tblPolicies") if _is_lost(row, period, agent)), key=lambda r: r["ends"])
    return Listing("Ушли и почему", header, keys, lines, ("premium",))


def _is_lost(row: Row, period: Period, agent: str) -> bool:
    if row["state"] != "оформлен" or row["outcome"] == "продлён" or row["successor"] or not row["ends"]:
        return False
    return period.since <= row["ends"] <= period.until and agent in ("", row["agent"])


def channels(work: Work, period: Period, agent: str) -> Listing:
    """The funnel of every channel with the cost of a policy."""
    lines = selling.funnel(load(work, agent), period, "channel")
    header = ("Канал", "Тип", *_STEPS, "Расход, ₽", "Цена полиса, ₽")
    return Listing("Каналы", header, ("name", "kind", *_STEP_KEYS, "cost", "price"), lines, (*_STEP_SUMS, "cost"))


def referrals(work: Work, period: Period, agent: str) -> Listing:
    """Who recommended whom, how many bought, and what whole branches brought; of all times."""
    header = (
        "Кто рекомендовал", "Кого", "Привёл, чел.", "Купили", "Купили, %", "Премия, ₽", "Вся ветвь, чел.",
        "Вся ветвь, ₽",
    )  # fmt: skip
    keys = ("name", "whom", "count", "buyers", "share", "premium", "branch_count", "branch_premium")
    summed = ("count", "buyers", "premium")
    return Listing("Рекомендации за всё время", header, keys, tree(load(work, agent)), summed)


def agents(work: Work, period: Period, agent: str) -> Listing:
    """The funnel of every agent."""
    lines = selling.funnel(load(work, agent), period, "agent")
    return Listing("Агенты", ("Агент", *_STEPS), ("name", *_STEP_KEYS), lines, _STEP_SUMS)


def stock(work: Work, period: Period, agent: str) -> Listing:
    """Strict forms by company, series, place and state; of today."""
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    keys = ("insurer", "kind", "series", "place", "holder", "state")
    for row in _held(work.rows("tblForms"), agent):
        counts[tuple(row[key] for key in keys)] += int(row["count"] or 0)
    lines = [dict(zip(keys, group, strict=True)) | {"count": count} for group, count in sorted(counts.items())]
    header = ("Компания", "Вид", "Серия", "Место", "У кого", "Состояние", "Кол-во")
    return Listing("Бланки на сегодня", header, (*keys, "count"), lines, ("count",))


def _held(rows: Iterable[Row], agent: str) -> Iterable[Row]:
    return (row for row in rows if agent in ("", row["holder"]))
