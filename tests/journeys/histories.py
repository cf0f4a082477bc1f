"""Random histories through the buttons, in memory and in a closed file: the office they happen in."""

import atexit
import os
import shutil
import tempfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from desk import TODAY, Desk, add_insurer
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from osago_xl.actions.perform import perform
from osago_xl.books import open_book
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import OsagoError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work
from osago_xl.workbook.build import build_workbook

FULL = bool(os.environ.get("OSAGO_FULL"))
RUNS = [("file", 2000, 6), ("memory", 2000, 25)] if FULL else [("file", 2, 6), ("memory", 40, 25)]
"""Where the book is, how many histories, how many steps of each at most."""
MEMORY = Path("/dev/shm")
"""A disk that keeps nothing, where there is one: a history writes its file many times."""


def in_memory(furnish):
    """An agent with a book that has no file."""
    book = MemoryBook(WORKBOOK, TODAY)

    def choose(selection):
        book.selected = selection
        return book

    desk = Desk(choose)
    desk.setup(furnish)
    return desk


def in_a_file(furnish):
    """An agent with a closed file, which every command opens, reads and writes."""
    path = furnished_file(furnish)
    return desk_at(shutil.copy(path, path.with_name("history.xlsm")))


@cache
def furnished_file(furnish):
    path = shutil.copy(empty_file(), empty_file().with_name(f"{furnish.__qualname__}.xlsm"))
    desk_at(path).setup(furnish)
    return path


@cache
def empty_file():
    folder = tempfile.mkdtemp(prefix="osago-histories-", dir=MEMORY if MEMORY.is_dir() else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder, "OSAGO.xlsm")
    build_workbook(path, TODAY)
    return path


def desk_at(path):
    return Desk(lambda selection: open_book(path, today=TODAY, selection=selection))


BOOKS = {"memory": in_memory, "file": in_a_file}


class Office(RuleBasedStateMachine):
    """Commands on one book; invariants look at what the last one has left, each table read once after each step."""

    make = staticmethod(in_memory)

    def __init__(self):
        super().__init__()
        self.desk = self.make(self.furnish)
        self.book = self.desk.book
        self._seen = None

    @staticmethod
    def furnish(work):
        """What the office has before the first command."""
        add_insurer(work)
        work.add(AGENTS, agent="Орлов", role="субагент", share=Decimal(40), form_limit=1000)
        work.add(CLIENTS, name="Иванов")

    @property
    def seen(self):
        """The book as the last step has left it."""
        self._seen = self._seen or Work(self.book, TODAY)
        return self._seen

    def done(self, action, *answers):
        """Whether the command was carried out; a refusal leaves everything as it was."""
        self.open()
        try:
            report = perform(action, self.book, ConsoleUi(answers=answers), TODAY)
        except OsagoError as refusal:
            assert str(refusal)
            return False
        return bool(report.text)

    def typed(self, change):
        """What the agent does without a button."""
        self.open()
        work = Work(self.book, TODAY)
        change(work)
        work.commit("руками")

    def open(self):
        self.book, self._seen = self.desk.book, None


def histories_of(machine):
    """A test that plays them everywhere and says how many there were."""

    @pytest.mark.parametrize(("where", "examples", "steps"), RUNS)
    def test(where, examples, steps):
        begun = 0

        def make(furnish):
            nonlocal begun
            begun += 1
            return BOOKS[where](furnish)

        office = type(machine.__name__, (machine,), {"make": staticmethod(make)})
        run_state_machine_as_test(
            office, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
        )
        print(f"{machine.__name__} in {where}: {begun} histories")
        assert begun >= examples

    return test
