"""What the work of a day costs on a closed base, beside version 0.2.0: seconds of processor and peak memory.

Run: python benchmarks/bench_cost.py [POLICIES …] (2 000 and 20 000; the table of README takes 1000 5000 20000 100000).
The older version comes from the history of this repository; both use the packages of this environment, and every piece
of work runs in a process of its own whose whole cost counts, its start included. With several sizes the last column is
the exponent of the growth: 0 costs the same on every base, 1 grows with the base.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLD = "761b0d2"
"""The last state of 0.2.0."""

ONE_ROW = ("new_client", "log_one_contact", "postpone_7", "add_payment", "undo_last")
WORK = (*ONE_ROW, "contacts", "build_call_list", "open_summary", "check", "read", "merge", "merge_again", "upgrade",
        "upgrade_older", "make")  # fmt: skip
GOALS = dict.fromkeys(ONE_ROW, 0.25) | {
    "contacts": 0.35, "merge": 0.5, "merge_again": 0.5, "upgrade": 0.5, "upgrade_older": 0.5, "check": 0.7,
    "build_call_list": 0.7, "open_summary": 0.7,
}  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """Seconds of processor, megabytes at the highest point."""

    seconds: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:7.2f} s {self.memory:5.0f} MB"


@dataclass(frozen=True)
class Version:
    """A program, and the folder with the bases it has made."""

    root: Path
    folder: Path

    def run(self, case: str, *arguments: object) -> Cost:
        """One piece of work in a process of its own."""
        paths = (self.root, self.root / "tests/upgrading", self.root / "tests/keeping/upgrading")
        cache = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.folder / "cache")}  # as installed
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))} | cache
        script = Path(__file__).with_name("cost_case.py")
        process = subprocess.Popen(
            [sys.executable, str(script), case, *map(str, arguments)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1) or (case in ONE_ROW and process.returncode):
            raise SystemExit(f"{case} in {self.root} ended with {process.returncode}")
        return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

    def measure(self, work: str, policies: int) -> Cost:
        """A piece of work on a fresh copy of a base of this size."""
        ours, book = self.folder / f"{policies}.xlsm", self.folder / "книга.xlsm"
        if work == "make":
            return self.run("make", ours, policies, 0)
        shutil.copy(self.folder / f"older{policies}.xlsm" if work == "upgrade_older" else ours, book)
        if work == "undo_last":
            self.run("postpone_7", book)
        if work.startswith("merge"):
            other = self.folder / f"other{policies}.xlsm"
            first = self.run("merge", book, other)
            return first if work == "merge" else self.run("merge", book, other)
        return self.run("upgrade" if work == "upgrade_older" else work, book)


def main(sizes: list[int], wanted: list[str]) -> None:
    """Print one line per piece of work and size."""
    with tempfile.TemporaryDirectory() as name:
        versions = [_version(Path(name, "old"), _old_program(Path(name))), _version(Path(name, "new"), ROOT)]
        print(f"{'work':16}{'policies':>9} {'0.2.0':>18}  {'now':>18}  time  memory  growth")
        spent: dict[str, list[tuple[int, float]]] = {}
        for policies in sizes:
            _make(versions, policies, wanted)
            for work in ["start", *wanted]:
                old, new = (version.measure(work, policies) for version in versions)
                spent.setdefault(work, []).append((policies, new.seconds))
                print(_line(work, policies, old, new, _exponent(spent[work])), flush=True)
            yardstick = versions[1].measure("calamine", policies)
            print(f"{'calamine':16}{policies:9}{'':21}{yardstick}", flush=True)


def _make(versions: list[Version], policies: int, wanted: list[str]) -> None:
    for version in versions:
        version.run("make", version.folder / f"{policies}.xlsm", policies, 0)
        if any(work.startswith("merge") for work in wanted):
            version.run("make", version.folder / f"other{policies}.xlsm", policies, policies // 2)
        if "upgrade_older" in wanted:
            version.run("make_older", version.folder / f"older{policies}.xlsm", policies)


def _line(work: str, policies: int, old: Cost, new: Cost, growth: str) -> str:
    share, memory = new.seconds / old.seconds, new.memory / old.memory
    goal = GOALS.get(work)
    mark = "" if goal is None else " ✓" if share <= goal else f" > {goal}"
    return f"{work:16}{policies:9} {old}  {new}  {share:4.2f}  {memory:6.2f}  {growth:>6}{mark}"


def _exponent(spent: list[tuple[int, float]]) -> str:
    """The slope of the seconds over the size, both as logarithms."""
    if len(spent) < 2:
        return ""
    (small, before), (large, after) = spent[0], spent[-1]
    return f"{math.log(after / before) / math.log(large / small):.2f}"


def _version(folder: Path, root: Path) -> Version:
    folder.mkdir()
    return Version(root, folder)


def _old_program(folder: Path) -> Path:
    target = folder / "0.2.0"
    archive = subprocess.run(["git", "-C", ROOT, "archive", OLD], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(target, filter="data")
    return target


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("policies", nargs="*", type=int, default=[2_000, 20_000])
    parser.add_argument("--only", nargs="*", choices=WORK, default=list(WORK))
    arguments = parser.parse_args()
    main(arguments.policies, arguments.only)
