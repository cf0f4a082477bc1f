"""Checks of single cells: what does not fit its column, what is missing, words outside the lists, identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from osago_xl.books.base import Row
from osago_xl.checks.base import Base, Placed, columns_of, placed
from osago_xl.domain.findings import Finding
from osago_xl.domain.identifiers import ALL, account, plate, vehicle_document
from osago_xl.domain.identifiers.base import Identifier
from osago_xl.schema.columns import Choice, Column, Misfit
from osago_xl.schema.tables import Table

# Columns that hold one identifier, by table and key; companies and citizens share ИНН and ОГРН.
_IDENTIFIERS: Mapping[str, Mapping[str, str]] = {
    "tblClients": {
        "phone": "phone", "phone_2": "phone", "email": "email", "inn": "inn", "ogrn": "ogrn", "kpp": "kpp",
        "postcode": "postcode", "paper_unit": "unit_code",
    },
    "tblCars": {"vin": "vin", "inspection_card": "diagnostic_card"},
    "tblInsurers": {"inn": "inn", "kpp": "kpp", "ogrn": "ogrn", "bic": "bik"},
}  # fmt: skip


def check(base: Base) -> Iterator[Placed]:
    """All findings about single cells, table by table."""
    lists = {name: _words(base, name) for name in base.schema.lists}
    for table, rows in columns_of(base):
        identifiers = {key: ALL[rule] for key, rule in _IDENTIFIERS.get(table.name, {}).items()}
        choices = [(c, _allowed(c, lists)) for c in table.columns if isinstance(c, Choice)]
        required = [c for c in table.columns if c.required]
        for row in rows:
            yield from _misfits(table, row)
            yield from _missing(table, row, required)
            yield from _outside(table, row, choices)
            for key, identifier in identifiers.items():
                if row[key]:
                    yield from (placed(table.name, row, key, finding) for finding in identifier.check(row[key]))
    yield from _dependent(base)


def _words(base: Base, name: str) -> frozenset[str]:
    table, header = base.schema.lists[name]
    key = base.schema.tables[table].by_header[header].key
    return frozenset(str(row[key]) for row in base.rows(table))


def _allowed(column: Choice, lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return lists[column.source] if isinstance(column.source, str) else frozenset(column.source)


def _misfits(table: Table, row: Row) -> Iterator[Placed]:
    for key, raw in row.misfits.items():
        column = table.by_key[key]
        message = f"«{raw}»: {_expected(column, raw)}"
        yield Placed(table.name, row, key, "error", "cell.misfit", message, "Исправьте ячейку.")


def _expected(column: Column, raw: object) -> str:
    try:
        column.from_cell(raw)
    except Misfit as reason:
        return str(reason)
    return "в ячейке ошибка"


def _missing(table: Table, row: Row, required: list[Column]) -> Iterator[Placed]:
    for column in required:
        if row[column.key] in (None, "") and column.key not in row.misfits:
            message = f"не заполнено: {column.header}"
            yield Placed(table.name, row, column.key, "warning", "cell.required", message, "Впишите значение.")


def _outside(table: Table, row: Row, choices: list[tuple[Choice, frozenset[str]]]) -> Iterator[Placed]:
    for column, allowed in choices:
        value = row[column.key]
        if value and allowed and value not in allowed:
            hint = "Выберите слово из списка или допишите его в список."
            yield Placed(table.name, row, column.key, "warning", "cell.list", f"«{value}»: нет в списке", hint)


def _dependent(base: Base) -> Iterator[Placed]:
    """Identifiers judged together with another cell of the row."""
    for row in base.rows("tblCars"):
        if row["plate"]:
            yield from _each("tblCars", row, "plate", plate.for_category(row["category"]))
        if row["paper_number"] and row["paper"] in ("СТС", "ПТС", "ЭПТС"):
            joined = f"{row['paper_series']}{row['paper_number']}"
            yield from _findings("tblCars", row, "paper_number", vehicle_document.of_kind(row["paper"]).check(joined))
    for row in base.rows("tblClients"):
        if row["paper"] == "паспорт РФ" and row["paper_number"]:
            joined = f"{row['paper_series']} {row['paper_number']}"
            yield from _findings("tblClients", row, "paper_number", ALL["passport"].check(joined))
    for row in base.rows("tblDrivers"):
        if row["licence_number"]:
            joined = f"{row['licence_series']} {row['licence_number']}"
            yield from _findings("tblDrivers", row, "licence_number", ALL["licence"].check(joined))
    for row in base.rows("tblPolicies"):
        if row["product"] == "ОСАГО" and row["number"]:
            joined = f"{row['series']} {row['number']}"
            yield from _findings("tblPolicies", row, "number", ALL["policy_number"].check(joined))
    for row in base.rows("tblInsurers"):
        if row["account"] and row["bic"]:
            yield from _each("tblInsurers", row, "account", account.of_client(row["bic"]))
        if row["correspondent"] and row["bic"]:
            yield from _each("tblInsurers", row, "correspondent", account.correspondent(row["bic"]))


def _each(table: str, row: Row, column: str, identifier: Identifier) -> Iterator[Placed]:
    return _findings(table, row, column, identifier.check(row[column]))


def _findings(table: str, row: Row, column: str, findings: list[Finding]) -> Iterator[Placed]:
    """A fix of a value put together from two cells would not fit one of them: it is left to the agent."""
    for finding in findings:
        own = finding if column in ("plate", "account", "correspondent") else finding._replace(fix=None)
        yield placed(table, row, column, own)
