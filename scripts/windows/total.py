"""total.py FILE: the summaries of all pytest runs in a file, added up to one line. Exit code 1 when a test failed."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

SUMMARY = re.compile(r"^=* ?((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s")


def total(text: str) -> Counter[str]:
    """Counts by outcome: passed, failed, error, skipped …"""
    counts: Counter[str] = Counter(passed=0, failed=0)
    for line in text.splitlines():
        if found := SUMMARY.match(line):
            for number, outcome in re.findall(r"(\d+) ([a-z]+)", found[1]):
                counts[outcome.removesuffix("s") if outcome == "errors" else outcome] += int(number)
    return counts


if __name__ == "__main__":
    found = total(Path(sys.argv[1]).read_text("utf-8", "replace"))
    print(", ".join(f"{number} {outcome}" for outcome, number in found.items()))
    raise SystemExit(bool(found["failed"] or found["error"] or not found["passed"]))
