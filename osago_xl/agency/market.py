"""A whole market priced from files of Parquet: a file a part, a process of Dask a core, one scheduler many computers.

Every file is read, priced and written by one worker; only sums come back. So memory is that of a file for each core,
whatever the number of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyarrow as pa
from distributed import Client, LocalCluster, as_completed
from pyarrow import parquet

from osago_xl.agency.portfolio import of_parquet
from osago_xl.agency.reprice import Sums, repriced, sums, together
from osago_xl.errors import AgencyError, BookError
from osago_xl.tariffs.tariffs import Tariffs

WAIT = 10
"""Seconds in which a scheduler has to answer."""


def price_file(source: Path, target: Path, tariffs: Tariffs, on: date) -> Sums:
    """One file priced into another."""
    table = repriced(of_parquet(parquet.read_table(source, use_threads=False)), tariffs, on)
    parquet.write_table(pa.Table.from_pandas(table, preserve_index=False), target)
    return sums(table)


def price_market(
    files: Sequence[Path], folder: Path, tariffs: Tariffs, on: date, scheduler: str = "", workers: int | None = None
) -> Sums:
    """Price files into files of the same names in `folder`, here or on the workers of a `scheduler`.

    All computers must see both folders by the same paths, and have this program of the same version.
    """
    if not files:
        raise BookError("Файлов .parquet в этой папке нет. Укажите папку с ними.")
    folder.mkdir(parents=True, exist_ok=True)
    with _workers(scheduler, workers) as client:
        common = client.scatter(tariffs, broadcast=True)
        waiting = [client.submit(price_file, file, folder / file.name, common, on, pure=False) for file in files]
        return together([done.result() for done in as_completed(waiting)])


@contextmanager
def _workers(scheduler: str, count: int | None) -> Iterator[Client]:
    """Those of a scheduler, or a process for each core of this computer, with nothing open to the network."""
    if scheduler:
        with _reached(scheduler) as client:
            yield client
        return
    options = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "host": "127.0.0.1"}
    with LocalCluster(n_workers=count, **options) as cluster, Client(cluster) as client:
        yield client


def _reached(scheduler: str) -> Client:
    try:
        return Client(scheduler, timeout=WAIT)
    except (OSError, ValueError) as error:
        raise AgencyError(
            f"Планировщик Dask «{scheduler}» не отвечает: запустите dask scheduler и проверьте адрес."
        ) from error
