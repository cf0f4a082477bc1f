"""Windows programs run from Linux, in the room that scripts/test-windows makes; without it these tests are skipped."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOST = "wine: "  # how Wine begins when it has lost a start


class Windows:
    """The computer: its disk C:, and programs on it. `locale` decides the code pages, as Windows' settings do."""

    def __init__(self, room: Path) -> None:
        self.room, self.disk = room, room / "prefix" / "drive_c"
        self.python = next(self.disk.glob("Python3*")).name

    def run(
        self,
        *words: str,
        locale: str = "ru_RU.UTF-8",
        console: bool = False,
        folder: Path | None = None,
        given: bytes = b"",
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a program to its end; a start that Wine has lost is tried again, once."""
        line: Sequence[str] = [str(self.room / "wine"), *words]
        if console:
            line = ["script", "--quiet", "--return", "--command", shlex.join(line), "/dev/null"]
        for _ in range(2):
            done = subprocess.run(
                line, input=given, capture_output=True, cwd=folder or self.disk, timeout=900,
                env=os.environ | {"WINDOWS_LOCALE": locale},
            )  # fmt: skip
            if not done.stderr.decode("utf-8", "replace").startswith(LOST):
                break
        return done

    def osago(self, *words: str, **how: object) -> subprocess.CompletedProcess[bytes]:
        """`osago-xl …` by the Python that stands on C:."""
        return self.run(rf"C:\{self.python}\python.exe", "-m", "osago_xl", *words, **how)  # type: ignore[arg-type]

    def batch(self, text: str, **how: object) -> subprocess.CompletedProcess[bytes]:
        """Lines of cmd, in the code page that a Russian cmd reads them in."""
        script = self.disk / "lines.cmd"
        script.write_bytes(text.replace("\n", "\r\n").encode("cp866"))
        return self.run("cmd", "/c", r"C:\lines.cmd", **how)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def windows() -> Windows:
    room = os.environ.get("OSAGO_WINDOWS")
    if not room:
        pytest.skip("needs the room of scripts/test-windows")
    return Windows(Path(room))
