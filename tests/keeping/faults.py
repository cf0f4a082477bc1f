"""Faults in every call a write makes to the system: refused, out of space, or the process killed right there.

`Faults` stands in for the calls of books.atomic and its like inside one folder. `Trials` runs a write up to its first
call and lets a child go on from there for every fault: the work before, which is the same each time, is done once.
"""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osago_xl.errors import OsagoError

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)
KILL = -1
WRITTEN, REFUSED, BARE, UNCAUGHT, KILLED = 0, 1, 2, 3, 9
"""How a child ends; BARE is an OSError that nobody has put into words (the command line and the ribbon do)."""


@dataclass(frozen=True)
class Fault:
    """The call numbered `call` (from 0) fails with `error`, an errno or KILL, a write after a `share` of its bytes.

    With `after`, in seconds, the process is killed then, wherever it is.
    """

    call: int = -1
    error: int = KILL
    share: float = 0.5
    after: float | None = None


NONE = Fault()


class Faults:
    """Counts the calls inside a folder and lets one fail; before the first of them `choose` may say which."""

    def __init__(self, folder: Path, fault: Fault = NONE, choose: Callable[[], Fault] | None = None) -> None:
        self.folder, self.fault, self._choose = folder, fault, choose
        self.calls: list[str] = []
        self.handles: set[int] = set()

    def know(self, path: Path, handle: int) -> None:
        """Remember an open file or folder by its number, when it is one of the folder's."""
        if path.is_relative_to(self.folder):
            self.handles.add(handle)

    def step(self, name: str, path: Path, do: Callable[[], Any], partly: Callable[[], Any] = lambda: None) -> Any:
        """Carry a call out, or fail before it, perhaps after a part of it."""
        if not path.is_relative_to(self.folder):
            return do()
        if self._choose and not self.calls:
            self.fault = self._choose()
        self.calls.append(name)
        if len(self.calls) - 1 == self.fault.call:
            partly()
            if self.fault.error == KILL:
                os._exit(KILLED)
            raise OSError(self.fault.error, os.strerror(self.fault.error))
        return do()


class _File:
    """An open file whose calls may fail."""

    def __init__(self, path: Path, faults: Faults, do: Callable[[], Any]) -> None:
        self._path, self._faults = path, faults
        self._file = faults.step("open", path, do)

    def write(self, data: bytes) -> None:
        def partly() -> None:
            self._file.write(data[: int(len(data) * self._faults.fault.share)])
            self._file.flush()

        self._faults.step("write", self._path, lambda: self._file.write(data), partly)

    def flush(self) -> None:
        self._faults.step("flush", self._path, self._file.flush)

    def fileno(self) -> int:
        handle = int(self._file.fileno())
        self._faults.know(self._path, handle)
        return handle

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def injected(faults: Faults) -> Iterator[None]:
    """Have every call of a write go through `faults`: open, write, flush, fsync, read back, chmod, link, rename …"""
    changing = ("chmod", "replace", "rename", "unlink", "mkdir", "hardlink_to")
    real = {name: getattr(Path, name) for name in ("open", "read_bytes", *changing)}
    fsync, opened = os.fsync, os.open

    def opening(path: Path, mode: str = "r", *args: Any, **more: Any) -> Any:
        def do() -> Any:
            return real["open"](path, mode, *args, **more)

        return _File(path, faults, do) if mode == "xb" else do()

    def reading(path: Path) -> Any:
        """Only what has just been written: to read what was there before harms nothing."""

        def do() -> Any:
            return real["read_bytes"](path)

        return faults.step("read", path, do) if path.suffix == ".tmp" else do()

    def passing(name: str) -> Callable[..., Any]:
        return lambda path, *args, **more: faults.step(name, path, lambda: real[name](path, *args, **more))

    def opening_folder(path: Any, *args: Any, **more: Any) -> int:
        handle = opened(path, *args, **more)
        faults.know(Path(path), handle)
        return handle

    def syncing(handle: int) -> None:
        if handle not in faults.handles:
            return fsync(handle)
        faults.handles.discard(handle)
        return faults.step("fsync", faults.folder, lambda: fsync(handle))

    Path.open, Path.read_bytes = opening, reading  # type: ignore[method-assign, assignment]
    for name in changing:
        setattr(Path, name, passing(name))
    os.fsync, os.open = syncing, opening_folder  # type: ignore[assignment]
    try:
        yield
    finally:
        for name, call in real.items():
            setattr(Path, name, call)
        os.fsync, os.open = fsync, opened


class Trials:
    """All trials of one write in one folder, each in a child of its own.

    `restore` makes the folder what it was; `judge` looks at it after every trial, the first one undisturbed.
    """

    def __init__(self, folder: Path, restore: Callable[[], None], judge: Callable[[Fault, int], None]) -> None:
        self._folder, self._restore, self._judge = folder, restore, judge
        self._in_child = False
        self.calls: list[str] = []
        self.seconds = 0.0

    def run(self, write: Callable[[], object], faults: Callable[[Trials], Iterable[Fault]]) -> None:
        """`faults` may look at `calls` of an undisturbed write, and at the `seconds` from the first of them on."""
        passing = Faults(self._folder, choose=lambda: self._choose(passing, faults(self)))
        self._restore()
        try:
            with injected(passing):
                write()
            ended = WRITTEN
        except BaseException as error:
            if not self._in_child:
                raise
            ended = REFUSED if isinstance(error, OsagoError) else BARE if isinstance(error, OSError) else UNCAUGHT
        if self._in_child:
            self._note.write_text("\n".join(passing.calls), "utf-8")
            os._exit(ended)

    @property
    def _note(self) -> Path:
        return self._folder.with_name("calls")

    def _choose(self, passing: Faults, faults: Iterable[Fault]) -> Fault:
        """In a child its fault, with which it goes on; in the parent, at the end, none."""
        if self._tried(NONE):
            return NONE
        self.calls = self._note.read_text("utf-8").split("\n")
        for fault in faults:
            if self._tried(fault):
                return fault
        self._restore()
        return NONE

    def _tried(self, fault: Fault) -> bool:
        """True in the child that is to meet the fault; False in the parent when that is over."""
        self._restore()
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            self._in_child = True
            return True
        if fault.after is not None:
            time.sleep(fault.after)
            os.kill(child, signal.SIGKILL)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if fault is NONE:
            self.seconds = time.monotonic() - started
        self._judge(fault, ended)
        return False
