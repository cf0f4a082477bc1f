"""Two rows of one client become one: nothing is lost, every link follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.trash import to_trash
from osago_xl.desk.who.twins import find
from osago_xl.domain.identity.signs import differs
from osago_xl.domain.names import name_key
from osago_xl.schema import identities
from osago_xl.schema.columns import Key
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

AT_A_TIME = 10
"""So many pairs are shown before the agent is asked whether to go on."""
SHOWN_DIFFERENCES = 8
_DAYS: Mapping[str, Callable[[Iterable[date]], date]] = {"earliest": min, "latest": max}


def join_twins(work: Work, ui: Ui) -> Report:
    """Join the twins of the whole base as the agent answers."""
    pairs = _pairs(work)
    plain = [pair for pair in pairs if not differences(work, *pair[:2])]
    joined = 0
    if plain and ui.ask(f"Одинаковых строк, ни в чём не спорящих: {len(plain)}. Объединить все сразу?"):
        for kept, other, _ in plain:
            join(work, kept, other)
        joined, pairs = len(plain), [pair for pair in pairs if pair not in plain]
    left = len(pairs)
    for number, (kept, other, traits) in enumerate(pairs):
        if number and number % AT_A_TIME == 0 and not ui.ask(f"Осталось пар: {len(pairs) - number}. Смотреть дальше?"):
            break
        if ui.ask(_question(work, kept, other, traits)):
            join(work, kept, other)
            joined, left = joined + 1, left - 1
    return Report(f"Объединено: {joined}, оставлено как есть: {left}.")


def _pairs(work: Work) -> list[tuple[Row, Row, str]]:
    """The first row of each group with each of the others that nothing parts from it, and the traits they share."""
    pairs = [
        (work.get(CLIENTS, group.keys[0]), work.get(CLIENTS, key), ", ".join(group.traits))
        for group in find(work.seen(CLIENTS), work.seen(CARS))
        for key in group.keys[1:]
    ]
    return [pair for pair in pairs if not differs(identities.CLIENTS.against, *pair[:2])]


def _question(work: Work, kept: Row, other: Row, traits: str) -> str:
    told = "\n".join(differences(work, kept, other)[:SHOWN_DIFFERENCES]) or "различий нет"
    return (
        f"{kept['key']} {kept['name']} и {other['key']} {other['name']}: совпадает {traits}.\n{told}\n"
        "Объединить? Оба значения сохранятся."
    )


def differences(work: Work, kept: Row, other: Row) -> list[str]:
    """Columns in which both rows say something different: «Телефон: … / …»; spelling of the name is none."""
    table = work.table(CLIENTS)
    return [
        f"{column.header}: {kept[column.key]} / {other[column.key]}"
        for column in table.columns
        if column.fill == "input"
        and kept[column.key] not in (None, "")
        and other[column.key] not in (None, "", kept[column.key])
        and not (column.key == "name" and name_key(kept["name"]) == name_key(other["name"]))
    ]


def join(work: Work, kept: Row, other: Row) -> int:
    """Merge `other` into `kept`: empty cells are filled, differing values go into the comment, links are moved.

    Returns how many rows of other tables now lead to the kept client. The other row goes to Корзина.
    """
    table = work.table(CLIENTS)
    values: dict[str, Any] = {}
    for column in table.columns:
        mine, theirs = kept[column.key], other[column.key]
        if column.fill != "input" or theirs in (None, ""):
            continue
        if mine in (None, ""):
            values[column.key] = theirs
    if kept["phone"] and other["phone"] != kept["phone"] and not (kept["phone_2"] or other["phone_2"]):
        values["phone_2"] = other["phone"]
    told = [text for text in differences(work, kept, other) if not text.startswith("Комментарий")]
    comments = [kept["comment"], other["comment"] if other["comment"] != kept["comment"] else ""]
    values["comment"] = "; ".join(filter(None, [*comments, *(f"было {text}" for text in told)]))
    for column in table.columns:
        pick = _DAYS.get(column.merge)
        if pick and (days := [day for day in (kept[column.key], other[column.key]) if day]):
            values[column.key] = pick(days)
    values["changed"] = work.today
    work.set(CLIENTS, kept, **values)
    moved = _move_links(work, other["key"], kept["key"])
    to_trash(work, CLIENTS, other)
    return moved


def _move_links(work: Work, old: str, new: str) -> int:
    """Every key column that leads to a client."""
    moved = 0
    for table in work.schema.tables.values():
        links = [c.key for c in table.columns if isinstance(c, Key) and c.of == CLIENTS.name and not c.own]
        for row in work.rows(table) if links else ():
            changed = {key: new for key in links if row[key] == old}
            if changed:
                work.set(table, row, **changed)
                moved += 1
    return moved
