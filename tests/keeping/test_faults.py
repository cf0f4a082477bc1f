"""Whatever fails while files are written: each is what it was before or what it should become, never a mixture.

A short seed runs always. All trials, more than 3 000, take minutes: OSAGO_FULL=1 pytest tests/keeping/test_faults.py.
The report ends with the figures.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_writes import BOOK, WRITES, Found, Look, prepare, restorer
from faults import BARE, ERRORS, KILLED, NONE, REFUSED, WRITTEN, Fault, Trials

from osago_xl.keeping.copies import FOLDER

FULL = bool(os.environ.get("OSAGO_FULL"))
REFUSALS, KILLS, SUDDEN = (50, 50, 50) if FULL else (2, 2, 1)
"""Trials of each write: calls refused, killed at a call, killed at any moment."""
OUTCOMES = {WRITTEN: "written", REFUSED: "refused", BARE: "refused, said at the door", KILLED: "killed", -9: "killed"}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child process")


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A folder in memory where there is one: what is tried is the order of the calls, not the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def source(new_file: bytes, room: Path) -> Path:
    """The folder of an agent: copied for every trial, never written to."""
    folder = room / "source"
    folder.mkdir()
    folder.joinpath(BOOK).write_bytes(new_file)
    prepare(folder / BOOK)
    return folder


@pytest.fixture(scope="module")
def look() -> Look:
    return Look()


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs of papers are written in the same way as the papers."""
    monkeypatch.setattr("osago_xl.documents.office.has_office", lambda: False)
    monkeypatch.setattr("osago_xl.documents.printing.default_printer", lambda: "")


class Judge:
    """Compares the folder after each trial with the states before and after an undisturbed write."""

    def __init__(self, source: Path, folder: Path, look: Look) -> None:
        self._folder, self._look = folder, look
        self._before, self._after = look(source), {}
        self.outcomes: Counter[str] = Counter()
        self.states: Counter[str] = Counter()

    def __call__(self, fault: Fault, ended: int) -> None:
        found = self._look(self._folder)
        if fault is NONE:
            assert ended == WRITTEN
            self._after = found
            assert found != self._before
            return
        self._nothing_mixed(found, fault)
        if ended in (REFUSED, BARE):
            assert _without_copies(found) == _without_copies(self._before), fault
        self.outcomes[OUTCOMES[ended]] += 1
        self.states["after" if found == self._after else "before" if found == self._before else "some files new"] += 1

    def _nothing_mixed(self, found: Found, fault: Fault) -> None:
        """Every file is whole, and what a book says was made is there."""
        for name in {*found, *self._before, *self._after}:
            assert found.get(name) in (self._before.get(name), self._after.get(name)), (name, fault)
        if found[BOOK] != self._before[BOOK]:
            assert {name: found.get(name) for name in self._after} == self._after, fault


def _without_copies(found: Found) -> Found:
    return {name: content for name, content in found.items() if not name.startswith(FOLDER)}


def faults(trials: Trials) -> Iterator[Fault]:
    """Spread over all calls of a write, from the first to the last; all again and again in a full run."""
    chance, last = random.Random(8), len(trials.calls) - 1
    for number in range(REFUSALS):
        yield Fault(_spread(number, REFUSALS, last), chance.choice(ERRORS), chance.random())
    for number in range(KILLS):
        yield Fault(_spread(number, KILLS, last), share=chance.random())
    for _ in range(SUDDEN):
        yield Fault(after=chance.uniform(0, trials.seconds))


def _spread(number: int, trials: int, last: int) -> int:
    return number % (last + 1) if trials > last else round(number * last / (trials - 1))


@pytest.mark.parametrize("name", WRITES)
def test_every_file_is_as_before_or_as_after(source, room, look, name, figures):
    folder = room / "trials" / "agent"
    folder.parent.mkdir(exist_ok=True)
    judge = Judge(source, folder, look)
    trials = Trials(folder, restorer(source, folder), judge)
    trials.run(lambda: WRITES[name](folder / BOOK), faults)
    shutil.rmtree(folder.parent)
    assert len(trials.calls) >= 4
    assert sum(judge.outcomes.values()) == REFUSALS + KILLS + SUDDEN
    figures.append(f"{name}: {len(trials.calls)} calls, {dict(judge.outcomes)}; found {dict(judge.states)}")
