"""Before a command writes: what cannot be is refused with its cell, all doubts are asked about in one window."""

from __future__ import annotations

from collections.abc import Callable

from osago_xl.checks.base import Placed
from osago_xl.checks.touched import findings
from osago_xl.desk.contract.form import CAR, FORM, PERSON, POLICY, SHEET
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.work.ui import Cancelled, Ui
from osago_xl.work.unit import Work

SHOWN = 12
"""Doubts told one by one: a window has no room for more."""
_PAID, _OF_THE_SALE = {"paid": "pay_sum"}, ("agent", "channel", "referrer")

Place = Callable[[Work, Placed], str]


def settle(work: Work, ui: Ui, place: Place) -> None:
    """Refuse or ask about what the command is about to write; InputError and `Cancelled` leave the book as it was."""
    found = findings(work)
    wrong = [each for each in found if each.level == "error"]
    if wrong:
        raise InputError(wrong[0].column, wrong[0].row[wrong[0].column], _lines(work, wrong, place))
    if found and not ui.ask(f"Проверьте перед записью.\n{_lines(work, found, place)}\nЗаписать так?"):
        raise Cancelled


def _lines(work: Work, found: list[Placed], place: Place) -> str:
    lines = list(dict.fromkeys(f"{place(work, each)}: {each.message}. {each.hint}".strip() for each in found))
    more = [f"И ещё: {len(lines) - SHOWN}."] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *more])


def on_sheet(work: Work, finding: Placed) -> str:
    """The place in a table: sheet, row, column."""
    table = work.named(finding.table)
    header = table.by_key[finding.column].header
    return f"{work.schema.sheet_of[finding.table].title}, {finding.row[table.key]}, «{header}»"


def on_form(work: Work, finding: Placed) -> str:
    """The cell of Оформление from which the row was written; the place in the table where there is none."""
    form = work.schema.forms[FORM].form
    key = _form_key(work, finding)
    if finding.table == DRIVERS.name:
        return f"{SHEET}, водитель {finding.row['name']}, «{work.named(finding.table).by_key[finding.column].header}»"
    if form is None or key not in form.by_key:
        return on_sheet(work, finding)
    field = form.by_key[key]
    return f"{SHEET}, {field.at}, «{field.column.header}»"


def _form_key(work: Work, finding: Placed) -> str:
    column = finding.column
    if finding.table == CLIENTS.name and column in _OF_THE_SALE:
        return column
    if finding.table == CLIENTS.name and column in PERSON:
        holds = any(row["client"] == finding.row["key"] for row in work.linked(POLICIES, "client",
                                                                               {finding.row["key"]}))  # fmt: skip
        return f"holder_{column}" if holds else f"owner_{column}"
    known = CAR if finding.table == CARS.name else (*POLICY, *_PAID) if finding.table == POLICIES.name else ()
    return _PAID.get(column, column) if column in known else ""
