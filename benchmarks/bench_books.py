"""Closed workbooks: 10 000 clients and 20 000 policies with every column filled, written, read and appended to.

Run: python benchmarks/bench_books.py [CLIENTS POLICIES]
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from osago_xl.books import open_book
from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.schema.columns import Choice, Column, Day, Key, Moment, Money, Number, Rate, Value
from osago_xl.schema.tables import Table
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

TODAY = date(2026, 11, 22)


def main(clients: int = 10_000, policies: int = 20_000) -> None:
    """Print one line per step."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "OSAGO.xlsm")
        with timed("build of an empty book"):
            build_workbook(path, TODAY)
        changes = Changes({name: change(name, n) for name, n in (("tblClients", clients), ("tblPolicies", policies))})
        with timed(f"{clients} clients and {policies} policies from nothing"):
            open_book(path, today=TODAY).apply(changes)
        del changes
        print(f"{path.stat().st_size / 1e6:55.1f} MB on disk")
        with timed("reading all tables"):
            book = open_book(path, today=TODAY)
            for table in WORKBOOK.tables.values():
                book.read(table)
        with timed("reading on another day: formulas computed"):
            book = open_book(path, today=TODAY + timedelta(days=1))
            for table in WORKBOOK.tables.values():
                book.read(table)
        del book
        append(path, "tblClients", 1)
        append(path, "tblContacts", 10_000)
        append(path, "tblPolicies", 1)
        empty = Path(folder, "empty.xlsm")
        build_workbook(empty, TODAY)
        append(empty, "tblContacts", 10_000, " to an empty book")
        append(empty, "tblPolicies", 10_000, " to an empty book")


def append(path: Path, table: str, rows: int, where: str = " to the full book") -> None:
    new = Changes({table: change(table, rows, first=10**6 - rows)})
    with timed(f"{rows} rows of {table}{where}"):
        open_book(path, today=TODAY).apply(new)


def change(name: str, rows: int, first: int = 1) -> TableChange:
    table = WORKBOOK.tables[name]
    return TableChange(table, added=[row_of(table, n) for n in range(first, first + rows)])


def row_of(table: Table, n: int) -> Row:
    """A row with every cell filled."""
    return Row({column.key: value_of(table, column, n) for column in table.columns if not column.formula})


def value_of(table: Table, column: Column, n: int) -> Any:
    match column:
        case Key(own=True):
            return f"{table.prefix}{n:06d}"
        case Key(of="tblClients"):
            return f"К-{n % 10_000:06d}"
        case Moment():
            return datetime(2026, 1, 1) + timedelta(minutes=n % 1000)
        case Day():
            return date(2024, 1, 1) + timedelta(days=n % 1000)
        case Money():
            return Decimal(n * 7 % 2_000_000) / 100
        case Rate():
            return Decimal(n % 50 + 50) / 100
        case Number() | Value():
            return n % 365
        case Choice(source=tuple() as words) if words:
            return words[n % len(words)]
        case Choice():
            return ("ОСАГО", "КАСКО", "ДМС")[n % 3]
        case _:
            return f"{column.header} {n}" if n % 3 else f"{column.header}"


@contextmanager
def timed(what: str) -> Iterator[None]:
    wall, cpu = perf_counter(), process_time()
    yield
    wall, cpu = perf_counter() - wall, process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:50}{wall:6.2f} s ({cpu:5.2f} s of processor), peak so far {peak:5.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
