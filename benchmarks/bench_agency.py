"""An office at work: python benchmarks/bench_agency.py [books [at once]].

Starts a PostgreSQL of its own. Some members really exchange books of 1 000 clients and 2 000 policies; the rows of the
other members are copied in the store by SQL, so that it is as full as that of the whole office. Printed is processor
time: that of the programs, each a process of its own from its start, and that of the server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "tests" / "agency")]
from bench_reprice import server_seconds
from cost_case import NOW, TODAY, base
from pg_server import binaries, running

from osago_xl.agency.model import METADATA, SHARED, Shared
from osago_xl.agency.office import create, invite
from osago_xl.agency.store import engine, parse
from osago_xl.agency.tables import BOOK, HISTORY, MEMBER
from osago_xl.books import open_book
from osago_xl.keeping.fresh import new_workbook
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.work.unit import Work

POLICIES, CHANGED = 2_000, 100
PROGRAM = Path(sys.executable).with_name("osago-xl")


class Cost(NamedTuple):
    """Processor seconds of programs that ran at once: the greatest and the mean of them, and the server's for all."""

    greatest: float
    mean: float
    server: float
    clock: float

    def __str__(self) -> str:
        return f"{self.mean:5.2f} s, at most {self.greatest:.2f}; the server {self.server:.2f}; clock {self.clock:.1f}"


def run(commands: Iterable[list[str]]) -> Cost:
    """Start all of them at once and wait."""
    server, began = server_seconds(), time.perf_counter()
    started = [subprocess.Popen([PROGRAM, *command], stdout=subprocess.DEVNULL) for command in commands]
    spent = []
    for process in started:
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
        if process.returncode:
            raise SystemExit(f"{process.args} ended with {process.returncode}")
        spent.append(usage.ru_utime + usage.ru_stime)
    clock = time.perf_counter() - began
    return Cost(max(spent), sum(spent) / len(spent), server_seconds() - server, clock)


class Office:
    """A store, and the folder with its books and invitations."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        create(url)
        invite(url, "Анна Главная", "head", folder / "head.json")
        self.empty, self.full = folder / "empty.xlsm", folder / "full.xlsm"
        self.empty.write_bytes(new_workbook({}, TODAY))
        self.full.write_bytes(new_workbook(base(POLICIES, 0), TODAY))

    def book(self, number: int) -> Path:
        """A book that has not joined, of a member who has been invited."""
        path, file = self.folder / f"{number}.xlsm", self.folder / f"{number}.json"
        shutil.copyfile(self.full, path)
        invite(self.url, f"Агент {number}", "agent", file)
        return path

    def join(self, books: Iterable[Path]) -> Cost:
        return run(["agency", "join", str(book), str(book.with_suffix(".json"))] for book in books)

    def sync(self, books: Iterable[Path]) -> Cost:
        return run(["agency", "sync", str(book)] for book in books)

    def multiply(self, code: int, members: int) -> None:
        """Give the rows of the book `code` to so many more members, under keys of their own."""
        with engine(parse(self.url)).begin() as connection:
            one = connection.execute(sa.select(BOOK).where(BOOK.c.code == code)).mappings().one()
            names = [{"name": f"Копия {n}", "role": "agent", "login": f"copy_{n}"} for n in range(members)]
            ids = connection.execute(MEMBER.insert().returning(MEMBER.c.id), names).scalars().all()
            rows = [{**one, "code": 1000 + n, "member": member, "id": f"{n}", "nonce": f"{n}"}
                    for n, member in enumerate(ids)]  # fmt: skip
            connection.execute(BOOK.insert(), rows)
            for shared in SHARED.values():
                if shared.has_owner:
                    connection.execute(sa.text(_copy(shared, code)), {"owner": one["member"]})
            connection.execute(sa.text(_copied(HISTORY, code, {"row_key", "after"}, {"id"})), {"owner": one["member"]})
        with engine(parse(self.url)).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))


def _copy(shared: Shared, code: int) -> str:
    return _copied(shared.stored, code, {"row_key", *shared.links}, set())


def _copied(table: sa.Table, code: int, keys: set[str], left: set[str]) -> str:
    """An INSERT of the rows of one owner for every book of a copy; `keys` are led to the copy's own rows."""
    columns = [column.name for column in table.columns if column.name not in left]
    said = {name: f't."{name}"' for name in columns}
    said |= {name: f"replace(t.\"{name}\", '-{code}-', '-' || b.code || '-')" for name in keys}
    said |= {name: "b.member" for name in ("row_owner", "member") if name in said}
    said |= {"book": "b.code"} if "book" in said else {}
    named = ", ".join(f'"{name}"' for name in columns)
    return (
        f'INSERT INTO "{table.name}" ({named}) SELECT {", ".join(said[name] for name in columns)} '
        f'FROM "{table.name}" t CROSS JOIN agency_book b WHERE t.row_owner = :owner AND b.code >= 1000'
    )


def change(book: Path, text: str) -> None:
    """A hundred clients get another profession."""
    work = Work(open_book(book, today=TODAY), TODAY, NOW)
    for row in work.rows(CLIENTS)[:CHANGED]:
        work.set(CLIENTS, row, profession=text)
    work.commit("правка")


def measure(office: Office, books: int, at_once: int) -> None:
    """The table of README."""
    first, head = office.book(1), office.folder / "head.xlsm"
    print(f"join of a book           {office.join([first])}")
    print(f"its first exchange       {office.sync([first])}")
    with engine(parse(office.url)).connect() as connection:
        code = connection.scalar(sa.select(BOOK.c.code))
    others = [office.book(number) for number in range(2, at_once + 1)]
    for other in others:
        office.join([other])
        office.sync([other])
    office.multiply(code, books - at_once)
    with engine(parse(office.url)).connect() as connection:
        counted = {name: connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) for name in ("clients", "policies")}
    size = "; ".join(f"{name} {count:,}" for name, count in counted.items())
    print(f"the store now: {books} members with books, {size}, {len(METADATA.tables)} tables")
    print(f"a book, nothing changed  {office.sync([first])}")
    members = [first, *others]
    for number, book in enumerate(members):
        change(book, f"занятие {number}")
    print(f"{CHANGED} changes, {at_once:2} at once  {office.sync(members)}")
    change(first, "другое")
    print(f"{CHANGED} changes, alone      {office.sync([first])}")
    shutil.copyfile(office.empty, head)
    office.join([head])
    print(f"head: find               {run([['agency', 'find', str(head), 'Клиент777 ']])}")
    told = office.folder / "report.xlsx"
    print(f"head: report             {run([['agency', 'report', str(head), '-o', str(told)]])}")


def main() -> None:
    books = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    at_once = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    programs = binaries()
    if programs is None:
        raise SystemExit("No PostgreSQL on this computer: apt-get install postgresql")
    with running(programs) as url, tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder  # where passwords are kept
        measure(Office(url, Path(folder)), books, at_once)


if __name__ == "__main__":
    main()
