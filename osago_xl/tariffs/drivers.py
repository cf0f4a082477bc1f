"""The drivers of a portfolio laid out one entry a driver: flat columns and lists alike.

A contract without named drivers keeps one empty entry, so every contract has at least one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from osago_xl.domain.risk import DRIVER_READERS, NO_DRIVERS, UNLIMITED, Driver, is_unlimited, read_drivers
from osago_xl.errors import InputError
from osago_xl.tariffs.spread import Codes, Column, Found, read
from osago_xl.values.reading import missing

NONE = -999  # no age, no experience
Years = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Entries:
    """`rows[n]` is the contract of entry n, in order; the other columns belong to entries.

    `unlimited` belongs to contracts: True for a list without restriction. `errors` likewise.
    """

    rows: Codes
    age: Column
    experience: Column
    kbm: Column
    kbm_class: Column
    unlimited: Column
    errors: list[Column]

    def highest(self, found: Found, contracts: int) -> Found:
        """Of each contract's entries the one with the greatest factor; an error counts as greater than any."""
        if len(self.rows) == contracts:
            return found
        order = sorted(range(len(found.factors)), key=lambda n: _weight(found, n))
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.arange(len(order))
        starts = np.flatnonzero(np.diff(self.rows, prepend=-1))
        top = np.maximum.reduceat(rank[found.codes], starts)
        return Found(np.array(order)[top], found.factors, found.errors)


def _weight(found: Found, n: int) -> tuple[bool, float]:
    factor = found.factors[n]
    return factor is None, 0.0 if factor is None else float(factor.value)


def entries(frame: pd.DataFrame, dates: Column, contract_kbm: tuple[Column, Column]) -> Entries:
    """Lay out flat columns (`age`, `experience`, `birth_date`, `licence_date`) and the column `drivers`."""
    count = len(frame)
    listed = _listed(frame["drivers"] if "drivers" in frame else pd.Series([None]).repeat(count))
    start = _Days.of(dates)
    flat = {name: read(frame.get(name), name, DRIVER_READERS[name], count) for name in _FLAT}
    age = _years(flat["age"], flat["birth_date"], start)
    experience = _years(flat["experience"], flat["licence_date"], start)
    alone = (age != NONE) | (experience != NONE)
    elsewhere = listed.named | listed.unlimited
    errors = [listed.errors, *(_unless(elsewhere, column) for column in flat.values())]
    unlimited = Column(listed.unlimited.astype(np.int32), [False, True])
    own = [Column(np.where(alone & ~elsewhere, c.codes, len(c.values)), [*c.values, None]) for c in contract_kbm]
    if not listed.people:
        rows = np.arange(count, dtype=np.int32)
        return Entries(rows, Column.of(age), Column.of(experience), own[0], own[1], unlimited, errors)
    return _merge(listed, start, age, experience, own, unlimited, errors)


def named(people: Mapping[str, Column], rows: Codes, dates: Column, unlimited: Column) -> Entries:
    """People with `birth_date`, `licence_date`, `kbm` and `kbm_class`, laid out by the contracts that name them.

    `rows` is each person's contract, in order; people of a list without restriction are not looked at.
    """
    count = len(dates.codes)
    anybody = np.asarray(unlimited.values, dtype=bool)[unlimited.codes]
    kept = np.flatnonzero(~anybody[rows])
    alone = np.flatnonzero(np.bincount(rows[kept], minlength=count) == 0)
    order = np.argsort(np.concatenate([rows[kept], alone]), kind="stable")
    at = np.concatenate([rows[kept], alone])[order].astype(np.int32)

    def laid(column: Column) -> Column:
        nobody = np.full(len(alone), len(column.values), dtype=np.int32)
        return Column(np.concatenate([column.codes[kept], nobody])[order], [*column.values, None])

    def years(since: str) -> Column:
        return Column.of(_years(Column(np.zeros(len(at), dtype=np.int32), [None]), laid(people[since]), when))

    when = _Days.of(dates).take(at)
    age, experience = years("birth_date"), years("licence_date")
    return Entries(at, age, experience, laid(people["kbm"]), laid(people["kbm_class"]), unlimited, [])


_FLAT = ("age", "experience", "birth_date", "licence_date")


@dataclass(frozen=True, slots=True)
class _Listed:
    """The column `drivers` read: distinct people, and which contract names whom."""

    people: list[Driver]
    rows: Codes
    codes: Codes
    unlimited: npt.NDArray[np.bool_]
    named: npt.NDArray[np.bool_]
    errors: Column


