"""Сводка filled: every small table counted from the base and written in one block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from osago_xl.schema.sheets.start_lines import monday
from osago_xl.schema.sheets.summary import COMPANIES, SUMMARY
from osago_xl.values.dates import numeric
from osago_xl.work.unit import Work

FORM, SHEET = "sum_", "Сводка"
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_STEPS = (("contacts", "Контакты"), ("talks", "Разговоры"), ("offers", "Расчёты"), ("buyers", "Купили"))
"""Buyers are clients who were contacted: an imported base comes without its calls."""


def period_of(work: Work) -> tuple[date, date]:
    """The yellow dates; empty ones mean from the beginning of the year to today."""
    form = work.form(FORM)
    until = form["until"] or work.today
    return form["since"] or until.replace(month=1, day=1), until


def call_spans(today: date) -> dict[str, tuple[str, date]]:
    """Lines of the plan of calls: what names the setting of the plan, and the first day; the last one is today."""
    return {"Сегодня": ("day", today), "Неделя": ("week", monday(today)), "Месяц": ("month", today.replace(day=1))}


def refresh_summary(work: Work) -> None:
    """Count and write all tables of the sheet."""
    tables = summary_tables(work)
    work.fill(FORM, **{key: value if isinstance(value, str) else _fitted(key, value) for key, value in tables.items()})


def summary_tables(work: Work) -> dict[str, Any]:
    """Lines of every grid by its key, and the period in words."""
    from osago_xl.reports import portfolio, selling
    from osago_xl.reports.data import Period, load, percent

    agent = work.form(FORM)["agent"]
    data, period = load(work, agent), Period(*period_of(work))
    names, heat = portfolio.ends_by_month(data, COMPANIES)
    channels = selling.funnel(data, period, "channel")
    whole = selling.total("Всего", channels)
    people = selling.referrers(data)
    return {
        "period": f"{period}, {agent or 'все агенты'}; посчитано {numeric(work.today)}",
        "kpi": portfolio.kpi(data, period),
        "calls": selling.plan_fact(data, agent),
        "agents": selling.plan_fact_by_agent(data),
        "heat_names": [{f"c{n}": name for n, name in enumerate(names, 1)} | {"month": "Месяц", "total": "Всего"}],
        "heat": heat,
        "renewals": selling.renewals(data, period),
        "losses": selling.losses(data, period),
        "referrers": [_everybody(people), *people],
        "channels": [*selling.warm_and_cold(channels), *channels],
        "sellers": selling.funnel(data, period, "agent"),
        "companies": portfolio.premium_by(data, period, "insurer"),
        "products": portfolio.premium_by(data, period, "product"),
        "segments": portfolio.segments(data),
        "lacking": portfolio.lacking(data),
        "season": portfolio.season(data, period.until.year),
        "steps": [
            {"name": name, "count": whole[key], "share": percent(whole[key], whole["contacts"])} for key, name in _STEPS
        ],
    }


def _everybody(people: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    from osago_xl.reports.data import percent

    kept = list(people)
    line = {key: sum(each[key] for each in kept) for key in ("count", "buyers", "premium")}
    return line | {"name": "Все рекомендации", "share": percent(line["buyers"], line["count"])}


def _fitted(key: str, lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines cut or padded to the grid; a column the grid does not have is left out."""
    grid = SUMMARY.grid[key]
    rows = [{column.key: line.get(column.key) for column in grid.columns} for line in lines][: grid.rows]
    return rows + [dict.fromkeys(rows[0] if rows else ()) for _ in range(grid.rows - len(rows))]
