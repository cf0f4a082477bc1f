"""The records behind a number of Сводка: the cell clicked as an answer for the sheet Отчёт."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.queries import Answer
from osago_xl.desk.totals import in_force
from osago_xl.domain.contract_states import CONCLUDED, ISSUED
from osago_xl.reports.summary import FORM, MONTHS, SHEET, call_spans, period_of
from osago_xl.schema.addresses import place
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS
from osago_xl.schema.sheets.lists import RESULTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import CHANNELS
from osago_xl.schema.sheets.summary import SUMMARY
from osago_xl.schema.tables import Grid
from osago_xl.work.unit import Work

NOT_NAMED = ("не указано", "не указан", "без причины")
"""How a line calls records whose cell is empty."""
_POLICY = ("key", "who", "phone", "product", "insurer", "policy", "signed", "ends", "premium", "agent")
_CLIENT = ("key", "name", "phone", "segment", "channel", "missing", "year_premium", "agent")
_CONTACT = ("key", "day", "who", "result", "note", "next_call", "agent")
_COLUMNS = {POLICIES.name: _POLICY, CLIENTS.name: _CLIENT, CONTACTS.name: _CONTACT}
_KIND_LINES = {"тёплый": "Тёплые", "холодный": "Холодные"}


class View(NamedTuple):
    """What the numbers of Сводка were counted over, and the column of the number clicked."""

    work: Work
    since: date
    until: date
    column: str
    owners: frozenset[str]
    """Keys of the clients with a policy in force."""

    def within(self, day: date | None) -> bool:
        """Whether a day lies in the period of the sheet."""
        return day is not None and self.since <= day <= self.until

    def sold(self, policy: Row) -> bool:
        """Whether a policy is a sale of our own in the period, whatever became of it."""
        return self.within(policy["signed"]) and not policy["partner"]

    def ended(self, policy: Row) -> bool:
        """Whether a policy came to its end in the period, by yesterday."""
        return policy["state"] == ISSUED and self.within(policy["ends"]) and policy["ends"] < self.work.today


Lines = Callable[[View, Row], Collection[str]]
"""Names of the lines of a block in which a record is counted."""


class Block(NamedTuple):
    """Records of `table`, counted in `lines`; `title` says what a line is."""

    table: str
    title: str
    lines: Lines


def _named(text: str) -> Collection[str]:
    return (text,) if text else NOT_NAMED


def _sold(column: str) -> Lines:
    return lambda view, row: _named(row[column]) if view.sold(row) else ()


def _channel(view: View, row: Row) -> Collection[str]:
    client = view.work.find(CLIENTS, row["client"])
    channel = client["channel"] if client else ""
    known = view.work.find(CHANNELS, channel)
    kind = _KIND_LINES.get(known["kind"], "") if known else ""
    return (*_named(channel), kind) if view.sold(row) else ()


def _outcome(view: View, row: Row) -> Collection[str]:
    """Policies that have ended by yesterday; a successor counts as renewed."""
    if not view.ended(row):
        return ()
    kept = row["outcome"] == "продлён" or row["successor"]
    return ("продлены" if kept else "ушли" if row["outcome"] == "ушёл" else "без итога",)


def _loss(view: View, row: Row) -> Collection[str]:
    return _named(row["loss_reason"]) if row["outcome"] == "ушёл" and view.ended(row) else ()


def _month_of_end(view: View, row: Row) -> Collection[str]:
    """The month, when the company is that of the column clicked."""
    insurer = view.work.form(FORM)["heat_names"][0].get(view.column) if view.column != "total" else row["insurer"]
    ends = row["ends"] if row["state"] == ISSUED else None
    return (f"{MONTHS[ends.month - 1]} {ends.year}",) if ends and row["insurer"] == insurer else ()


def _portfolio(view: View, row: Row) -> Collection[str]:
    sold = ("Продано за период", "Премия за период, ₽", "КВ за период, ₽") if view.sold(row) else ()
    now = ("Действующих полисов",) if in_force(row, view.work.today) else ()
    return (*sold, *now)


def _people(view: View, row: Row) -> Collection[str]:
    new = ("Новых клиентов",) if view.within(row["added"]) else ()
    return (*new, "Клиентов с полисом") if row["key"] in view.owners else new


def _lacking(_view: View, row: Row) -> Collection[str]:
    return row["missing"].split(", ") if row["segment"] in ("VIP", "активный") else ()


def _season(view: View, row: Row) -> Collection[str]:
    """The month of signing, in the year of the column clicked."""
    year, signed = view.until.year - (view.column == "before"), row["signed"]
    return (MONTHS[signed.month - 1],) if signed and signed.year == year and not row["partner"] else ()


def _made(view: View, row: Row) -> bool:
    """Whether a contact is a call that was made, and in the column of talks one that was answered."""
    rule = view.work.find(RESULTS, row["result"]) if view.column == "talks" else None
    return row["kind"] == "звонок" and (view.column != "talks" or (rule is not None and rule["talk"] == "да"))


def _calls(view: View, row: Row) -> Collection[str]:
    today = view.work.today
    spans = call_spans(today).items() if row["day"] and _made(view, row) else ()
    return [name for name, (_, since) in spans if since <= row["day"] <= today]


def _calls_of_agent(view: View, row: Row) -> Collection[str]:
    return (row["agent"],) if "Месяц" in _calls(view, row) else ()


_REFERRED = "Все рекомендации"
BLOCKS: Mapping[str, Collection[Block]] = {
    "kpi": (Block(POLICIES.name, "Портфель", _portfolio), Block(CLIENTS.name, "Портфель", _people)),
    "calls": (Block(CONTACTS.name, "Звонки", _calls),),
    "agents": (Block(CONTACTS.name, "Звонки за месяц", _calls_of_agent),),
    "companies": (Block(POLICIES.name, "Компания", _sold("insurer")),),
    "products": (Block(POLICIES.name, "Услуга", _sold("product")),),
    "sellers": (Block(POLICIES.name, "Агент", _sold("agent")),),
    "channels": (Block(POLICIES.name, "Канал", _channel),),
    "heat": (Block(POLICIES.name, "Заканчиваются", _month_of_end),),
    "renewals": (Block(POLICIES.name, "Закончились", _outcome),),
    "losses": (Block(POLICIES.name, "Почему ушли", _loss),),
    "season": (Block(POLICIES.name, "Оформлены", _season),),
    "segments": (Block(CLIENTS.name, "Сегмент", lambda _view, row: (row["segment"],)),),
    "lacking": (Block(CLIENTS.name, "Чего нет", _lacking),),
    "referrers": (
        Block(
            CLIENTS.name, "Кто привёл", lambda _view, row: (row["referrer_name"], _REFERRED) if row["referrer"] else ()
        ),
    ),
}


def behind(work: Work) -> Answer | None:
    """The records behind the selected cell of Сводка; None where no line with records is selected."""
    selected = work.selection()
    if selected.sheet != SHEET or not selected.cell:
        return None
    row, column = place(selected.cell)
    for key, blocks in BLOCKS.items():
        spot = _spot(SUMMARY.grid[key], row, column)
        if spot:
            line, clicked = work.form(FORM)[key][spot[0]], spot[1]
            name = line.get("name") or line.get("month")
            return _answer(_view(work, clicked), blocks, name) if name else None
    return None


def _view(work: Work, column: str) -> View:
    owners = frozenset(policy["client"] for policy in work.rows(POLICIES) if in_force(policy, work.today))
    return View(work, *period_of(work), column, owners)


def _spot(grid: Grid, row: int, column: int) -> tuple[int, str] | None:
    """Number of the line of a grid (from 0) and key of the column in which a cell lies."""
    top, left = place(grid.at)
    if not (top <= row < top + grid.rows and left <= column < left + grid.width):
        return None
    return row - top, [each.key for each, shift in grid.placed if left + shift <= column][-1]


def _answer(view: View, blocks: Collection[Block], name: str) -> Answer:
    """The rows of the first block that has any."""
    agent = view.work.form(FORM)["agent"]
    for block in blocks:
        rows = tuple(
            row
            for row in view.work.rows(view.work.named(block.table))
            if agent in ("", row["agent"]) and _counts(block.table, row) and name in block.lines(view, row)
        )
        if rows:
            break
    table = view.work.named(block.table)
    columns = tuple(table.by_key[key] for key in _COLUMNS[block.table])
    return Answer(f"{block.title}: {name}. {view.work.form(FORM)['period']}", table, columns, rows)


def _counts(table: str, row: Row) -> bool:
    """Whether a record is one at all: a draft is no policy yet, a line without a name no client."""
    return row["state"] in CONCLUDED if table == POLICIES.name else table != CLIENTS.name or bool(row["name"])
