"""«Часть базы»: a workbook of a sub-agent with his clients and all that hangs on them; it is merged back by keys.

The workbook is made anew, so that nothing of the others is left in it: no journal, no bin, no own sheets. What the
sub-agent need not know stays out too: our commission, contracts and settlements with the companies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from osago_xl.books.base import Row
from osago_xl.books.crypto import encrypt
from osago_xl.errors import BookError, InputError
from osago_xl.keeping.files import write
from osago_xl.keeping.fresh import new_workbook
from osago_xl.keeping.handed_over import fingerprints
from osago_xl.schema import traits
from osago_xl.schema.columns import Key
from osago_xl.schema.sheets.changes import CHANGES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAID_BY_CLIENTS, PAYMENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.settings import OWN, SETTINGS
from osago_xl.schema.sheets.technical import HANDED_OVER
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.tables import Table
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

_HIS_SETTINGS = {"cfg_my_name": "full_name", "cfg_my_phone": "phone"}


def part_of(work: Work, agent: str) -> dict[str, list[Row]]:
    """The rows of one agent's workbook, table by table; InputError when there is no such agent.

    His are the clients he leads and those of the policies he sold, with every policy, car, driver, call, task, paper
    and payment of theirs. A link to anybody else is left empty.
    """
    me: Row | None = next((row for row in work.rows(AGENTS) if fold(row["agent"]) == fold(agent)), None)
    if me is None:
        raise InputError("агент", agent, f"На листе «Агенты» нет агента «{agent}». Впишите его или выберите другого.")
    keys = _keys(work, me["agent"])
    rows: dict[str, list[Row]] = {
        table.name: [row.copy() for row in work.rows(table) if _his(table.name, row, keys, me["agent"])]
        for table in work.schema.tables.values()
        if table.made == "by hand" and not table.private
    }
    rows[AGENTS.name] = [Row({**me, "role": "я"})]
    for name, table_rows in rows.items():
        table = work.named(name)
        _cut_links(table, table_rows, keys)
        blanked = {c.key: c.from_cell(None) for c in table.columns if traits.is_private(c) and not c.formula}
        for row in table_rows:
            row.update(blanked)
    for row in rows[SETTINGS.name]:
        if row["name"] in _HIS_SETTINGS:
            row["value"] = me[_HIS_SETTINGS[row["name"]]] or (me["agent"] if row["name"] == "cfg_my_name" else "")
        elif row["name"] in OWN:
            row["value"] = OWN[row["name"]]
    handed = [each for name in rows for each in fingerprints(work.named(name), rows[name])]
    rows[HANDED_OVER.name] = [Row(each) for each in handed]
    return rows


def split(work: Work, agent: str, target: Path, password: str | None = None) -> dict[str, int]:
    """Write the agent's workbook to a new file; table → rows. BookError when the file is there or cannot be written."""
    if target.exists():
        raise BookError(f"Файл «{target.name}» уже есть и не тронут. Выберите другое имя или уберите его.")
    rows = part_of(work, agent)
    data = new_workbook(rows, work.today, schema=work.schema)
    write(target, encrypt(data, password) if password else data)
    return {name: len(table_rows) for name, table_rows in rows.items()}


def _keys(work: Work, agent: str) -> dict[str, set[str]]:
    """Keys of the agent's clients, policies, cars and drivers."""
    sold = [row for row in work.rows(POLICIES) if row["agent"] == agent]
    clients = _column(work.rows(CLIENTS), "key", lambda row: row["agent"] == agent)
    clients |= _column(sold, "client") | _column(sold, "owner")
    policies = _column(work.rows(POLICIES), "key", lambda row: row["client"] in clients or row["agent"] == agent)
    his_policies = [row for row in work.rows(POLICIES) if row["key"] in policies]
    clients |= _column(his_policies, "owner") | _column(his_policies, "client")
    cars = _column(his_policies, "car") | _column(work.rows(CARS), "key", lambda row: row["owner"] in clients)
    clients |= _column(work.rows(CARS), "owner", lambda row: row["key"] in cars)
    drivers = _column(work.rows(ADMITTED), "driver", lambda row: row["policy"] in policies)
    drivers |= _column(work.rows(DRIVERS), "key", lambda row: row["client"] in clients)
    return {CLIENTS.name: clients, POLICIES.name: policies, CARS.name: cars, DRIVERS.name: drivers}


def _column(rows: Any, column: str, wanted: Callable[[Row], bool] = lambda _: True) -> set[str]:
    return {row[column] for row in rows if row[column] and wanted(row)}


def _his(name: str, row: Row, keys: Mapping[str, Collection[str]], agent: str) -> bool:
    """Whether a row goes along: his record, a journal row that hangs on one, or a row of a reference table."""
    if name in keys:
        return row["key"] in keys[name]
    if name == PAYMENTS.name:
        return row["policy"] in keys[POLICIES.name] and (row["kind"] in PAID_BY_CLIENTS or row["party"] == agent)
    if name in (ADMITTED.name, CHANGES.name):
        return row["policy"] in keys[POLICIES.name]
    if "client" in row:
        return row["client"] in keys[CLIENTS.name] or bool(row["policy"] and row["policy"] in keys[POLICIES.name])
    return True


def _cut_links(table: Table, rows: list[Row], keys: Mapping[str, Collection[str]]) -> None:
    links = [c for c in table.columns if isinstance(c, Key) and not c.own]
    for row in rows:
        row.update({c.key: "" for c in links if row[c.key] and row[c.key] not in keys.get(c.of, ())})
