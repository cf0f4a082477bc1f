"""A portfolio repriced: python benchmarks/bench_reprice.py [policies].

Starts a PostgreSQL of its own, fills a store with policies, cars, owners and drivers by SQL, and prints what reading
and pricing take of processor (this program's, and the server's); compares a sample with the scalar functions; then
prices the same policies from files of Parquet with one and with two processes of Dask.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import sqlalchemy as sa
from distributed import Client, LocalCluster
from pyarrow import parquet

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "agency"))
from pg_server import binaries, running

from osago_xl import Driver, Risk, premium
from osago_xl.agency.living import living
from osago_xl.agency.market import price_file, price_market
from osago_xl.agency.office import create
from osago_xl.agency.portfolio import Living
from osago_xl.agency.reprice import repriced, sums
from osago_xl.agency.store import engine, parse, transaction
from osago_xl.domain.forecast import renewal
from osago_xl.errors import InputError
from osago_xl.tariffs.own import tariffs

ON = date(2026, 12, 1)
PLACES = (("Москва", "Москва"), ("Республика Башкортостан", "Уфа"), ("Свердловская область", "Екатеринбург"),
          ("Краснодарский край", "Сочи"), ("Московская область", "Химки"), ("Пермский край", "Пермь"),
          ("Республика Татарстан", "Казань"), ("Свердловская область", "Нижний Тагил"))  # fmt: skip
KBM = "ARRAY[0.46, 0.52, 0.57, 0.63, 0.68, 0.74, 0.78, 0.83, 0.91, 1, 1.17, 1.76]"
SAMPLE = 3_000
PARTS = 8

_NUMBERS = "FROM generate_series(1, {count}) n"
_FILL = (
    # Some 12 % are companies, 8 % lists without restriction; half of the others name two drivers.
    "INSERT INTO clients (row_key, row_owner, row_version, row_deleted, kind) "
    "SELECT 'К-1-' || n, 1, 1, false, CASE WHEN n % 8 = 0 THEN 'юрлицо' ELSE 'физлицо' END " + _NUMBERS,
    "INSERT INTO cars (row_key, row_owner, row_version, row_deleted, category, region, place, power_hp, purpose) "
    "SELECT 'А-1-' || n, 1, 1, false, CASE WHEN n % 20 = 0 THEN 'A' ELSE 'B' END, (ARRAY[{regions}])[1 + n % {many}], "
    "(ARRAY[{places}])[1 + n % {many}], 45 + n * 7 % 250, CASE WHEN n % 40 = 3 THEN 'такси' ELSE 'личная' END "
    + _NUMBERS,
    "INSERT INTO drivers (row_key, row_owner, row_version, row_deleted, birth_date, licensed, kbm) "
    "SELECT 'В-1-' || n, 1, 1, false, DATE '1955-01-01' + n * 13 % 16000, "
    "DATE '1973-02-01' + n * 13 % 16000 + n * 17 % 2500, "
    "(" + KBM + ")[1 + n % 12] " + _NUMBERS.replace("{count}", "{people}"),
    "INSERT INTO policies (row_key, row_owner, row_version, row_deleted, product, state, agent, insurer, client, car, "
    "starts, ends, premium, tb, kbm, kbm_request, unlimited, claims, use_1_from, use_1_to) "
    "SELECT 'П-1-' || n, 1, 1, false, 'ОСАГО', 'оформлен', 'Агент ' || n % 200, 'Компания ' || n % 15, 'К-1-' || n, "
    "'А-1-' || n, s, s + 364, 3000 + n * 37 % 20000, 2500 + n * 11 % 6000, (" + KBM + ")[1 + n % 12], "
    "'запрос ' || n, CASE WHEN n % 12 = 5 THEN 'да' ELSE 'нет' END, CASE WHEN n % 15 = 0 THEN 1 END, "
    "CASE WHEN n % 10 = 0 THEN s END, CASE WHEN n % 10 = 0 THEN s + 180 END "
    "FROM (SELECT n, DATE '2025-12-10' + n * 3 % 355 s " + _NUMBERS + ") AS sold",
    "INSERT INTO admitted (row_key, row_owner, row_version, row_deleted, policy, driver, place) "
    "SELECT 'Д-1-' || n, 1, 1, false, 'П-1-' || (1 + (n - 1) % {count}), 'В-1-' || n, 1 + (n - 1) / {count} "
    + _NUMBERS.replace("{count}", "{people}"),
)  # fmt: skip


def fill(url: str, count: int) -> None:
    """The store by SQL alone."""
    create(url)
    words = {"regions": ", ".join(f"'{region}'" for region, _ in PLACES), "many": len(PLACES), "count": count,
             "places": ", ".join(f"'{place}'" for _, place in PLACES), "people": count * 3 // 2}  # fmt: skip
    with engine(parse(url)).begin() as connection:
        for statement in _FILL:
            connection.execute(sa.text(statement.format(**words)))
    with engine(parse(url)).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))


def server_seconds() -> float:
    """Processor time of all PostgreSQL processes of this computer."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition(") ")
        except OSError:
            continue
        if name.endswith("(postgres"):
            ticks += sum(map(int, rest.split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def scalar(found: Living, row: int) -> Decimal | None:
    """The renewal of one policy by the scalar functions, from the same texts."""
    told = {name: found.contracts.column(name)[row].as_py() for name in found.contracts.column_names}
    rows = np.flatnonzero(found.rows == row)
    people = [{name: found.people.column(name)[int(n)].as_py() for name in found.people.column_names} for n in rows]
    legal, unlimited = told["kind"] == "юрлицо", told["unlimited"] == "да"
    try:
        risk = Risk(
            date=told["starts"], category=told["category"], owner="legal" if legal else "individual",
            taxi=told["purpose"] == "такси", region=told["region"], place=told["place"], power_hp=told["power_hp"],
            kbm=told["kbm"] if legal or unlimited else None, base_rate=told["tb"],
            months_of_use=6 if told["use_1_from"] else None,
            drivers="unlimited" if unlimited else tuple(
                Driver(birth_date=p["birth_date"], licence_date=p["licensed"], kbm=p["kbm"]) for p in people),
        )  # fmt: skip
        starts = max(date.fromisoformat(told["ends"]) + timedelta(days=1), ON)
        return premium(renewal(risk, tariffs(), int(told["claims"] or 0), starts), tariffs()).premium
    except InputError:
        return None


def to_parquet(found: Living, folder: Path) -> list[Path]:
    """The same policies as files, drivers in lists."""
    places = np.searchsorted(found.rows, np.arange(len(found.contracts) + 1)).astype(np.int32)
    drivers = pa.ListArray.from_arrays(
        pa.array(places), found.people.combine_chunks().to_struct_array().combine_chunks()
    )
    table = found.contracts.append_column("drivers", drivers)
    size = -(-len(table) // PARTS)
    files = [folder / f"part-{n}.parquet" for n in range(PARTS)]
    for n, file in enumerate(files):
        parquet.write_table(table.slice(n * size, size), file)
    return files


def from_store(url: str) -> Living:
    """Read and price, with the figures of processor."""
    server, began, wall = server_seconds(), time.process_time(), time.perf_counter()
    with transaction(engine(parse(url)), writes=False) as connection:
        found = living(connection, ON)
    read = time.process_time()
    table = repriced(found, tariffs(), ON)
    done = time.process_time()
    told = sums(table)
    print(f"{told.policies:,} policies, {told.priced:,} priced; {len(found.people):,} drivers")
    print(f"read {read - began:.1f} s, priced {done - read:.1f} s, together {done - began:.1f} s of processor; "
          f"the server {server_seconds() - server:.1f} s; by the clock {time.perf_counter() - wall:.1f} s")  # fmt: skip
    rows = np.random.default_rng(3).choice(len(table), min(SAMPLE, len(table)), replace=False)
    same = sum(_same(table["forecast"].iloc[row], scalar(found, int(row))) for row in rows)
    print(f"equal to the kopeck with the scalar functions: {same} of {len(rows)}")
    print("commonest reasons:", dict([*told.reasons.items()][:3]))
    return found


def _same(figure: float, exact: Decimal | None) -> bool:
    return exact is None if pd.isna(figure) else Decimal(repr(float(figure))) == exact


def on_dask(found: Living, folder: Path) -> None:
    """The time of work alone: the processes have started and have priced something before."""
    files = to_parquet(found, folder)
    began = time.process_time()
    for file in files:
        price_file(file, folder / "answer.parquet", tariffs(), ON)
    bytes_ = sum(file.stat().st_size for file in files)
    print(f"{len(files)} files of Parquet, {bytes_ / 1e6:.0f} MB, read, priced and written in one process: "
          f"{time.process_time() - began:.1f} s of processor; peak of memory "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")  # fmt: skip
    took, worked = {}, {}
    for workers in (1, 2):
        options = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "host": "127.0.0.1"}
        with LocalCluster(n_workers=workers, **options) as cluster, Client(cluster) as client:
            address = cluster.scheduler_address
            price_market([files[0]] * workers, folder / "warm", tariffs(), ON, address)
            began, before = time.perf_counter(), client.run(time.process_time)
            told = price_market(files, folder / f"of-{workers}", tariffs(), ON, address)
            took[workers] = time.perf_counter() - began
            worked[workers] = [done - before[name] for name, done in client.run(time.process_time).items()]
        shares = " and ".join(f"{seconds:.1f}" for seconds in worked[workers])
        print(f"Dask, {workers} workers: {told.priced:,} priced in {took[workers]:.1f} s by the clock, "
              f"{shares} s of processor")  # fmt: skip
    print(f"two workers are {took[1] / took[2]:.2f} times as fast by the clock at load {os.getloadavg()[0]:.1f}, "
          f"{max(worked[1]) / max(worked[2]):.2f} by the processor of the busier one")  # fmt: skip


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    programs = binaries()
    if programs is None:
        raise SystemExit("No PostgreSQL on this computer: apt-get install postgresql")
    with running(programs) as url, tempfile.TemporaryDirectory() as folder:
        fill(url, count)
        on_dask(from_store(url), Path(folder))


if __name__ == "__main__":
    main()
