"""Whatever fails while a workbook is written: it opens afterwards and is the state before or after, never a mixture.

A short seed runs always. All trials, 1 000 refused calls, 2 000 kills and 100 in Calc, take an hour:
OSAGO_FULL=1 pytest tests/keeping/test_faults.py. The report ends with the figures.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from faults import ERRORS, Faults, injected
from keeping_desk import NOW, TODAY, fill, memory

from osago_xl.actions.undo import undo_last
from osago_xl.books import open_book
from osago_xl.calc.engine import start_app
from osago_xl.calc.session import open_in_calc
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.work import Work
from osago_xl.errors import BookError, OsagoError
from osago_xl.imports.run import import_all
from osago_xl.imports.target import Options
from osago_xl.keeping.backup import backup
from osago_xl.keeping.copies import FOLDER, copies
from osago_xl.keeping.fresh import new_workbook
from osago_xl.keeping.merge import Rule
from osago_xl.keeping.merge_files import merge_files
from osago_xl.keeping.password import set_password
from osago_xl.keeping.restore import put_back
from osago_xl.keeping.split import split
from osago_xl.keeping.upgrade import upgrade
from osago_xl.schema.workbook import WORKBOOK

FULL = bool(os.environ.get("OSAGO_FULL"))
REFUSALS, KILLS, SUDDEN, CALC_REFUSALS, CALC_KILLS = (1_000, 1_000, 1_000, 50, 50) if FULL else (45, 36, 18, 4, 1)
SECRET = "очень длинный пароль"
OTHER, LIST, PART = "другая.xlsm", "список.csv", "часть.xlsm"


def names(path: Path, password: str | None = None) -> list[str]:
    rows = open_book(path, today=TODAY, password=password).read(WORKBOOK.tables["tblClients"])
    return sorted(row["name"] for row in rows)


def state(path: Path) -> dict[str, object]:
    """What an agent finds: his clients, the part given away, whole copies; the book with or without its password."""
    try:
        found = names(path)
    except BookError as error:
        assert "закрыта паролем" in str(error)
        found = ["под паролем", *names(path, SECRET)]
    part = path.with_name(PART)
    whole = [copy.path.name for copy in copies(path.parent / FOLDER, path) if names(copy.path)]
    return {"book": found, "part": names(part) if part.exists() else None, "copies": sorted(whole)}


def command(path: Path, change) -> None:
    work = Work(open_book(path, today=TODAY), TODAY, NOW)
    change(work)
    work.commit("Команда")


def restore(path: Path) -> None:
    found = copies(path.parent / FOLDER, path)
    if not found:
        raise BookError("копия не читается")
    put_back(found[0], path, None)


def merge(work: Work) -> None:
    merge_files(work, ConsoleUi(yes=True), [work.path.with_name(OTHER)], Rule.NEWER, lambda _: None, ask=False)


WRITES = {
    "apply": lambda path: command(path, lambda work: work.add("tblClients", name="Новый")),
    "import": lambda path: command(
        path, lambda work: import_all(work, [path.with_name(LIST)], Options(), lambda *_: None)
    ),
    "merge": lambda path: command(path, merge),
    "undo": lambda path: command(path, lambda work: undo_last(work, ConsoleUi(yes=True))),
    "password": lambda path: set_password(path, None, SECRET),
    "restore": restore,
    "upgrade": lambda path: upgrade(path, TODAY, NOW, force=True),
    "split": lambda path: command(path, lambda work: split(work, "Субагент", path.with_name(PART))),
    "backup": lambda path: command(path, lambda work: backup(work, "проба")),
}


def attempt(write, path: Path, faults: Faults) -> str:
    """Run a write with a fault; what came of it."""
    try:
        with injected(faults):
            write(path)
    except (OsagoError, OSError) as error:
        return type(error).__name__
    return "written"


def fresh(desk, folder: Path) -> Path:
    """The workbook with a copy that differs from it, another base, and a list."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "OSAGO.xlsm"
    for name in (path.name, OTHER, LIST):
        shutil.copy(desk.path.with_name(name), folder / name)
    shutil.copytree(desk.path.parent / FOLDER, folder / FOLDER)
    return path


@pytest.fixture(scope="module")
def prepared(desk_in, tmp_path_factory):
    """Copied for every trial, never written to."""
    desk = desk_in(tmp_path_factory.mktemp("prepared"))
    work = desk.work()
    backup(work)
    work.commit("Копия")
    desk.do(lambda work: work.add("tblAgents", agent="Субагент", role="субагент"))
    desk.do(lambda work: work.add("tblClients", name="После копии", agent="Субагент"))
    theirs = memory(lambda work: work.add("tblClients", name="Чужой Клиент"))
    rows = {name: theirs.read(table) for name, table in WORKBOOK.tables.items()}
    desk.path.with_name(OTHER).write_bytes(new_workbook(rows, TODAY))
    desk.path.with_name(LIST).write_text("Имя клиента;Телефон\nПетров Лев Ильич;8 916 111-22-44\n", "utf-8")
    return desk


