"""A child process that never outlives us: it ends with all its children when we stop it, and when we die.

POSIX: the child leads its own process group; a tiny shell waits at a pipe that we hold and kills the group as soon as
the pipe breaks, even if we are killed ourselves. Windows: a job object with "kill on close" does the same.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

# argv: process group, folder to remove. `read` fails only when our end of the pipe is gone: we have died.
GUARD = 'read -r line || { kill -s KILL -- "-$1"; rm -rf -- "$2"; }'


class ChildProcess:
    """`command` running in its own group. `folder` takes its output, and is removed if we die before it."""

    def __init__(self, command: list[str], folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        with (folder / "output.txt").open("ab") as output:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=env,
                start_new_session=sys.platform != "win32",
            )
        self._guard = self._bind_to_us()

    @property
    def pid(self) -> int:
        """Process number; on POSIX also the number of the group."""
        return self._child.pid

    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._child.poll()

    def wait(self, seconds: float) -> bool:
        """True when it has ended within the time."""
        try:
            self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it and its children at once; harmless when it has ended already."""
        if sys.platform == "win32":
            self._guard.Close()
        else:
            with contextlib.suppress(ProcessLookupError):  # the whole group is gone
                os.killpg(self.pid, signal.SIGKILL)
            self._dismiss_guard()
        self._child.wait()

    if sys.platform == "win32":

        def _bind_to_us(self) -> Any:
            import win32api
            import win32con
            import win32job

            job = win32job.CreateJobObject(None, "")
            limits = win32job.QueryInformationJobObject(job, win32job.JobObjectExtendedLimitInformation)
            limits["BasicLimitInformation"]["LimitFlags"] |= win32job.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
            win32job.SetInformationJobObject(job, win32job.JobObjectExtendedLimitInformation, limits)
            rights = win32con.PROCESS_SET_QUOTA | win32con.PROCESS_TERMINATE
            win32job.AssignProcessToJobObject(job, win32api.OpenProcess(rights, False, self.pid))
            return job

    else:

        def _bind_to_us(self) -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                ["/bin/sh", "-c", GUARD, "sh", str(self.pid), str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

        def _dismiss_guard(self) -> None:
            try:
                self._guard.communicate(b"done\n", timeout=5)
            except (BrokenPipeError, ValueError, subprocess.TimeoutExpired):
                self._guard.kill()
            self._guard.wait()
