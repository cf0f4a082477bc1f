"""Places by name: python benchmarks/bench_places.py.

Each figure is taken in a fresh interpreter: what the first cell with a place costs (tables of КТ and the gazetteer are
loaded on first need), then answers of every kind after it, the slowest of a hundred.
"""

from __future__ import annotations

import subprocess
import sys

TIMED = """
import time
from osago_xl import Tariffs
from osago_xl.errors import InputError
places = Tariffs.load().territories
def ask(*words):
    start = time.process_time()
    try:
        places.look(*words)
    except InputError:
        pass
    return (time.process_time() - start) * 1000
{work}
"""
KINDS = {
    "row of the table": ("02", "Уфа"),
    "town of no row": ("66", "Нижний Тагил"),
    "as people write it": ("", "", "Московская обл., г.о. Балашиха, мкр. Железнодорожный"),
    "name of several regions": ("", "Киров"),
    "misspelt": ("", "Нижний Тогил"),
    "no place at all": ("", "Абракадабра"),
}


def fresh(work: str) -> str:
    """What a piece of work prints in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-c", TIMED.format(work=work)], capture_output=True, text=True, check=True
    ).stdout.strip()


def main() -> None:
    for kind, words in KINDS.items():
        args = tuple(word or None for word in words)
        first = fresh(f"print(round(ask(*{args!r}), 2))")
        later = fresh(f"ask('02', 'Уфа'); ask(*{args!r}); print(round(max(ask(*{args!r}) for _ in range(100)), 2))")
        print(f"{kind:24} the first question of all {first:>6} ms, the slowest of a hundred later {later:>6} ms")


if __name__ == "__main__":
    main()
