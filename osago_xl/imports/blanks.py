"""Rows of a БСО register: each movement is checked by the rules of the forms and taken whole or refused whole."""

from __future__ import annotations

from osago_xl.desk.blanks.register import enter, open_register, store_position, stored_movements
from osago_xl.domain.blanks.model import Movement, Operation, read_operation
from osago_xl.errors import InputError
from osago_xl.findings import errors
from osago_xl.imports.companies import insurer
from osago_xl.imports.record import Record
from osago_xl.imports.target import Target
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.values.dates import numeric
from osago_xl.values.identifiers.base import cyrillic
from osago_xl.values.text import sentence


class Blanks:
    """The register of the workbook as it grows row by row."""

    def __init__(self, target: Target) -> None:
        self.target = target
        rows = target.work.rows(FORM_MOVES)
        self.register = open_register(target.work)
        stored = stored_movements(target.work)
        self.seen = {_signature(movement) for movement in stored}
        self.stored = len(self.seen)
        self.policies = {(row["series"], row["number"]): row["key"] for row in target.work.rows(POLICIES)}
        self.place = max((row["place"] or 0 for row in rows), default=0)

    def take(self, record: Record) -> None:
        """One row of the register."""
        movement = self._read(record)
        if movement is None:
            return
        if _signature(movement) in self.seen:
            self.target.settle(record, FORM_MOVES.name, "skipped", why="такое движение уже записано")
            return
        if record.text("series") != movement.series:
            message = f"Серия «{record.text('series')}» записана русскими буквами: {movement.series}."
            record.remark("series", message, "series.homoglyph")
        found = enter(self.target.work, self.register, movement)
        for each in found:
            record.remark("first", f"{sentence(each.message)}. {each.hint}", each.rule)
        if wrong := errors(found):
            why = "; ".join(each.message for each in wrong)
            self.target.settle(record, FORM_MOVES.name, "refused", why=why)
            return
        self.seen.add(_signature(movement))
        self._write(record, movement)

    def _read(self, record: Record) -> Movement | None:
        """The movement a row means; None when it was refused for what it does not say."""
        target = self.target
        day = record.day("day", target.work.today)
        try:
            operation = read_operation(record.text("operation"))
        except InputError as error:
            target.settle(record, FORM_MOVES.name, "refused", why=error.message)
            return None
        if day is None:
            target.settle(record, FORM_MOVES.name, "refused", why="нет даты движения. Впишите её")
            return None
        count = record.amount("count")
        series, first = cyrillic(record.text("series")), record.text("first")
        return Movement(
            day=day,
            operation=operation,
            kind=record.word("kind", "form_kind") or "прочее",
            insurer=self._insurer(record, operation),
            series=series,
            first=first,
            last=record.text("last"),
            party=self._party(record, operation),
            policy=self.policies.get((series, first), "") if operation is Operation.USE else "",
            document=record.text("document"),
            quantity=int(count) if count is not None else None,
        )

    def _insurer(self, record: Record, operation: Operation) -> str:
        """The company: its own column, or the partner of a receipt or a return."""
        name = record.text("insurer")
        if not name and operation in (Operation.RECEIVE, Operation.RETURN):
            name = record.text("party")
        if not name and operation is not Operation.RECEIVE:
            return ""
        return insurer(self.target, record, "insurer" if record.text("insurer") else "party", name)

    def _party(self, record: Record, operation: Operation) -> str:
        if operation in (Operation.RECEIVE, Operation.RETURN):
            return ""
        return self.target.listed(AGENTS, "agent", record.text("party"), record, "party", role="субагент")

    def _write(self, record: Record, movement: Movement) -> None:
        entry = self.register.entries[-1]
        self.place += 1
        row = self.target.work.add(
            FORM_MOVES,
            place=self.place,
            day=movement.day,
            operation=str(movement.operation),
            kind=movement.kind,
            insurer=entry.stock.insurer,
            series=movement.series,
            first=movement.first,
            last=movement.last or movement.first,
            party=movement.party,
            policy=movement.policy,
            document=movement.document,
            note="; ".join(filter(None, [record.text("note"), *record.leftovers])),
        )
        why = f"{movement.operation} {numeric(movement.day)}, {movement.series} {entry.numbers}"
        self.target.settle(record, FORM_MOVES.name, "added", row["key"], why)

    def finish(self) -> None:
        """Rebuild the sheet БСО when anything has moved."""
        if len(self.seen) > self.stored:
            store_position(self.target.work, self.register)


def _signature(movement: Movement) -> tuple[object, ...]:
    last = movement.last or movement.first
    return movement.day, movement.operation, movement.kind, movement.series, movement.first, last