def _listed(series: pd.Series[Any]) -> _Listed:
    given = np.flatnonzero(series.notna().to_numpy())
    values = series.iloc[given].tolist()
    keys = [value if isinstance(value, str) else id(value) for value in values]  # rows often share one list
    register = _Register({}, [])
    first = dict(zip(keys, values, strict=True))
    answers = [*(register.answer(value) for value in first.values()), _Answer()]
    numbers = dict(zip(first, range(len(first)), strict=True))
    codes = np.full(len(series), len(first), dtype=np.int32)
    codes[given] = [numbers[key] for key in keys]
    sizes = np.array([len(one.people) for one in answers], dtype=np.int32)[codes]
    who = chain.from_iterable(answers[code].people for code in codes[sizes > 0].tolist())
    return _Listed(
        register.people, np.repeat(np.arange(len(series), dtype=np.int32), sizes), np.fromiter(who, dtype=np.int32),
        np.array([one.unlimited for one in answers])[codes], sizes > 0,
        Column(codes, [None] * len(answers), [one.error for one in answers]),
    )  # fmt: skip


class _Answer(NamedTuple):
    """What one value of the column says: numbers of people, a list without restriction, nothing, or an error."""

    people: tuple[int, ...] = ()
    unlimited: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Register:
    """The distinct people in the order they were met; equal mappings are read once."""

    known: dict[object, int]
    people: list[Driver]

    def answer(self, value: object) -> _Answer:
        if isinstance(value, str) and not value.strip():
            return _Answer()
        if is_unlimited(value):
            return _Answer(unlimited=True)
        try:
            return _Answer(self._numbers(value.tolist() if isinstance(value, np.ndarray) else value))
        except InputError as error:
            return _Answer(error=error.message)

    def _numbers(self, value: Any) -> tuple[int, ...]:
        keys = [tuple(one.items()) if isinstance(one, dict) else one for one in value] if _is_list(value) else []
        try:
            if keys:
                return tuple([self.known[key] for key in keys])
        except (KeyError, TypeError):  # somebody new, or an unhashable value that the reader will refuse in words
            pass
        people = read_drivers(value, "drivers")
        if not people:
            raise missing("drivers", NO_DRIVERS)
        assert people != UNLIMITED
        for key, person in zip(keys, people, strict=True):
            if self.known.setdefault(key, len(self.people)) == len(self.people):
                self.people.append(person)
        return tuple(self.known[key] for key in keys)


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _unless(elsewhere: npt.NDArray[np.bool_], column: Column) -> Column:
    """Flat columns are not looked at where drivers are given as a list."""
    codes = np.where(elsewhere, len(column.values), column.codes)
    return Column(codes, [*column.values, None], [*column.errors, ""])


@dataclass(frozen=True, slots=True)
class _Days:
    """Days of rows as (year, month × 100 + day); year NONE where there is none."""

    year: Years
    turn: Years

    @classmethod
    def of(cls, column: Column) -> _Days:
        years = np.array([d.year if d else NONE for d in column.values], dtype=np.int32)
        turns = np.array([d.month * 100 + d.day if d else 0 for d in column.values], dtype=np.int32)
        return cls(years[column.codes], turns[column.codes])

    def take(self, rows: Codes) -> _Days:
        return _Days(self.year[rows], self.turn[rows])


def _years(given: Column, since: Column, start: _Days) -> Years:
    """Full years on the first day of the contract: counted from a date where there is one."""
    stated = np.array([NONE if n is None else min(max(n, NONE + 1), 9999) for n in given.values], dtype=np.int32)
    result = stated[given.codes]
    if any(since.values):
        born = _Days.of(since)
        counted = start.year - born.year - (start.turn < born.turn)
        return np.where(born.year == NONE, result, counted)
    return result


def _merge(
    listed: _Listed, start: _Days, age: Years, experience: Years, own: list[Column], unlimited: Column,
    errors: list[Column],
) -> Entries:  # fmt: skip
    """Flat entries of the contracts that name nobody in a list, and the people of the lists, by contract."""
    flat = np.flatnonzero(~listed.named)
    rows = np.concatenate([flat, listed.rows])
    order = np.argsort(rows, kind="stable")
    people, when = listed.people, start.take(listed.rows)

    def years(flat_years: Years, years_name: str, since_name: str) -> Column:
        stated = Column(listed.codes, [getattr(person, years_name) for person in people])
        since = Column(listed.codes, [getattr(person, since_name) for person in people])
        return Column.of(np.concatenate([flat_years[flat], _years(stated, since, when)])[order])

    def history(column: Column, name: str) -> Column:
        codes = np.concatenate([column.codes[flat], listed.codes + len(column.values)])
        return Column(codes[order], [*column.values, *(getattr(person, name) for person in people)])

    return Entries(
        rows[order], years(age, "age", "birth_date"), years(experience, "experience", "licence_date"),
        history(own[0], "kbm"), history(own[1], "kbm_class"), unlimited, errors,
    )  # fmt: skip
