"""Whatever fails while LibreOffice saves: the file on disk is the old or the new one.

A few trials run always. All, more than 50, take minutes: OSAGO_FULL=1 pytest tests/keeping/test_faults_calc.py.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from faults import ERRORS, Fault, Faults, injected
from keeping_desk import NOW, TODAY, fill

from osago_xl.books import open_book
from osago_xl.calc.engine import start_app
from osago_xl.calc.session import open_in_calc
from osago_xl.errors import OsagoError
from osago_xl.keeping.backup import backup
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

FULL = bool(os.environ.get("OSAGO_FULL"))
REFUSALS, OFFICES, PROGRAMS = (24, 16, 16) if FULL else (3, 1, 1)
"""Trials: a call of the save refused, the office killed, our program killed."""
CALLS = 7
"""Open, write, flush, fsync, chmod, rename, fsync of the folder."""

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes"),
]


def clients(path: Path) -> list[str]:
    """Names of the clients in the file; the owner file of an office that was killed does not count."""
    path.with_name(f".~lock.{path.name}#").unlink(missing_ok=True)
    rows = open_book(path, today=TODAY).read(WORKBOOK.tables["tblClients"])
    return [row["name"] for row in rows]


def add(book, number: int) -> None:
    fill(book, lambda work: work.add(CLIENTS, name=f"Новый {number}"))


SAVES = (
    lambda book: book.save(),
    lambda book: backup(Work(book, TODAY, NOW)),
    lambda book: book.to_pdf("Услуги", book.path.with_name("Услуги.pdf")),
)


def test_a_refused_call_leaves_the_old_file_or_the_new(desk, figures):
    results: Counter[str] = Counter()
    old = desk.path.read_bytes()
    with start_app() as app, open_in_calc(desk.path, app=app) as book:
        add(book, 0)
        for trial in range(REFUSALS):
            fault = Fault(trial % CALLS, ERRORS[trial % len(ERRORS)])
            try:
                with injected(Faults(desk.path.parent, fault)):
                    SAVES[trial % len(SAVES)](book)
                results["written"] += 1
            except (OsagoError, OSError) as error:
                results[type(error).__name__] += 1
            assert desk.path.read_bytes() == old or "Новый 0" in clients(desk.path)
            assert [each.name for each in desk.path.parent.rglob("*.tmp")] == []
    figures.append(f"Calc, a call of a save refused: {sum(results.values())} trials, {dict(results)}")
    assert results["BookError"] > 0


def test_an_office_killed_while_it_saves_leaves_the_old_file_or_the_new(desk, figures):
    results: Counter[str] = Counter()
    chance, before = random.Random(8), clients(desk.path)
    old = desk.path.read_bytes()
    for _ in range(OFFICES):
        desk.path.write_bytes(old)
        with start_app() as app, open_in_calc(desk.path, app=app) as book:
            add(book, 0)
            started = time.monotonic()
            book.save()
            seconds = time.monotonic() - started
            add(book, 1)
            killer = threading.Timer(chance.uniform(0, 1.2 * seconds), os.killpg, (app.pid, signal.SIGKILL))
            killer.start()
            try:
                book.save()
                results["saved before"] += 1
            except OsagoError:
                results["killed"] += 1
            killer.join()
        assert clients(desk.path) in ([*before, "Новый 0"], [*before, "Новый 0", "Новый 1"])
    figures.append(f"Calc, the office killed: {OFFICES} trials, {dict(results)}")


PROGRAM = """
import sys
from pathlib import Path
from osago_xl.calc.session import open_in_calc
from test_faults_calc import add
with open_in_calc(Path(sys.argv[1])) as book:
    for number in range(100):
        add(book, number)
        print("saving", flush=True)
        book.save()
"""


def test_a_program_killed_while_it_saves_leaves_a_whole_file(desk, figures):
    results: Counter[str] = Counter()
    chance, before = random.Random(8), clients(desk.path)
    old = desk.path.read_bytes()
    place = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(PROGRAMS):
        desk.path.write_bytes(old)
        line = [sys.executable, "-c", PROGRAM, str(desk.path)]
        with subprocess.Popen(line, stdout=subprocess.PIPE, env=place) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == b"saving\n"
            started = time.monotonic()
            assert program.stdout.readline() == b"saving\n"
            time.sleep(chance.uniform(0, 2 * (time.monotonic() - started)))
            program.kill()
        new = clients(desk.path)[len(before) :]
        assert new == [f"Новый {number}" for number in range(len(new))] != []
        results[f"{len(new)} saved"] += 1
    figures.append(f"Calc, the program killed: {PROGRAMS} trials, {dict(results)}")
