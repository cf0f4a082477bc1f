"""The drivers of a portfolio laid out one entry a driver: flat columns and lists alike.

A contract without named drivers keeps one empty entry, so every contract has at least one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

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
    listed = _listed(frame["drivers"]) if "drivers" in frame else _Listed.nothing(count)
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

    @classmethod
    def nothing(cls, count: int) -> _Listed:
        empty, no = np.zeros(0, dtype=np.int32), np.zeros(count, dtype=bool)
        return cls([], empty, empty, no, no.copy(), Column(np.zeros(count, dtype=np.int32), [None], [""]))


def _listed(series: pd.Series[Any]) -> _Listed:
    result = _Listed.nothing(len(series))
    given = np.flatnonzero(series.notna().to_numpy())
    values = series.iloc[given].tolist()
    words = {word: _said(word) for word in {value for value in values if isinstance(value, str)}}
    said = [words[value] if isinstance(value, str) else None for value in values]
    result.unlimited[given[[one is True for one in said]]] = True
    places = [n for n, one in enumerate(said) if one is None]
    groups = [_people(values[n]) for n in places]
    people, who = _distinct(list(chain.from_iterable(groups)))
    sizes = np.array([len(group) for group in groups], dtype=np.intp)
    group_of = np.repeat(np.arange(len(groups)), sizes)
    wrong = (sizes == 0) | (np.bincount(group_of, weights=who < 0, minlength=len(groups)) > 0)
    rows, right = given[places], ~wrong[group_of]
    result.named[rows[~wrong]] = True
    errors = _refusals(result.errors, {int(rows[n]): values[places[n]] for n in np.flatnonzero(wrong)})
    at = rows[group_of[right]].astype(np.int32)
    return _Listed(people, at, who[right], result.unlimited, result.named, errors)


def _said(word: str) -> bool | None:
    """True for a list without restriction, False for nothing said, None for what the reader will refuse."""
    return True if is_unlimited(word) else None if word.strip() else False


def _people(value: object) -> list[object]:
    """The members of a list; anything else is left to the reader to refuse."""
    return list(value) if isinstance(value, list | tuple | np.ndarray) else [_NOBODY]


_NOBODY = object()


def _distinct(members: list[object]) -> tuple[list[Driver], Codes]:
    """The distinct people and the number of each member among them, −1 for one who is refused."""
    keys: list[Any] = [tuple(one.items()) if isinstance(one, dict) else one for one in members]
    try:
        first = dict(zip(keys, members, strict=True))
    except TypeError:  # an unhashable value inside: the reader will refuse it in words
        keys = [id(one) for one in members]
        first = dict(zip(keys, members, strict=True))
    people: list[Driver] = []
    numbers: dict[Any, int] = {}
    for key, one in first.items():
        try:
            found = read_drivers([one], "drivers")
        except InputError:
            numbers[key] = -1
        else:
            assert found is not None and found != UNLIMITED
            numbers[key] = len(people)
            people += found
    return people, np.array([numbers[key] for key in keys], dtype=np.int32)


def _refusals(errors: Column, wrong: Mapping[int, object]) -> Column:
    """Why the lists of some rows cannot be used, in the words of the reader."""
    reasons: dict[str, int] = {"": 0}
    for row, value in wrong.items():
        try:
            read_drivers(value.tolist() if isinstance(value, np.ndarray) else value, "drivers")
            reason = missing("drivers", NO_DRIVERS).message
        except InputError as error:
            reason = error.message
        errors.codes[row] = reasons.setdefault(reason, len(reasons))
    return Column(errors.codes, [None] * len(reasons), list(reasons))


def _unless(elsewhere: npt.NDArray[np.bool_], column: Column) -> Column:
    """Flat columns are not looked at where drivers are given as a list; the last value of a column is None."""
    return Column(np.where(elsewhere, len(column.values) - 1, column.codes), column.values, column.errors)


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
