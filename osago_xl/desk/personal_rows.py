"""Everything the base holds about one person, to hand it out or to erase it (152-ФЗ, articles 14 and 21)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.contract.form import empty
from osago_xl.schema import traits
from osago_xl.schema.columns import Text
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS, RENEWALS
from osago_xl.schema.sheets.journals import DOCUMENTS, TASKS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.technical import FINDINGS, LOG, REPORT, TRASH
from osago_xl.schema.sheets.vehicles import DRIVERS
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import Misfit
from osago_xl.work.journal import keys_of
from osago_xl.work.unit import Work

_ERASED = "Обезличен"
PERSON_FILE = Table(
    "tblPerson",
    (
        Text("sheet", "Лист", width=18),
        Text("key", "Ключ", width=12),
        Text("field", "Что", width=24),
        Text("value", "Значение", width=60),
    ),
)


def rows_about(work: Work, client: Row) -> dict[str, list[Row]]:
    """Rows of every table that belong to a client: his policies, cars, drivers, talks, papers and payments.

    What leads to him is his; what leads to no client hangs on the policies that he holds.
    """
    found: dict[str, list[Row]] = {CLIENTS.name: [client]}
    about = [table for table in work.schema.tables.values() if table.about != "nobody" and table.name not in found]
    for table in about:
        if links := traits.links(table, CLIENTS.name):
            found[table.name] = _linked(work, table, links, {client["key"]})
    held = {row["key"] for row in found[POLICIES.name] if row["client"] == client["key"]}
    for table in about:
        if table.name not in found:
            found[table.name] = _linked(work, table, traits.links(table, POLICIES.name), held)
    return found


def _linked(work: Work, table: Table, links: Iterable[str], keys: Collection[str]) -> list[Row]:
    """Rows that lead to one of the keys by any of the links, each once."""
    return list({id(row): row for link in links for row in work.linked(table, link, keys)}.values())


def facts_about(work: Work, client: Row) -> Iterator[dict[str, Any]]:
    """The same, cell by cell, empty ones left out: sheet, key, name of the column, value."""
    for name, rows in rows_about(work, client).items():
        sheet, columns = work.schema.sheet_of[name].title, [c for c in work.named(name).columns if not c.hidden]
        for row in rows:
            for column in columns:
                if row[column.key] not in (None, ""):
                    yield {"sheet": sheet, "key": row["key"], "field": column.header, "value": row[column.key]}


def erase(work: Work, client: Row) -> None:
    """Leave of a client what accounting needs: policies, premiums, payments, acts and the movements of forms.

    What does not fit its column goes wherever it stands: it may say anything about him.

    Nothing of the command itself is journalled, and earlier entries that name him go too: an undo would bring
    back what had to be forgotten.
    """
    about = forget_traces(work, client)
    _remove_drivers(work, about.pop(DRIVERS.name))
    for table in (TASKS, DOCUMENTS):
        work.remove(table, *about.pop(table.name))
    for each, rows in about.items():
        _erase_cells(work, work.named(each), rows)
    known = {"name": f"{_ERASED} {client['key']}", "status": "не звонить", "changed": work.today}
    work.set(CLIENTS, client, **known)
    for friend in work.linked(CLIENTS, "referrer", {client["key"]}):
        work.set(CLIENTS, friend, referrer_name=client["name"])


def is_erased(name: str) -> bool:
    """Whether this is what stands in place of the name of somebody who was erased."""
    return name.startswith(f"{_ERASED} ")


def forget_traces(work: Work, client: Row) -> dict[str, list[Row]]:
    """Take a client out of the journal, the bin, the rebuilt lists and the open forms; the rows about him remain."""
    about = rows_about(work, client)
    work.forget()
    _forget(work, {row["key"] for rows in about.values() for row in rows}, client["name"])
    _clear_forms(work, client)
    return about


def forget_keys(work: Work, keys: Collection[str]) -> bool:
    """The same of rows that have left the book; False when it has kept nothing of them."""
    known = set(keys)
    kept = [row for row in work.rows(LOG) if not known.isdisjoint(keys_of(row))]
    if not kept and not work.linked(TRASH, "row_key", known):
        return False
    work.forget()
    _forget(work, known, "")
    return True


def _erase_cells(work: Work, table: Table, rows: list[Row]) -> None:
    blank = {column.key: column.erased or column.from_cell(None) for column in traits.personal(table)}
    typed = [column for column in table.columns if not column.formula]
    for row in rows:
        odd = {column.key: column.from_cell(None) for column in typed if isinstance(row[column.key], Misfit)}
        work.overwrite(table, row, **odd | blank)


def _remove_drivers(work: Work, drivers: list[Row]) -> None:
    """A driver goes with his lines in Допущены; the factors of each policy stay in the policy itself."""
    for driver in drivers:
        for row in work.linked(ADMITTED, "driver", {driver["key"]}):
            policy = work.find(POLICIES, row["policy"])
            if policy:
                others = [name for name in policy["drivers"].split(", ") if name != driver["name"]]
                work.set(POLICIES, policy, drivers=", ".join(others))
            work.remove(ADMITTED, row)
        work.remove(DRIVERS, driver)


def _forget(work: Work, keys: set[str], name: str) -> None:
    """Lists that are rebuilt, the bin and the journal must not keep him either."""
    named_in: tuple[tuple[Table, str], ...] = ((CALLS, "client"), (RENEWALS, "policy_key"), (TRASH, "row_key"))
    for table, column in named_in:
        work.remove(table, *work.linked(table, column, keys))
    work.replace(REPORT, [])
    work.replace(FINDINGS, [])
    log = work.rows(LOG)
    named = {
        row["command_number"]
        for row in log
        if not keys.isdisjoint(keys_of(row)) or (name and name in row["before"] + row["after"])
    }
    work.remove(LOG, *(row for row in log if row["command_number"] in named))


def _clear_forms(work: Work, client: Row) -> None:
    form = work.form("form_")
    if client["name"] in (form["holder_name"], form["owner_name"]):
        work.fill("form_", **empty())
    if work.form("card_")["key"] == client["key"]:
        work.fill("card_", find="", pick=None)
