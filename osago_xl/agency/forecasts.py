"""Forecasts into the store: «Прогноз» of every policy whose figure has changed, as an exchange of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
import sqlalchemy as sa

from osago_xl.agency.model import SHARED
from osago_xl.agency.sight import Member
from osago_xl.agency.tables import EXCHANGE, HISTORY
from osago_xl.agency.values import one
from osago_xl.agency.writing import Stamp, next_position, note
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.values.money import KOPECK

_POLICIES = SHARED[POLICIES.name]
_TENTH = Decimal("0.1")
NO_BOOK = 0
"""The number of no book: every book receives what is written so."""


class _Forecast(NamedTuple):
    forecast: Decimal | None
    forecast_change: Decimal | None


def save(connection: sa.Connection, member: Member, table: pd.DataFrame, now: datetime) -> int:
    """Write what `repriced` found; how many policies have another forecast now. The transaction is the caller's.

    A policy that cannot be priced keeps its last forecast, as in «Пролонгация».
    """
    stamp = Stamp(next_position(connection), member.id, NO_BOOK, now)
    found = dict(_found(table))
    stored = _POLICIES.stored.c
    rows = connection.execute(sa.select(stored.row_key, stored.row_owner, stored.forecast, stored.forecast_change))
    cells: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for key, owner, *before in rows:
        after = found.get(key)
        if after is None or tuple(before) == after:
            continue
        cells.append({"key": key, "version": stamp.position} | {f"new_{c}": v for c, v in after._asdict().items()})
        for column, old, new in zip(_Forecast._fields, before, after, strict=True):
            if old != new:
                notes.append(note(stamp, _POLICIES, key, owner, column, one(old), one(new)))
    if cells:
        connection.execute(_update(), cells)
        connection.execute(HISTORY.insert(), notes)
    counts = {"sent": len(cells), "received": 0, "conflicts": 0}
    connection.execute(EXCHANGE.insert().values(**stamp._asdict(), nonce=secrets.token_hex(8), **counts))
    return len(cells)


def _found(table: pd.DataFrame) -> Iterator[tuple[str, _Forecast]]:
    good = table[table["forecast"].notna()]
    for key, premium, change in zip(good["key"], good["forecast"], good["change"], strict=True):
        yield str(key), _Forecast(_exact(premium, KOPECK), _exact(change, _TENTH))


def _exact(value: float, unit: Decimal) -> Decimal | None:
    """The float nearest to a number of so many places, as that number."""
    return None if pd.isna(value) else Decimal(repr(float(value))).quantize(unit)


def _update() -> sa.Update:
    stored = _POLICIES.stored
    cells: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in _Forecast._fields}
    cells |= {"row_version": sa.bindparam("version")}
    return stored.update().where(stored.c.row_key == sa.bindparam("key")).values(cells)
