"""Faults in every call a write makes to the system: refused, out of space, or the process killed right there.

`Faults` stands in for the calls of books.atomic; the call with the chosen number fails, a write may get through in
part. `kill` ends the process without a word, as a power cut would: run it in a child.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)


class Faults:
    """Counts the calls; the one numbered `at` (from 0) fails in the way `how` says: an errno, or "kill"."""

    def __init__(self, at: int, how: int | str, share: float = 0.5) -> None:
        self.at, self.how, self.share = at, how, share
        self.calls: list[str] = []

    def step(self, name: str, do: Callable[[], Any], partly: Callable[[], Any] = lambda: None) -> Any:
        """Carry a call out, or fail before it, perhaps after a part of it."""
        self.calls.append(name)
        if len(self.calls) - 1 == self.at:
            partly()
            if self.how == "kill":
                os._exit(9)
            raise OSError(self.how, os.strerror(int(self.how)))
        return do()


class _File:
    """An open file whose calls may fail."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file, self._faults = file, faults

    def write(self, data: bytes) -> None:
        part = data[: int(len(data) * self._faults.share)]
        self._faults.step("write", lambda: self._file.write(data), lambda: self._file.write(part))

    def flush(self) -> None:
        self._faults.step("flush", self._file.flush)

    def fileno(self) -> int:
        return int(self._file.fileno())

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def injected(faults: Faults) -> Iterator[None]:
    """Have every call of a write go through `faults`: open, write, flush, fsync, read back, stat, chmod, rename."""
    real = {name: getattr(Path, name) for name in ("open", "read_bytes", "chmod", "replace")}
    fsync = os.fsync

    def opening(path: Path, mode: str = "r", *args: Any, **more: Any) -> Any:
        if mode != "xb":
            return real["open"](path, mode, *args, **more)
        return _File(faults.step("open", lambda: real["open"](path, mode)), faults)

    def passing(name: str) -> Callable[..., Any]:
        return lambda path, *args: faults.step(name, lambda: real[name](path, *args))

    Path.open = opening  # type: ignore[method-assign]
    for name in ("read_bytes", "chmod", "replace"):
        setattr(Path, name, passing(name))
    os.fsync = lambda handle: faults.step("fsync", lambda: fsync(handle))  # type: ignore[assignment]
    try:
        yield
    finally:
        for name, call in real.items():
            setattr(Path, name, call)
        os.fsync = fsync
