"""Whatever stops a command, the workbook is as before or as meant, never a mixture.

A child process is stopped at every call to the system that the interpreter announces (open, chmod, rename, remove …).
"""

import os
import sys

import pytest
from book_files import TABLES, TODAY, change

from osago_xl.books import open_book
from osago_xl.errors import BookError

CALLS = {"open", "os.chmod", "os.rename", "os.remove", "os.mkdir", "os.truncate", "os.listdir"}
DONE, REFUSED, KILLED, WRONG = 0, 1, 9, 2
FEW, MANY = 3, 200

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def in_child(work):
    """Run `work` in a copy of this process; its exit code."""
    child = os.fork()
    if not child:
        code = WRONG
        try:
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def at_call(number, stop):
    """Call `stop` at this announced call from now on; gives the list that counts down."""
    left = [number]

    def hook(event, _):
        if event in CALLS:
            left[0] -= 1
            if left[0] == 0:
                stop()

    sys.addaudithook(hook)
    return left


def no_space():
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("stop", [lambda: os._exit(KILLED), no_space], ids=["killed", "disk full"])
@pytest.mark.parametrize("rows", [FEW, MANY])
def test_at_every_call(book, file, stop, rows):
    new = change("tblServices", added=[{"service": f"Новая {n}"} for n in range(rows)], deleted={0, 4})
    before, after = 8, 8 - 2 + rows
    original = file.read_bytes()

    def count():
        left = at_call(256, no_space)
        book.apply(new)
        return 256 - left[0]

    def stopped(number):
        at_call(number, stop)
        try:
            book.apply(new)
        except BookError:
            return REFUSED
        return DONE

    calls, outcomes = in_child(count), []
    for number in range(1, calls + 1):
        file.write_bytes(original)
        outcomes.append(in_child(lambda n=number: stopped(n)))
        found = len(open_book(file, today=TODAY).read(TABLES["tblServices"]))
        possible = {DONE: (after,), REFUSED: (before,), KILLED: (before, after)}
        assert found in possible[outcomes[-1]], (number, outcomes[-1])
    assert len(outcomes) > 5
    assert {REFUSED, KILLED} & set(outcomes)
