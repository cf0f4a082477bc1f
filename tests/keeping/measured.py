"""A call tried in a child process: what came of it, how long it took, how much memory it wanted."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from osago_xl.errors import OsagoError

PATIENCE = 12
"""So many times longer may the clock run for a child than its processor."""
WALL = 4 << 30
"""Bytes of address space a child may have: what wants more fails instead of taking the computer."""


class Trial(NamedTuple):
    """`outcome` is "taken", "refused" (with `reason`, a sentence), or what must never be."""

    outcome: str
    reason: str = ""
    seconds: float = 0.0
    megabytes: int = 0


def measured(use: Callable[[Path], None], path: Path, seconds: int) -> Trial:
    """Call `use` with the file; a child that takes longer, or waits for anything, is killed.

    Seconds are those of the processor: on a busy computer a clock says nothing of the program.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.write(writing, json.dumps(_tried(use, path, seconds)).encode()[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        in_time = bool(select.select([answer], [], [], PATIENCE * seconds)[0])
        if not in_time:
            os.kill(child, signal.SIGKILL)
        said = answer.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not in_time:
        return Trial("hangs", seconds=seconds)
    return Trial(*json.loads(said)) if said else Trial(f"crashes with {ended}")


def _tried(use: Callable[[Path], None], path: Path, seconds: int) -> Trial:
    import resource  # not on Windows, as fork is not

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (WALL, WALL))
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak is counted from now on
    before, started = _memory("VmRSS"), process_time()
    try:
        outcome, reason = "taken", ""
        use(path)
    except OsagoError as error:
        outcome, reason = _refused(str(error)), str(error)
    except BaseException as error:
        outcome, reason = f"fails: {type(error).__name__}", str(error)[:2_000]
    return Trial(outcome, reason, process_time() - started, _memory("VmHWM") - before)


def _refused(reason: str) -> str:
    """A reason is a sentence."""
    return "refused" if reason.strip().endswith((".", "!")) and "Traceback" not in reason else "says nothing clear"


def _memory(name: str) -> int:
    """A line of /proc/self/status in MB; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    lines: dict[str, Any] = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines()
    )
    return int(lines[name].split()[0]) // 1024
