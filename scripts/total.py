"""total.py FILE: the summaries of all pytest runs in a file, added up to one line. Exit code 1 when a test failed."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

SUMMARY = re.compile(r"^=* ?((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s")
COUNTED_AS = {"error": "failed", "errors": "failed"}


def total(text: str) -> Counter[str]:
    """Counts by outcome: passed, failed, skipped, deselected …"""
    counts: Counter[str] = Counter()
    for line in text.splitlines():
        if found := SUMMARY.match(line):
            for number, outcome in re.findall(r"(\d+) ([a-z]+)", found[1]):
                counts[COUNTED_AS.get(outcome, outcome)] += int(number)
    return counts


if __name__ == "__main__":
    found = total(Path(sys.argv[1]).read_text("utf-8", "replace"))
    print(f"{found['passed']} passed, {found['failed']} failed, {found['skipped']} skipped")
    raise SystemExit(bool(found["failed"] or not found["passed"]))
