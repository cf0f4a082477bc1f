"""Living policies as columns: from the store, or from Parquet of the same columns.

A row is a policy with what its renewal depends on, in the words of the workbook; `drivers` are its people. Each
distinct value of a column is read once, so a million rows cost no more than their few thousand values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from osago_xl.domain.risk import READERS
from osago_xl.domain.terms import months_of_use
from osago_xl.tariffs.renewals import claims
from osago_xl.tariffs.spread import Codes, Column, narrow
from osago_xl.values import reading
from osago_xl.values.reading import Reader, missing

TEXT = pa.string()
CONTRACT = (
    "key", "agent", "insurer", "premium", "starts", "ends", "claims", "purpose", "trailer", "unlimited", "kbm",
    "kbm_request", "tb", "use_1_from", "use_1_to", "use_2_from", "use_2_to", "use_3_from", "use_3_to", "category",
    "region", "place", "power_hp", "mass", "seats", "kind",
)  # fmt: skip
"""Columns of a policy: its own, those of its car from `category` on, and the `kind` of its owner."""
DRIVER = ("birth_date", "licensed", "kbm")


class Living(NamedTuple):
    """`contracts` with the columns of CONTRACT; `people` with those of DRIVER, and in `rows` the policy of each."""

    contracts: pa.Table
    people: pa.Table
    rows: Codes


def of_parquet(table: pa.Table) -> Living:
    """From rows with a column `drivers` of lists."""
    drivers = table.column("drivers").combine_chunks()
    flat = pa.Table.from_struct_array(drivers.flatten())
    return Living(table.drop_columns("drivers"), flat, drivers.value_parent_indices().to_numpy().astype(np.int32))


def coded(array: pa.ChunkedArray, name: str, reader: Reader) -> Column:
    """Read each distinct value of a column once."""
    once = array.combine_chunks()
    if not pa.types.is_dictionary(once.type):
        once = once.dictionary_encode()
    values = once.dictionary.to_pylist()
    codes = once.indices.fill_null(len(values)).to_numpy().astype(np.int32)
    return narrow([Column(codes, [*values, None])], partial(_read, reader, name))


def _read(reader: Reader, name: str, value: Any) -> Any:
    return reader(value, name)


def columns(living: Living, on: date) -> tuple[dict[str, Column], dict[str, Column]]:
    """What the renewal from `on` at the earliest depends on, of contracts and of people, as `renewals` takes them."""
    read = _of(living.contracts)
    purpose, ends, yes = read("purpose", reading.text), read("ends", _needed_day), partial(_is, "да")
    found = {
        "starts": read("starts", _needed_day),
        "ends": ends,
        "renews": narrow([ends], lambda day: day and max(day + timedelta(days=1), on)),
        "claims": read("claims", claims),
        "category": read("category", READERS["category"], "B"),
        "owner": narrow([read("kind", reading.text)], lambda kind: "legal" if kind == "юрлицо" else "individual"),
        "taxi": narrow([purpose], partial(_is, "такси")),
        "regular_routes": narrow([purpose], partial(_is, "регулярные перевозки")),
        "trailer": narrow([read("trailer", reading.text)], yes),
        "unlimited": narrow([read("unlimited", reading.text)], yes),
        "months_of_use": _months(read),
        "base_rate": read("tb", READERS["base_rate"]),
        "request": narrow([read("kbm_request", reading.text)], bool),
        "max_mass_kg": read("mass", reading.number),
    }
    for name in ("region", "place", "kbm", "power_hp", "seats"):
        found[name] = read(name, READERS[name])
    of_people = _of(living.people)
    people = {"birth_date": of_people("birth_date", reading.day), "licence_date": of_people("licensed", reading.day)}
    return found, people | {"kbm": of_people("kbm", _history)}


def _of(table: pa.Table) -> Callable[..., Column]:
    def read(name: str, reader: Reader, otherwise: Any = None) -> Column:
        column = coded(table.column(name), name, reader)
        values = [otherwise if value is None else value for value in column.values] if otherwise else column.values
        return Column(column.codes, values, column.errors)

    return read


def _months(read: Callable[..., Column]) -> Column:
    """КС of up to three periods of use."""
    days = [read(f"use_{n}_{side}", reading.day) for n in (1, 2, 3) for side in ("from", "to")]
    return narrow(days, lambda *each: months_of_use(zip(each[::2], each[1::2], strict=True)))


def _needed_day(value: object, field: str) -> date:
    day = reading.day(value, field)
    if day is None:
        raise missing("date", "нужны начало и окончание полиса")
    return day


def _history(value: object, field: str) -> Any:
    """КБМ of a person; 0 is none."""
    return reading.number(value, field) or None


def _is(word: str, text: str | None) -> bool:
    return text == word


def as_table(rows: Iterable[Iterable[Any]], names: Iterable[str]) -> pa.Table:
    """Rows of a database as columns of text."""
    names = list(names)
    lists = list(zip(*rows, strict=True)) or [()] * len(names)
    texts = [pa.array([None if value is None else str(value) for value in each], TEXT) for each in lists]
    return pa.table(dict(zip(names, texts, strict=True)))
