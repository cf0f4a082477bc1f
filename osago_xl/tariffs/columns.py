"""Premiums of a whole portfolio at once: `premiums(frame)`.

Nothing of the law is repeated here. Every distinct combination of values is asked of the scalar functions of
`osago_xl.domain` once, and the answers are spread over the rows as whole numbers, so a column equals the scalar
result to the kopeck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from osago_xl.domain import factors as by
from osago_xl.domain import premium as formula
from osago_xl.domain.rates import Factor, Tariff
from osago_xl.domain.risk import DRIVER_READERS, READERS, REQUIRED
from osago_xl.errors import InputError
from osago_xl.tariffs.drivers import NONE, Entries, entries
from osago_xl.tariffs.exact import Ints, exceeds, kopecks
from osago_xl.tariffs.spread import Codes, Column, Found, combine, look_up, narrow, read
from osago_xl.tariffs.tariffs import Tariffs
from osago_xl.values.reading import missing

_RESULTS = {"premium", "act", "notes", "error", *formula.CODES}
_VEHICLE = ("category", "owner", "taxi", "max_mass_kg", "seats", "regular_routes")


def premiums(frame: pd.DataFrame, tariffs: Tariffs | None = None) -> pd.DataFrame:
    """Price every row of a frame whose columns are named like the fields of `Risk`.

    A single driver may be flat (`age`, `experience` or dates, `kbm` or `kbm_class`), several are a list in `drivers`.
    Returns the frame with `premium` (roubles, the float nearest to the exact kopecks), `act`, the eight factors,
    `notes` and `error`; a row with an error has NaN. Missing values (NaN, None) mean "not given". An unknown column
    is an InputError.
    """
    frame = frame.drop(columns=[name for name in frame.columns if name in _RESULTS])
    for name in frame.columns:
        if name not in READERS and name not in DRIVER_READERS:
            raise InputError(str(name), name, f"Неизвестный столбец «{name}».")
    columns = {
        name: needed(name, read(frame.get(name), name, reader, len(frame)))
        for name, reader in READERS.items()
        if name != "drivers"
    }
    people = entries(frame, columns["date"], (columns["kbm"], columns["kbm_class"]))
    return Portfolio(frame, columns, people, tariffs or Tariffs.load()).result()


class Portfolio:
    """One run: the columns of contracts and their people read, the factors found, the rows multiplied.

    `columns` has every field of `Risk` but the drivers; errors of further columns refuse their rows too.
    """

    def __init__(self, frame: pd.DataFrame, columns: dict[str, Column], people: Entries, tariffs: Tariffs) -> None:
        self.frame, self.columns, self.people, self.tariffs = frame, columns, people, tariffs
        self.tables: list[Tariff] = []
        self.period = self._periods(columns["date"])

    def _periods(self, dates: Column) -> Column:
        """The number of each row's tariff among those this portfolio needs; a row without one keeps any."""
        found = narrow([dates], self._table)
        if not self.tables:
            self._table(None)
        return Column(found.codes, [number or 0 for number in found.values], found.errors)

    def _table(self, day: Any) -> int:
        return numbered(self.tariffs.at(day or self.tariffs.starts[-1]), self.tables)

    def _columns(self, names: str) -> list[Column]:
        return [self.period, *(self.columns[name] for name in names.split())]

    def result(self) -> pd.DataFrame:
        """All factors in the order of the formula, then the product, then the words."""
        found = [self._base(), self._territory(), *self._driving(), self._power(), self._season(), self._term()]
        error, reasons = self._errors(found)
        bad = error > 0
        ints = [Ints.of([factor.value if factor else by.ONE for factor in one.factors], one.codes) for one in found]
        answer = self.frame.copy(deep=False)
        answer["premium"] = _unless(bad, kopecks(ints) / 100.0)
        answer["act"] = self._acts(found, bad)
        for code, one in zip(formula.CODES, found, strict=True):
            values = np.array([float(factor.value) if factor else np.nan for factor in one.factors])
            answer[code] = _unless(bad, values[one.codes])
        answer["notes"] = self._notes(found, exceeds(ints[2:], 3), bad)
        answer["error"] = pd.Categorical.from_codes(error - 1, pd.Index(reasons[1:]))
        return answer

    def _base(self) -> Found:
        row, rate = annex_row(self.columns), self.columns["base_rate"]
        self.columns["row"] = row
        found = look_up([narrow([self.period, row], self._corridor_case), rate], self._base_rate)
        if any(found.errors):  # a refusal names the period of its own contract
            found = look_up([narrow([self.period, row], lambda *own: own), rate], self._base_rate)
        return found

    def _corridor_case(self, table: int, row: str | None) -> tuple[int, str | None]:
        """Tariffs with one and the same known corridor of a row count as one."""
        corridors = [tariff.base.get(row or "") for tariff in self.tables]
        own = corridors[table]
        return (corridors.index(own) if own and own.known else table, row)

    def _base_rate(self, case: tuple[int, str | None], rate: Decimal | str | None) -> Factor:
        table, row = case
        return by.base_rate(self.tables[table], row or "", rate or "max")

    def _territory(self) -> Found:
        where = self._columns("category kt foreign_registered unfriendly region place territory")
        return look_up(where, lambda table, *rest: formula.territory_factor(self.tables[table], *rest))

    def _driving(self) -> tuple[Found, Found, Found]:
        """КБМ and КВС, each the highest among the contract's drivers, and КО."""
        people, columns = self.people, self.columns
        who = [columns["foreign_registered"], columns["owner"]]
        history = [self.period, *who, columns["kbm"], columns["kbm_class"]]
        case = narrow([self.period, people.unlimited, *who, columns["category"]], self._kvs_case)
        kbm = look_up([*(c.take(people.rows) for c in history), people.kbm, people.kbm_class], self._kbm)
        kvs = look_up([case.take(people.rows), people.age, people.experience], self._kvs)
        limit = look_up([self.period, people.unlimited, columns["owner"]], self._limit)
        count = len(self.frame)
        return people.highest(kbm, count), people.highest(kvs, count), limit

    def _kbm(self, table: int, foreign: bool, owner: str | None, *known: Any) -> Factor:
        return formula.kbm_factor(self.tables[table], foreign, owner or "individual", *known)

    def _kvs_case(self, table: int, *rest: Any) -> tuple[Any, ...]:
        """Tariffs with one and the same КВС table count as one, but for the act named with an unlimited list."""
        kvs = self.tables[table].kvs
        return (table if rest[0] else next(n for n, t in enumerate(self.tables) if t.kvs == kvs), *rest)

    def _kvs(self, case: tuple[Any, ...], age: int, experience: int) -> Factor:
        table, unlimited, foreign, owner, category = case
        years = (None if n == NONE else n for n in (age, experience))
        return formula.kvs_factor(self.tables[table], unlimited, foreign, owner or "individual", category or "", *years)

    def _limit(self, table: int, unlimited: bool, owner: str | None) -> Factor:
        return by.drivers_limit(self.tables[table], unlimited, owner or "individual")

    def _power(self) -> Found:
        return look_up(self._columns("category power_hp"), self._power_factor)

    def _power_factor(self, table: int, category: str | None, hp: Decimal | None) -> Factor:
        return formula.power_factor(self.tables[table], category or "", hp)

    def _season(self) -> Found:
        where = self._columns("foreign_registered months_of_use")
        return look_up(where, lambda table, *rest: formula.season_factor(self.tables[table], *rest))

    def _term(self) -> Found:
        where = self._columns("foreign_registered term short_term_factor months_of_use")
        return look_up(where, lambda table, *rest: formula.term_factor(self.tables[table], *rest))

    def _errors(self, found: Sequence[Found]) -> tuple[Codes, list[str]]:
        """The first error of each row: 0 for none, else a number of the list."""
        reasons = {"": 0}
        result = np.zeros(len(self.frame), dtype=np.int32)
        columns = [(c.codes, c.errors) for c in (*self.columns.values(), self.period, *self.people.errors)]
        for codes, errors in [*columns, *((one.codes, one.errors) for one in found)]:
            if any(errors):
                numbers = np.array([reasons.setdefault(reason, len(reasons)) for reason in errors], dtype=np.int32)
                result = np.where(result == 0, numbers[codes], result)
        return result, list(reasons)

    def _acts(self, found: Sequence[Found], bad: npt.NDArray[np.bool_]) -> pd.Categorical[str]:
        numbers = [act.number for act in self.tariffs.acts]
        rank = {number: n for n, number in enumerate(numbers)}
        editions = [rank[self.tables[number].edition] for number in self.period.values]
        newest = np.array(editions, dtype=np.int32)[self.period.codes]
        for one in found:
            own = [rank.get(factor.act, -1) if factor else -1 for factor in one.factors]
            if max(own, default=-1) > min(editions, default=-1):
                newest = np.maximum(newest, np.array(own, dtype=np.int32)[one.codes])
        return pd.Categorical.from_codes(np.where(bad, -1, newest), pd.Index(numbers))

    def _notes(
        self, found: Sequence[Found], high: npt.NDArray[np.bool_], bad: npt.NDArray[np.bool_]
    ) -> pd.Categorical[str]:
        """The notes of each row joined by "; ", said in the order of the scalar form."""
        said = [Column(*_note_column(one)) for one in found]
        extra = [self.columns[name] for name in ("foreign_registered", "owner", "trailer")]
        extra.append(narrow([self.columns["date"]], self._far))
        codes, keys = combine([*said, *extra, Column(high.astype(np.int32), [False, True])])
        texts: dict[str, int] = {}
        places = np.array([texts.setdefault(_joined(key), len(texts)) for key in keys], dtype=np.int32)
        return pd.Categorical.from_codes(np.where(bad, -1, places[codes]), pd.Index(list(texts)))

    def _far(self, day: date | None) -> str:
        return self.tariffs.horizon.note(day) if day else ""