class Sample:
    """A write that nobody disturbs: the states before and after it, its calls, and its time."""

    def __init__(self, desk, folder: Path, write) -> None:
        path, faults = fresh(desk, folder), Faults(-1, 0)
        self.before, started = state(path), time.monotonic()
        assert attempt(write, path, faults) == "written"
        self.seconds, self.calls = time.monotonic() - started, len(faults.calls)
        self.after = state(path)

    def fits(self, path: Path) -> str:
        """Which of the two states the folder is in; no third is allowed."""
        found = state(path)
        assert found in (self.before, self.after), found
        return "after" if found == self.after else "before"


@pytest.fixture(scope="module", params=WRITES.values(), ids=WRITES)
def write(request):
    return request.param


@pytest.fixture(scope="module")
def sample(prepared, tmp_path_factory, write):
    return Sample(prepared, tmp_path_factory.mktemp("sample") / "trial", write)


def spread(trials: int, calls: int) -> list[int]:
    """Numbers of the calls to fail, from the first of a write to its last; all again and again in a full run."""
    return [trial % calls if trials > calls else trial * (calls - 1) // (trials - 1) for trial in range(trials)]


def test_a_refused_call_leaves_the_state_before_or_after(prepared, tmp_path, write, sample, figures, request):
    results: Counter[str] = Counter()
    chance = random.Random(8)
    for call in spread(REFUSALS // len(WRITES), sample.calls):
        path = fresh(prepared, tmp_path / "trials")
        faults = Faults(call, chance.choice(ERRORS), chance.random())
        results[attempt(write, path, faults)] += 1
        sample.fits(path)
        assert [each.name for each in path.parent.rglob("*.tmp")] == []
    figures.append(f"{request.node.name}: {sample.calls} calls, {sum(results.values())} trials, {dict(results)}")
    assert sample.calls >= 6
    assert results["BookError"] > 0


def killed(write, path: Path, faults: Faults, after: float | None) -> int:
    """Run a write in a child that dies at a call of its own, or whenever the time has come; its exit code."""
    child = os.fork()
    if child == 0:
        attempt(write, path, faults)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child process")
@pytest.mark.parametrize("sudden", [False, True], ids=["at a call", "at any moment"])
def test_a_killed_process_leaves_the_state_before_or_after(prepared, tmp_path, write, sample, figures, request, sudden):
    results: Counter[str] = Counter()
    chance = random.Random(8)
    for call in spread((SUDDEN if sudden else KILLS) // len(WRITES), sample.calls):
        path = fresh(prepared, tmp_path / "trials")
        if sudden:
            code = killed(write, path, Faults(-1, 0), chance.uniform(0, sample.seconds))
            assert code in (0, -signal.SIGKILL)
        else:
            code = killed(write, path, Faults(call, "kill", chance.random()), None)
            assert code == 9
        results[sample.fits(path)] += 1
    figures.append(f"{request.node.name}: {sum(results.values())} kills, {dict(results)}")
    assert sum(results.values()) > 0


@pytest.mark.office
def test_calc_saves_the_whole_state_or_none(prepared, tmp_path, figures):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    results: Counter[str] = Counter()
    path = fresh(prepared, tmp_path / "trials")
    before = path.read_bytes()
    with start_app() as app:
        for trial in range(CALC_REFUSALS):
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
    figures.append(f"Calc, save refused: {sum(results.values())} trials, {dict(results)}")
    assert results["BookError"] > 0


CALC_PROGRAM = """
import sys
from pathlib import Path
from keeping_desk import fill
from osago_xl.calc.session import open_in_calc
with open_in_calc(Path(sys.argv[1])) as book:
    print("open", flush=True)
    for number in range(100):
        fill(book, lambda work: work.add("tblClients", name=f"Новый {number}"))
        book.save()
"""


@pytest.mark.office
def test_a_program_killed_while_calc_writes_leaves_a_whole_file(prepared, tmp_path, figures):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    results: Counter[str] = Counter()
    chance = random.Random(8)
    path = fresh(prepared, tmp_path / "trials")
    before = path.read_bytes()
    place = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(CALC_KILLS):
        path.write_bytes(before)
        line = [sys.executable, "-c", CALC_PROGRAM, str(path)]
        with subprocess.Popen(line, stdout=subprocess.PIPE, env=place) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == b"open\n"
            time.sleep(chance.uniform(0, 4))
            program.kill()
        path.with_name(f".~lock.{path.name}#").unlink(missing_ok=True)
        new = [name for name in names(path) if name.startswith("Новый")]
        assert new == sorted(f"Новый {number}" for number in range(len(new)))
        results["after" if new else "before"] += 1
    figures.append(f"Calc, program killed: {sum(results.values())} kills, {dict(results)}")
