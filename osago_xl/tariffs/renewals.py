"""Renewals of a whole portfolio at once: what `osago_xl.domain.forecast.renewal` does to a contract, done to columns.

As in `osago_xl.tariffs.columns`, every distinct combination is asked of the scalar functions once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pandas as pd

from osago_xl.domain.bonus_malus import asked_for, payouts, recalculations
from osago_xl.domain.forecast import moved_class, nearest_rate
from osago_xl.domain.rates import Tariff
from osago_xl.domain.risk import READERS
from osago_xl.errors import InputError
from osago_xl.tariffs.columns import Portfolio, annex_row, numbered
from osago_xl.tariffs.drivers import named
from osago_xl.tariffs.spread import Codes, Column, narrow
from osago_xl.tariffs.tariffs import Tariffs
from osago_xl.values.reading import whole

Columns = Mapping[str, Column]


def claims(value: object, field: str) -> int:
    """Payouts of the last year; nothing said is none."""
    return payouts(whole(value, field) or 0)


def renewals(contracts: Columns, people: Columns, rows: Codes, tariffs: Tariffs) -> pd.DataFrame:
    """Price every contract for its renewal; the result as of `premiums`, without the columns asked.

    `contracts`: fields of `Risk` as of today (one that is left out is not given) with `starts` and `renews` (first days
    of now and of then), `claims`, `unlimited`, `request` (of the КБМ of an unlimited list); errors of further columns
    refuse their rows. `people`: `birth_date`, `licence_date`, `kbm`, and in `rows` the contract of each, in order.
    """
    return _Renewing(contracts, people, rows, tariffs).result()


class _Renewing:
    def __init__(self, contracts: Columns, people: Columns, rows: Codes, tariffs: Tariffs) -> None:
        self.given, self.people, self.rows, self.tariffs = contracts, people, rows, tariffs
        self.tables: list[Tariff] = []
        self.period = narrow([contracts["renews"]], self._number)
        self.steps = narrow([contracts["starts"], contracts["renews"]], _steps)
        self.kbm = self._contract_kbm()

    def result(self) -> pd.DataFrame:
        count = len(self.period.codes)
        nothing = Column(np.zeros(count, dtype=np.int32), [None])
        columns = {name: nothing for name in READERS if name != "drivers"} | dict(self.given)
        columns |= {"date": self.given["renews"]} | self._moved(self.kbm, self.period, self.given["claims"], self.steps)
        columns["base_rate"] = narrow([self.period, annex_row(columns), self.given["base_rate"]], self._rate)
        people = named(self._people(), self.rows, columns["date"], self.given["unlimited"])
        return Portfolio(pd.DataFrame(index=range(count)), columns, people, self.tariffs).result()

    def _number(self, day: date | None) -> int:
        """The number of the tariff of a day among those needed."""
        return numbered(self.tariffs.at(day or self.tariffs.starts[-1]), self.tables)

    def _rate(
        self, table: int | None, row: str | None, rate: Decimal | Literal["min", "max"] | None
    ) -> Decimal | Literal["min", "max"]:
        return nearest_rate(self.tables[table or 0], row or "", rate or "max")

    def _contract_kbm(self) -> Column:
        """КБМ of a contract as a whole: of a company, or of an unlimited list that somebody was asked for."""
        given = self.given
        sold = narrow([given["starts"]], self._number)
        return narrow([sold, given["owner"], given["unlimited"], given["kbm"], given["request"]], self._own_kbm)

    def _own_kbm(self, table: int | None, owner: str | None, unlimited: bool, kbm: Decimal | None, asked: Any) -> Any:
        if owner == "legal":
            return kbm
        return asked_for(self.tables[table or 0], kbm, asked) if unlimited else None

    def _people(self) -> dict[str, Column]:
        """Each person with his КБМ moved on; without one he goes on taking the contract's, if that has any."""
        rows = self.rows
        own = narrow(
            [self.people["kbm"], self.kbm.take(rows)], lambda kbm, common: (kbm, kbm is None and common is None)
        )
        kbm = Column(own.codes, [each[0] for each in own.values])
        lost = Column(own.codes, [each[1] for each in own.values])
        moved = self._moved(kbm, self.period.take(rows), self.given["claims"].take(rows), self.steps.take(rows), lost)
        return {**self.people, **moved}

    def _moved(
        self, kbm: Column, period: Column, lately: Column, steps: Column, lost: Column | None = None
    ) -> dict[str, Column]:
        """КБМ as the class of the renewal; one that no table has stays, and is refused when it is priced.

        `lost` marks who has no history: he begins with the class of such drivers.
        """
        without = lost or Column(np.zeros(len(kbm.codes), dtype=np.int32), [False])
        found = narrow([kbm, period, lately, steps, without], self._class)
        return {
            "kbm": Column(found.codes, [value for value, _ in found.values]),
            "kbm_class": Column(found.codes, [name for _, name in found.values]),
        }

    def _class(
        self, kbm: Decimal | None, table: int | None, lately: int | None, steps: int, lost: bool
    ) -> tuple[Decimal | None, str | None]:
        if kbm is None and not lost:
            return None, None
        try:
            return None, moved_class(self.tables[table or 0], kbm, None, steps, lately or 0)
        except InputError:
            return kbm, None


def _steps(starts: date | None, renews: date | None) -> int:
    return recalculations(starts, renews) if starts and renews else 0
