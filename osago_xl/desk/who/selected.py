"""Which record a button takes: from the selected rows of any sheet to the clients, policies or cars they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from osago_xl.books.base import Selection
from osago_xl.errors import BookError, NothingChosen
from osago_xl.schema import traits
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.technical import REPORT
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.tables import R, Table
from osago_xl.work.ui import Cancelled, Ui
from osago_xl.work.unit import Work

REPORT_SHEET, CONTRACT = "Отчёт", "Оформление"
MANY = 20
"""Over so many selected rows a command says the count and asks first."""

_WANTED = {
    CLIENTS.name: "Встаньте на строку клиента или полиса",
    POLICIES.name: "Встаньте на строку полиса",
    CARS.name: "Встаньте на строку автомобиля или полиса",
    DRIVERS.name: "Встаньте на строку водителя",
}


def chosen(work: Work, ui: Ui, table: Table[R]) -> list[R]:
    """The selected records of one kind, each once, in the order of the rows; asks above `MANY`."""
    keys = _keys(work, table.name)
    rows = [row for row in (work.find(table, key) for key in dict.fromkeys(keys)) if row]
    if not rows:
        refuse_unknown(work, work.selection())
        raise NothingChosen(_WANTED[table.name], work.schema.sheet_of[table.name].title, table.prefix)
    if len(rows) > MANY and not ui.ask(f"Выбрано строк: {len(rows)}. Продолжить?"):
        raise Cancelled
    return rows


def refuse_unknown(work: Work, selection: Selection) -> None:
    """BookError when a row said to be selected is not in its table: a key typed by hand, or one since deleted."""
    unknown = [key for key in selection.keys if selection.table and not work.find(work.named(selection.table), key)]
    if unknown:
        raise BookError(f"На листе «{selection.sheet}» нет ключа {', '.join(unknown)}. Проверьте его.")


def chosen_one(work: Work, ui: Ui, table: Table[R]) -> R:
    """The selected record; with several rows selected the first one."""
    return chosen(work, ui, table)[0]


def _keys(work: Work, table: str) -> list[str]:
    selection = work.selection()
    if selection.sheet == REPORT_SHEET:
        return _behind_report(work, selection.keys, table)
    if selection.table:
        return leads(work, selection.table, selection.keys, table)
    if selection.sheet == CONTRACT:
        written = work.form("form_")["policy_key"]
        return leads(work, POLICIES.name, (written,) if written else (), table)
    card = work.form("card_") if selection.sheet == "Карточка" else {}
    client = card.get("key") or ""
    return _FROM_CARD[table](work, client) if client else []


def _behind_report(work: Work, keys: Iterable[str], table: str) -> list[str]:
    """Records behind the selected lines of Отчёт; outside of the lines all of them are meant."""
    wanted = [key for key in keys if key] or [row["row_key"] for row in work.rows(REPORT) if row["row_key"]]
    sources = {each.prefix: name for name, each in work.schema.tables.items() if each.prefix}
    found = ((sources.get(key.rstrip("0123456789"), ""), key) for key in wanted)
    return [lead for source, key in found if source for lead in leads(work, source, (key,), table)]


def leads(work: Work, source: str, keys: Iterable[str], table: str) -> list[str]:
    """Keys of `table` that rows of `source` lead to, in their order."""
    if source == table:
        return list(keys)
    declared, policies = work.named(source), work.table(POLICIES)
    rows = [row for row in (work.find(declared, key) for key in keys) if row]
    if column := traits.lead(declared, table):
        return [str(row[column]) for row in rows if row[column]]
    column, onward = traits.lead(declared, policies.name), traits.lead(policies, table)
    if column and onward:
        found = (work.find(policies, row[column]) for row in rows if row[column])
        return [str(policy.cell(onward)) for policy in found if policy]
    return []


def _newest_policy(work: Work, client: str) -> list[str]:
    own = work.linked(POLICIES, "client", {client})
    dated = [(starts, row["key"]) for row in own if (starts := row["starts"])]
    return [max(dated)[1]] if dated else []


_FROM_CARD: Mapping[str, Callable[[Work, str], list[str]]] = {
    CLIENTS.name: lambda _work, client: [client],
    POLICIES.name: _newest_policy,
    CARS.name: lambda work, client: [row["key"] for row in work.linked(CARS, "owner", {client})],
    DRIVERS.name: lambda work, client: [row["key"] for row in work.linked(DRIVERS, "client", {client})],
}
