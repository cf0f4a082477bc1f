"""The last line of a run of several pytests: what all of them counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOTAL = Path(__file__).parents[2] / "scripts" / "total.py"


def closing(folder: Path, text: str) -> tuple[int, str]:
    """Exit code and last line for this output of runs."""
    said = folder / "said"
    said.write_text(text, "utf-8")
    done = subprocess.run([sys.executable, TOTAL, said], capture_output=True, text=True)
    return done.returncode, done.stdout.strip()


def test_two_runs_are_added_up(tmp_path: Path) -> None:
    text = "....\n12 passed, 3 skipped in 4.56s\n==== 5 passed, 7 deselected, 1 warning in 61.00s (0:01:01) ====\n"
    assert closing(tmp_path, text) == (0, "17 passed, 0 failed, 3 skipped")


def test_a_test_that_could_not_begin_has_failed(tmp_path: Path) -> None:
    assert closing(tmp_path, "1 failed, 9 passed, 2 errors in 1.00s\n") == (1, "9 passed, 3 failed, 0 skipped")


@pytest.mark.parametrize("text", ["", "5 passed, 0 failed, 0 skipped\n", "3 skipped in 0.10s\n"])
def test_nothing_run_is_a_failure(tmp_path: Path, text: str) -> None:
    assert closing(tmp_path, text)[0] == 1
