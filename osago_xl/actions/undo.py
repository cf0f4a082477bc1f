"""«Отменить»: the last command is reversed as a whole from the journal, whatever it wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osago_xl.actions.registry import action
from osago_xl.books.base import Row
from osago_xl.schema.sheets.technical import LOG
from osago_xl.work.journal import ADDED, CHANGED, DELETED, FILLED, REBUILT, keys_of, unpack
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

UNDO = "Отменить"
COMMANDS_AT_ONCE = 20
"""So many commands of the journal are read together, from the newest on."""


@action(
    "undo_last",
    group="День",
    label=UNDO,
    image="Undo",
    tip="Отменить последнюю команду программы целиком",
    supertip="Кнопки стирают обычную отмену Excel, поэтому программа отменяет свою команду сама, сразу на всех листах.",
    mends=True,
)
def undo_last(work: Work, ui: Ui) -> Report:
    """Reverse the newest command that is not undone yet; cells changed since then by hand are named first."""
    entries = _last_command(work)
    if not entries:
        return Report("Отменять нечего: программа ещё ничего не меняла.")
    label = entries[0]["command"]
    conflicts = [text for entry in entries for text in _conflicts(work, entry)]
    rows = sum(len(keys_of(entry)) for entry in entries)
    question = f"Отменить «{label}» от {entries[0]['moment']:%d.%m.%Y %H:%M}? Строк: {rows}."
    if conflicts:
        question += " После команды эти ячейки менялись, прежние значения вернутся: " + "; ".join(conflicts[:5]) + "."
    if not ui.ask(question):
        raise Cancelled
    _reverse(work, entries)
    for entry in entries:
        work.set(LOG, entry, undone="да")
    return Report(f"Отменено: «{label}».", details=conflicts)


def _last_command(work: Work) -> list[Row]:
    """Journal rows of the newest command that is not undone; only the end of a long journal is read."""
    numbers = sorted({number for number in work.values(LOG, "command_number") if number}, reverse=True)
    for first in range(0, len(numbers), COMMANDS_AT_ONCE):
        rows = work.linked(LOG, "command_number", set(numbers[first : first + COMMANDS_AT_ONCE]))
        waiting = [row for row in rows if not row["undone"] and row["command"] != UNDO]
        if waiting:
            newest = max(row["command_number"] or 0 for row in waiting)
            return [row for row in waiting if row["command_number"] == newest]
    return []


def _conflicts(work: Work, entry: Row) -> list[str]:
    """Cells the agent changed after the command."""
    if entry["what"] != CHANGED:
        return []
    row = work.find(entry["table"], entry["row_key"])
    table = work.table(entry["table"])
    after = unpack(entry["after"])
    return [
        f"{entry['row_key']}, {table.by_key[k].header}" for k, v in after.items() if row is not None and row[k] != v
    ]


def _reverse(work: Work, entries: Sequence[Row]) -> None:
    """Newest entry first, so that a row added and changed by one command goes away whole."""
    rebuilt: dict[str, list[dict[str, Any]]] = {}
    for entry in reversed(entries):
        table, what = entry["table"], entry["what"]
        if what == REBUILT:
            rows = rebuilt.setdefault(table, [])
            if entry["before"]:
                rows.insert(0, unpack(entry["before"]))
        elif what == FILLED:
            work.fill(table, **{entry["row_key"]: unpack(entry["before"]).get(entry["row_key"])})
        else:
            _reverse_row(work, entry)
    for table, rows in rebuilt.items():
        work.replace(table, rows)


def _reverse_row(work: Work, entry: Row) -> None:
    table, before = entry["table"], unpack(entry["before"])
    row = work.find(table, entry["row_key"])
    if entry["what"] == DELETED:
        work.add(table, **before)
    elif entry["what"] == ADDED:
        added = (work.find(table, key) for key in keys_of(entry))
        work.remove(table, *(each for each in added if each))
    elif row is not None:
        columns = work.table(table).by_key
        changed = unpack(entry["after"]).keys() | before.keys()
        work.overwrite(table, row, **{k: before.get(k, columns[k].from_cell(None)) for k in changed})
