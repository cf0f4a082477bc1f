"""The store of an office repriced: read at one moment, priced by columns, written back as an exchange if wanted."""

from __future__ import annotations

from datetime import date

import pandas as pd

from osago_xl import clock
from osago_xl.agency.forecasts import save
from osago_xl.agency.identity import identity_of
from osago_xl.agency.invitation import address
from osago_xl.agency.living import living
from osago_xl.agency.office import known_member
from osago_xl.agency.reprice import repriced
from osago_xl.agency.store import engine, known_version, parse, transaction
from osago_xl.tariffs.tariffs import Tariffs
from osago_xl.work.unit import Work


def reprice_store(url: str, tariffs: Tariffs, on: date) -> pd.DataFrame:
    """All that the login of an address may see."""
    with transaction(engine(parse(url)), writes=False) as connection:
        known_version(connection)
        found = living(connection, on)
    return repriced(found, tariffs, on)


def reprice_of(work: Work, url: str, tariffs: Tariffs, on: date, *, keep: bool) -> tuple[pd.DataFrame, int]:
    """All that the member of a book may see; with `keep` the forecasts are stored. How many of them were new."""
    book = identity_of(work)
    store = engine(address(url or book.url, book.store, book.login))
    with transaction(store, writes=False) as connection:
        member = known_member(connection, book.store, book.login)
        found = living(connection, on, member)
    table = repriced(found, tariffs, on)
    if not keep:
        return table, 0
    with transaction(store, writes=True) as connection:
        return table, save(connection, member, table, clock.now())
