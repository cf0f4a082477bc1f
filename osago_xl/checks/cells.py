"""Checks of single cells: what does not fit its column, what is missing, words outside the lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from osago_xl.books.base import Row
from osago_xl.checks.base import Base, Placed, columns_of
from osago_xl.domain.contract_states import LEAD, QUOTE, REFUSED
from osago_xl.errors import Unread
from osago_xl.schema.columns import Choice, Column
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.tables import Table
from osago_xl.values.misfit import Misfit, TextMisfit

_MISFITS = frozenset({Misfit, TextMisfit})
_NOT_YET_SOLD = (LEAD, QUOTE, REFUSED)
_OF_A_SALE = frozenset({"insurer", "premium", "signed", "starts", "ends"})


def check(base: Base) -> Iterator[Placed]:
    """All findings about single cells, table by table."""
    lists = {name: _words(base, name) for name in base.schema.lists}
    for table, rows in columns_of(base):
        choices = [(c, _allowed(c, lists)) for c in table.columns if isinstance(c, Choice)]
        required = [c for c in table.columns if c.required]
        for row in rows:
            if not _MISFITS.isdisjoint(map(type, row.values())):
                yield from _misfits(table, row)
            yield from _missing(table, row, required)
            yield from _outside(table, row, choices)


def _words(base: Base, name: str) -> frozenset[str]:
    table, header = base.schema.lists[name]
    key = base.schema.tables[table].by_header[header].key
    return frozenset(str(row[key]) for row in base.rows(base.named(table)))


def _allowed(column: Choice, lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return lists[column.source] if isinstance(column.source, str) else frozenset(column.source)


def _misfits(table: Table, row: Row) -> Iterator[Placed]:
    for key, value in row.items():
        if not isinstance(value, Misfit):
            continue
        message = f"«{value.raw}»: {_expected(table.by_key[key], value.raw)}"
        yield Placed(table.name, row, key, "error", "cell.misfit", message, "Исправьте ячейку.")


def _expected(column: Column, raw: object) -> str:
    try:
        column.from_cell(raw)
    except Unread as reason:
        return str(reason)
    return "в ячейке ошибка"


def _missing(table: Table, row: Row, required: list[Column]) -> Iterator[Placed]:
    """Empty cells that have to be filled; of a lead, a quote and a partner's policy less is known."""
    early = table.name == POLICIES.name and (row["state"] in _NOT_YET_SOLD or row["partner"])
    for column in required:
        if row[column.key] in (None, "") and not (early and column.key in _OF_A_SALE):
            message = f"не заполнено: {column.header}"
            yield Placed(table.name, row, column.key, "warning", "cell.required", message, "Впишите значение.")


def _outside(table: Table, row: Row, choices: list[tuple[Choice, frozenset[str]]]) -> Iterator[Placed]:
    for column, allowed in choices:
        value = row[column.key]
        if value and allowed and value not in allowed:
            hint = "Выберите слово из списка или допишите его в список."
            yield Placed(table.name, row, column.key, "warning", "cell.list", f"«{value}»: нет в списке", hint)