def _unless(bad: npt.NDArray[np.bool_], values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The values, which are changed, with NaN for the rows refused."""
    values[bad] = np.nan
    return values


def _note_column(found: Found) -> tuple[Codes, list[str]]:
    notes: dict[str, int] = {}
    places = [notes.setdefault(factor.note if factor else "", len(notes)) for factor in found.factors]
    if len(notes) <= 1:
        return np.broadcast_to(np.int32(0), found.codes.shape), list(notes)
    return np.array(places, dtype=np.int32)[found.codes], list(notes)


def _joined(key: tuple[Any, ...]) -> str:
    *own, foreign, owner, trailer, far, high = key
    notes = [note for note in own if note]
    notes += formula.extra_notes(foreign, owner or "individual", trailer, far)
    return "; ".join([*notes, formula.HIGH_NOTE] if high else notes)


def numbered(tariff: Tariff, tables: list[Tariff]) -> int:
    """The number of a tariff among those that a portfolio needs; a new one is put to them."""
    number = next((n for n, known in enumerate(tables) if known is tariff), len(tables))
    if number == len(tables):
        tables.append(tariff)
    return number


def annex_row(columns: Mapping[str, Column]) -> Column:
    """The row of annex 1 of each contract."""
    return narrow([columns[name] for name in _VEHICLE], _base_class)


def _base_class(category: str | None, owner: str | None, *rest: Any) -> str:
    return by.base_class(category or "", owner or "individual", *rest)


def needed(name: str, column: Column) -> Column:
    """A column whose missing values are errors when the field is required."""
    if name not in REQUIRED:
        return column
    reason = missing(name, REQUIRED[name]).message
    errors = [
        reason if value is None and not error else error
        for value, error in zip(column.values, column.errors, strict=True)
    ]
    return Column(column.codes, column.values, errors)
