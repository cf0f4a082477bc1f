"""Whatever fails while a workbook is written: it opens afterwards and is the state before or after, never a mixture.

A short seed runs always. All trials, with figures: OSAGO_FULL=1 pytest -s tests/keeping/test_faults.py (minutes).
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from faults import ERRORS, Faults, injected
from keeping_desk import TODAY, fill

from osago_xl.books import open_book
from osago_xl.calc.engine import start_app
from osago_xl.calc.session import open_in_calc
from osago_xl.errors import BookError, OsagoError
from osago_xl.keeping.backup import backup
from osago_xl.keeping.copies import FOLDER, copies
from osago_xl.keeping.password import set_password
from osago_xl.keeping.restore import put_back
from osago_xl.schema.workbook import WORKBOOK

FULL = bool(os.environ.get("OSAGO_FULL"))
TRIALS, KILLS, CALC_TRIALS = (2_000, 200, 50) if FULL else (24, 4, 4)
SECRET = "очень длинный пароль"


def names(path: Path, password: str | None = None) -> list[str]:
    rows = open_book(path, today=TODAY, password=password).read(WORKBOOK.tables["tblClients"])
    return sorted(row["name"] for row in rows)


def add_client(path: Path) -> None:
    fill(open_book(path, today=TODAY), lambda work: work.add("tblClients", name="Новый"))


def close_by_password(path: Path) -> None:
    set_password(path, None, SECRET)


def restore(path: Path) -> None:
    found = copies(path.parent / FOLDER, path)
    if not found:
        raise BookError("копия не читается")
    put_back(found[0], path, None)


WRITES = {"apply": add_client, "password": close_by_password, "restore": restore}


def attempt(write, path: Path, faults: Faults) -> str:
    """Run a write with a fault; what came of it."""
    try:
        with injected(faults):
            write(path)
    except (OsagoError, OSError) as error:
        return type(error).__name__
    return "written"


def fresh(desk, folder: Path) -> Path:
    """The workbook with a copy that differs from it."""
    folder.mkdir()
    path = folder / "OSAGO.xlsm"
    shutil.copy(desk.path, path)
    shutil.copytree(desk.path.parent / FOLDER, folder / FOLDER)
    return path


@pytest.fixture
def prepared(desk):
    work = desk.work()
    backup(work)
    work.commit("Копия")
    desk.do(lambda work: work.add("tblClients", name="После копии"))
    return desk


def states(desk, folder: Path, write) -> tuple[bytes, bytes, int]:
    """The file before, the file after, and how many calls the write makes."""
    path, faults = fresh(desk, folder), Faults(-1, 0)
    before = path.read_bytes()
    attempt(write, path, faults)
    return before, path.read_bytes(), len(faults.calls)


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_refused_call_leaves_the_state_before_or_after(prepared, tmp_path, write):
    before, after, calls = states(prepared, tmp_path / "sample", write)
    assert calls >= 6
    results: Counter[str] = Counter()
    chance = random.Random(8)
    path = fresh(prepared, tmp_path / "trials")
    for trial in range(TRIALS // len(WRITES) + 1):
        path.write_bytes(before)
        faults = Faults(trial % calls, chance.choice(ERRORS), chance.random())
        results[attempt(write, path, faults)] += 1
        same = path.read_bytes()
        if same != before:
            password = SECRET if write is close_by_password else None
            assert names(path, password) == (names(tmp_path / "sample" / path.name, password))
        assert [each.name for each in path.parent.iterdir() if each.suffix == ".tmp"] == []
    print(f"\n{calls} calls, {sum(results.values())} trials: {dict(results)}")
    assert results["BookError"] > 0
    assert after != before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child process")
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_killed_process_leaves_the_state_before_or_after(prepared, tmp_path, write):
    before, _, calls = states(prepared, tmp_path / "sample", write)
    results: Counter[str] = Counter()
    chance = random.Random(8)
    path = fresh(prepared, tmp_path / "trials")
    for trial in range(KILLS // len(WRITES) + 1):
        path.write_bytes(before)
        child = os.fork()
        if child == 0:
            attempt(write, path, Faults(trial % calls, "kill", chance.random()))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9
        changed = path.read_bytes() != before
        if changed:
            password = SECRET if write is close_by_password else None
            assert names(path, password) == names(tmp_path / "sample" / path.name, password)
        results["after" if changed else "before"] += 1
    print(f"\n{calls} calls, {sum(results.values())} kills: {dict(results)}")
    assert results["before"] > 0


@pytest.mark.office
def test_calc_saves_the_whole_state_or_none(prepared, tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    results: Counter[str] = Counter()
    path = fresh(prepared, tmp_path / "trials")
    before = path.read_bytes()
    with start_app() as app:
        for trial in range(CALC_TRIALS):
            path.write_bytes(before)
            with open_in_calc(path, app=app) as book:
                fill(book, lambda work: work.add("tblClients", name="Новый"))
                try:
                    with injected(Faults(trial % 8, ERRORS[trial % len(ERRORS)])):
                        book.save()
                    results["written"] += 1
                except (OsagoError, OSError) as error:
                    results[type(error).__name__] += 1
            assert path.read_bytes() == before or "Новый" in names(path)
    print(f"\n{sum(results.values())} trials in Calc: {dict(results)}")
    assert results["BookError"] > 0
