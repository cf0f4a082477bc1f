"""Checks of numbers on papers: one cell against its rules, or series and number together, with safe corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.checks.base import Base, Placed, columns_of, placed
from osago_xl.findings import error, warning
from osago_xl.schema import traits
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.lists import SERIES
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values.identifiers import ALL, account, plate, policy_number, vehicle_document
from osago_xl.values.identifiers.base import SEE_DOCUMENT, Identifier

_LOST_ZEROS = 2
"""So many zeros in front Excel may have dropped; more is another mistake."""


class Pair(NamedTuple):
    """A number written in two cells: how long the parts are, and by which rules a row is judged (None = not)."""

    table: str
    series: str
    number: str
    lengths: tuple[int, int]
    rules: Callable[[Row], Identifier | None]


def check(base: Base) -> Iterator[Placed]:
    """All findings about identifiers."""
    for table, rows in columns_of(base):
        rules = {key: ALL[name] for key, name in traits.identifiers(table).items()}
        for row in rows if rules else ():
            for key, identifier in rules.items():
                yield from _judged(table.name, row, key, identifier)
    for row in base.rows(CARS):
        yield from _judged(CARS.name, row, "plate", plate.for_category(row["category"]))
    for row in base.rows(INSURERS):
        if row["bic"]:
            yield from _judged(INSURERS.name, row, "account", account.of_client(row["bic"]))
            yield from _judged(INSURERS.name, row, "correspondent", account.correspondent(row["bic"]))
    for pair in _pairs(base):
        for row in base.rows(base.named(pair.table)):
            if row[pair.number] and (judge := pair.rules(row)):
                yield from _judged_pair(pair, row, judge)


def _pairs(base: Base) -> tuple[Pair, ...]:
    in_use = policy_number.with_series([row["series"] for row in base.rows(SERIES)])
    passport, licence = ALL["passport"], ALL["licence"]
    paper = {kind: vehicle_document.of_kind(kind) for kind in ("СТС", "ПТС", "ЭПТС")}
    return (
        Pair(POLICIES.name, "series", "number", (3, 10), lambda row: in_use if row["product"] == "ОСАГО" else None),
        Pair(CLIENTS.name, "paper_series", "paper_number", (4, 6),
             lambda row: passport if row["paper"] == "паспорт РФ" else None),
        Pair(DRIVERS.name, "licence_series", "licence_number", (4, 6), lambda _row: licence),
        Pair(CARS.name, "paper_series", "paper_number", (4, 6), lambda row: paper.get(row["paper"])),
    )  # fmt: skip


def _judged(table: str, row: Row, column: str, identifier: Identifier) -> Iterator[Placed]:
    """The rules of one cell; a faultless value written in an unusual way is offered in the common one."""
    value = row[column]
    if not value:
        return
    findings = identifier.check(value)
    if not findings and (usual := identifier.compact(value)) != value:
        message = f"{identifier.field}: записано не в общем виде, поиск такое не находит"
        findings = [warning(f"{identifier.rule}.form", message, "Приведите к общему виду.", fix=usual)]
    yield from (placed(table, row, column, finding) for finding in findings)


def _judged_pair(pair: Pair, row: Row, identifier: Identifier) -> Iterator[Placed]:
    """Zeros lost in one of the two cells are named there; otherwise both cells are judged as one number."""
    lost = list(_lost_zeros(pair, row, identifier)) if row[pair.series] else []
    yield from lost
    if lost:
        return
    for finding in identifier.check(f"{row[pair.series]} {row[pair.number]}"):
        column, fix = _part(pair, row, finding.fix) if finding.fix else (pair.number, None)
        yield placed(pair.table, row, column, finding._replace(fix=fix))


def _lost_zeros(pair: Pair, row: Row, identifier: Identifier) -> Iterator[Placed]:
    for column, length in zip((pair.series, pair.number), pair.lengths, strict=True):
        value = row[column]
        if value.isdecimal() and 1 <= length - len(value) <= _LOST_ZEROS:
            message = f"{identifier.field}: {len(value)} цифр вместо {length}"
            hint = f"Похоже, Excel отбросил ведущий ноль. {SEE_DOCUMENT}"
            finding = error(f"{identifier.rule}.zeros", message, hint, fix=value.zfill(length))
            yield placed(pair.table, row, column, finding)


def _part(pair: Pair, row: Row, whole: str) -> tuple[str, str | None]:
    """The cell a correction of the joined number concerns; no correction when it concerns both."""
    size = pair.lengths[0]
    wanted = {pair.series: whole[:size], pair.number: whole[size:]}
    changed = [column for column, value in wanted.items() if row[column] != value]
    return (changed[0], wanted[changed[0]]) if len(changed) == 1 else (pair.number, None)
