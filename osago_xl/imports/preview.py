"""What an import would do, shown before anything is written: counts, rows as they will stand, doubts, twins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.imports.account import totals
from osago_xl.imports.model import FileReport, Remark
from osago_xl.imports.record import shown
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.schema.tables import Table
from osago_xl.values.money import money
from osago_xl.work.unit import Work

SAMPLES = 5
_LONGEST = 1000
"""A message box of Windows shows about so many characters and cuts the rest without a word."""
_LINE = 110
_TABLES = (POLICIES.name, CLIENTS.name, CARS.name, FORM_MOVES.name)
_ORDER = {
    POLICIES.name: ("client", "product", "series", "number", "insurer", "signed", "starts", "ends", "premium"),
    CLIENTS.name: ("name", "phone", "phone_2", "birth_date", "email", "city", "comment"),
    CARS.name: ("make", "model", "plate", "vin", "year", "power_hp"),
    FORM_MOVES.name: ("day", "operation", "kind", "series", "first", "last"),
}
"""What of a row is shown, the telling first."""
_DOUBTS = ("doubt", "unknown_column", "nameless_column", "repeated_column", "no_place")


def preview(work: Work, reports: Sequence[FileReport]) -> str:
    """The text of the question before writing."""
    lines = [f"Прочитано: {totals(reports)}.", *_samples(work), *_columns(reports), *_twins(reports)]
    text = "\n".join(line if len(line) <= _LINE else f"{line[: _LINE - 1]}…" for line in lines)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _samples(work: Work) -> Iterator[str]:
    """New rows as they will stand in the book, policies before clients."""
    rows = [(work.named(name), row) for name in _TABLES for row in _added(work, name)[:SAMPLES]]
    if rows:
        yield "Так будет в книге:"
    for table, row in rows[:SAMPLES]:
        yield f"• {work.schema.sheet_of[table.name].title}: {', '.join(_cells(work, table, row))}"


def _added(work: Work, name: str) -> list[Row]:
    change = work.changes().tables.get(name)
    return list(change.added) if change else []


def _cells(work: Work, table: Table, row: Row) -> Iterator[str]:
    for key in _ORDER[table.name]:
        if (value := row[key]) not in (None, ""):
            yield _shown(work, key, value)


def _shown(work: Work, key: str, value: Any) -> str:
    client = work.find(CLIENTS, value) if key == "client" else None
    if client:
        return str(client["name"])
    return money(value) if isinstance(value, Decimal) else shown(value)


def _columns(reports: Sequence[FileReport]) -> Iterator[str]:
    """Columns that were not understood for certain."""
    found = [remark for report in reports for remark in report.remarks if remark.kind in _DOUBTS]
    if found:
        names = ", ".join(dict.fromkeys(f"«{remark.column}»" for remark in found))
        yield f"В «Комментарий» уйдут столбцы: {names}"


def _twins(reports: Sequence[FileReport]) -> Iterator[str]:
    """People added beside somebody who may be the same."""
    found: list[Remark] = [remark for report in reports for remark in report.remarks if remark.kind == "twin"]
    if found:
        yield f"Возможные двойники: {len(found)}, первый в строке {found[0].row}: {found[0].message}"
