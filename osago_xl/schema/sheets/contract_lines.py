"""How Оформление is laid out: lines of four labelled cells, and the lines that a policyholder and an owner share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from osago_xl.schema.addresses import place
from osago_xl.schema.columns import Choice, Column, Day, Digits, Text
from osago_xl.schema.sheets.common import CLIENT_KINDS, IDENTITY_PAPERS
from osago_xl.schema.tables import Field

SLOTS = (("B", "C"), ("D", "E"), ("G", "H"), ("I", "J"))
"""Label and cell of each of the four places of a line."""


def line(row: int, *columns: Column | None, wide: Mapping[str, int] = MappingProxyType({})) -> Iterator[Field]:
    """Labelled cells of a line from left to right, so that Tab follows them; None leaves a place free.

    `wide`: key → places a cell takes instead of one.
    """
    slot = 0
    for column in columns:
        taken = wide.get(column.key, 1) if column else 1
        if column:
            label, left = SLOTS[slot]
            span = place(f"{SLOTS[slot + taken - 1][1]}1")[1] - place(f"{left}1")[1] + 1
            yield Field(column, f"{left}{row}", f"{label}{row}", span=span, locked=bool(column.formula))
        slot += taken


def passport(who: str, *, required: bool) -> tuple[Column, ...]:
    return (
        Choice(f"{who}_paper", "Документ", required=required, source=IDENTITY_PAPERS),
        Digits(f"{who}_paper_series", "Серия", max_length=10),
        Digits(f"{who}_paper_number", "Номер", required=required, max_length=15),
    )


def name(who: str, row: int, *, required: bool) -> Iterator[Field]:
    return line(
        row,
        Text(f"{who}_name", "ФИО", required=required),
        Choice(f"{who}_kind", "Вид", required=required, source=CLIENT_KINDS),
        Day(f"{who}_birth_date", "Дата рождения", required=required),
        wide={f"{who}_name": 2},
    )


def issued(who: str, row: int, last: Column) -> Iterator[Field]:
    return line(
        row,
        Text(f"{who}_paper_issuer", "Кем выдан"),
        Day(f"{who}_paper_issued", "Выдан"),
        last,
        wide={f"{who}_paper_issuer": 2},
    )


def address(who: str, row: int) -> Iterator[Field]:
    yield from line(
        row,
        Choice(f"{who}_region", "Регион", source="lstRegions"),
        Text(f"{who}_district", "Район"),
        Text(f"{who}_city", "Город"),
        Text(f"{who}_street", "Улица"),
    )
    yield from line(
        row + 1,
        Text(f"{who}_house", "Дом"),
        Text(f"{who}_building", "Корпус"),
        Text(f"{who}_flat", "Квартира"),
        Digits(f"{who}_postcode", "Индекс", max_length=6),
    )
