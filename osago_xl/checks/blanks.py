"""Checks of strict forms: every movement against the register, and every paper policy against its form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from osago_xl.books.base import Row
from osago_xl.checks.base import Placed, placed
from osago_xl.desk.blanks.register import (
    POLICY_FORM,
    circumstances,
    enter,
    movement_of,
    stored_movements,
    typed_rows,
)
from osago_xl.domain.blanks import formats
from osago_xl.domain.blanks.model import Operation, Span, State
from osago_xl.domain.blanks.register import Register
from osago_xl.domain.contract_states import ISSUED
from osago_xl.errors import InputError
from osago_xl.findings import Level
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.lists import SERIES
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.values.dates import numeric
from osago_xl.values.identifiers.base import cyrillic
from osago_xl.work.unit import Work


def check(work: Work) -> Iterator[Placed]:
    """All findings about forms."""
    register, remarks = Register.replay(stored_movements(work), circumstances(work))
    rows = {row["key"]: row for row in work.rows(FORM_MOVES)}
    for movement, findings in remarks:
        yield from (placed(FORM_MOVES.name, rows[movement.key], "first", finding) for finding in findings)
    for entry in register.entries:
        if entry.movement.operation is Operation.RECEIVE:
            received = rows[entry.movement.key]
            yield from (
                placed(FORM_MOVES.name, received, "first", each)
                for each in formats.check(entry.movement, entry.numbers)
            )
    for row in typed_rows(work):
        yield from _typed(work, register, row)
    if register.entries:
        yield from _used(work, register)
        yield from _issued(work, register)


def _typed(work: Work, register: Register, row: Row) -> Iterator[Placed]:
    """What a row typed by hand would be refused for; the missing date is named with the empty cells."""
    if not row["day"]:
        return
    try:
        movement = movement_of(row)
    except InputError as wrong:
        yield Placed(
            FORM_MOVES.name, row, "operation", "error", "forms.operation", wrong.message, "Выберите слово из списка."
        )
        return
    yield from (placed(FORM_MOVES.name, row, "first", finding) for finding in enter(work, register, movement))


def _used(work: Work, register: Register) -> Iterator[Placed]:
    """A used form and its policy name each other."""
    for stock, span in register.position():
        policy = work.find(POLICIES, span.policy) if span.policy and span.state is State.USED else None
        if policy is None or stock.kind != POLICY_FORM:
            continue
        number = str(span.first).zfill(stock.width)
        if (cyrillic(policy["series"]), policy["number"]) != (stock.series, number):
            message = f"на полис записан бланк {stock.series} {number}, а в полисе другой номер"
            hint = "Исправьте номер полиса или запишите замену бланка."
            yield Placed(POLICIES.name, policy, "number", "error", "forms.mismatch", message, hint)


def _issued(work: Work, register: Register) -> Iterator[Placed]:
    """A policy on paper stands on a form that was received and is used by it.

    Policies older than the company's first receipt were issued before forms were kept here.
    """
    paper = {row["series"] for row in work.rows(SERIES) if row["kind"] == "бумага"}
    since: dict[str, date] = {}
    for entry in register.entries:
        if entry.movement.operation is Operation.RECEIVE:
            since.setdefault(entry.stock.insurer, entry.movement.day)
    for row in work.rows(POLICIES):
        began = since.get(row["insurer"])
        if row["state"] != ISSUED or not row["number"] or began is None or not row["signed"]:
            continue
        series = cyrillic(row["series"])
        if series in paper and row["signed"] >= began:
            found = register.find(POLICY_FORM, series, row["number"])
            yield from _form_of(row, found[1] if found else None)


def _form_of(row: Row, span: Span | None) -> Iterator[Placed]:
    if span is None:
        hint = "Запишите получение бланка: Бланки → Принять."
        yield _at(row, "warning", "forms.unknown", "бланк этого полиса не получали", hint)
    elif span.in_stock:
        hint = "Запишите движение «использован» с этим полисом."
        yield _at(row, "error", "forms.unused", f"полис оформлен, а бланк {span.state}", hint)
    elif span.state is not State.USED:
        yield _at(row, "error", "forms.gone", f"полис оформлен, а бланк {span.state}", "Проверьте номер полиса.")
    elif span.received > row["signed"]:
        message = f"полис от {numeric(row['signed'])}, а бланк получен {numeric(span.received)}"
        yield _at(row, "error", "forms.received", message, "Проверьте дату заключения и дату получения бланка.")


def _at(row: Row, level: Level, rule: str, message: str, hint: str) -> Placed:
    return Placed(POLICIES.name, row, "number", level, rule, message, hint)
