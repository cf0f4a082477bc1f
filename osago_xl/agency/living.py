"""The living policies of a store, read at one moment: what a member may see of them and not more."""

from __future__ import annotations

import io
from datetime import date

import numpy as np
import pyarrow as pa
import sqlalchemy as sa
from pyarrow import csv

from osago_xl.agency.model import SHARED
from osago_xl.agency.portfolio import CONTRACT, DRIVER, TEXT, Living, as_table
from osago_xl.agency.sight import Member, visible
from osago_xl.domain.contract_states import ISSUED
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS

_POLICIES, _CARS, _CLIENTS, _ADMITTED, _DRIVERS = (
    SHARED[table.name].stored for table in (POLICIES, CARS, CLIENTS, ADMITTED, DRIVERS)
)


def living(connection: sa.Connection, on: date, member: Member | None = None) -> Living:
    """Issued policies of ОСАГО that hold on a day or begin later and are not renewed; what a member sees of them."""
    held = _held(on) & (visible(_POLICIES, member) if member else sa.true())
    contracts = _rows(connection, _contracts(held), CONTRACT)
    people = _rows(connection, _people(held), ("row", *DRIVER))
    rows = np.asarray(people.column("row").cast(pa.int32()))
    return Living(contracts, people.drop_columns("row"), rows)


def _held(on: date) -> sa.ColumnElement[bool]:
    p = _POLICIES.c
    return (
        ~p.row_deleted
        & (p.state == ISSUED)
        & (sa.func.coalesce(p.product, "ОСАГО") == "ОСАГО")
        & (p.ends >= on)
        & (sa.func.coalesce(p.successor, "") == "")
        & (sa.func.coalesce(p.car, "") != "")
    )


def _contracts(held: sa.ColumnElement[bool]) -> sa.Select[tuple[object, ...]]:
    p, car, owner = _POLICIES.c, _CARS.c, _CLIENTS.c
    told = {"key": p.row_key, "purpose": sa.func.coalesce(p.purpose, car.purpose), "kind": owner.kind}
    cars = {name: car[name] for name in ("category", "region", "place", "power_hp", "mass", "seats")}
    shown = {name: p[name] for name in CONTRACT if name not in told and name not in cars} | told | cars
    joined = _POLICIES.join(_CARS, car.row_key == p.car).join(
        _CLIENTS, owner.row_key == sa.func.coalesce(p.owner, p.client), isouter=True
    )
    columns = [shown[name].label(name) for name in CONTRACT]
    return sa.select(*columns).select_from(joined).where(held).order_by(p.row_key)


def _people(held: sa.ColumnElement[bool]) -> sa.Select[tuple[object, ...]]:
    """Who is admitted to which of the policies, numbered as `_contracts` gives them."""
    p, admitted, driver = _POLICIES.c, _ADMITTED.c, _DRIVERS.c
    place = (sa.func.row_number().over(order_by=p.row_key) - 1).label("row")
    numbered = sa.select(p.row_key, place).join(_CARS, _CARS.c.row_key == p.car).where(held).cte("numbered")
    kbm = sa.func.coalesce(sa.func.nullif(admitted.kbm, _zero()), driver.kbm).label("kbm")
    return (
        sa.select(numbered.c.row, driver.birth_date, driver.licensed, kbm)
        .join_from(numbered, _ADMITTED, (admitted.policy == numbered.c.row_key) & ~admitted.row_deleted)
        .join(_DRIVERS, (driver.row_key == admitted.driver) & ~driver.row_deleted)
        .order_by(numbered.c.row)
    )


def _zero() -> sa.ColumnElement[object]:
    return sa.literal(0, _ADMITTED.c.kbm.type)


def _rows(connection: sa.Connection, query: sa.Select[tuple[object, ...]], names: tuple[str, ...]) -> pa.Table:
    """PostgreSQL writes a file of text faster than any driver makes rows; of SQLite the rows are taken."""
    if connection.dialect.name != "postgresql":
        return as_table(connection.execute(query), names)
    text = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    driver = connection.connection.driver_connection
    assert driver is not None
    copied = io.BytesIO()
    with driver.cursor() as cursor, cursor.copy(f"COPY ({text}) TO STDOUT (FORMAT csv)") as copy:
        for block in copy:
            copied.write(block)
    if not copied.tell():
        return as_table((), names)
    return csv.read_csv(
        pa.py_buffer(copied.getbuffer()),
        read_options=csv.ReadOptions(column_names=list(names)),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, TEXT), strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
