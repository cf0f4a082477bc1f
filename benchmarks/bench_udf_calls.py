"""What a call of a worksheet function costs between xlwings' UDF server and the body (COM itself not included).

    python benchmarks/bench_udf_calls.py

Runs anywhere: the Windows side of xlwings over stand-ins for pywin32, as the tests do.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "excel"))
from windows_double import udf_side_of_xlwings

ROWS = 10_000
CALLS = 2_000
CAR = (46082.0, "B", "физ", "02", "Уфа", 110.0, 5000.0, None, 0.91, 35.0, 10.0)


def main() -> None:
    """Print milliseconds of a scalar call and of one call over a column."""
    with pytest.MonkeyPatch.context() as patch:
        xlwings_udfs = udf_side_of_xlwings(patch)

        def ask(name: str, *cells: object) -> object:
            return xlwings_udfs.call_udf("osago_xl.excel.udfs", "call", (name, *cells))

        powers = tuple((50.0 + number % 150,) for number in range(ROWS))
        column = (*CAR[:5], powers, *CAR[6:])
        for title, work, times in (
            ("OSAGO_KM, one cell", lambda: ask("OSAGO_KM", CAR[0], "B", 110.0), CALLS),
            ("OSAGO_PREMIUM, one cell", lambda: ask("OSAGO_PREMIUM", *CAR), CALLS),
            (f"OSAGO_PREMIUM, {ROWS} rows", lambda: ask("OSAGO_PREMIUM", *column), 5),
        ):
            work()
            print(f"{title:28} {_seconds(work, times) * 1e3:8.3f} ms")


def _seconds(work: Callable[[], object], times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times


if __name__ == "__main__":
    main()
