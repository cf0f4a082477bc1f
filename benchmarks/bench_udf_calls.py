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


def main() -> None:
    """Print seconds for one scalar call and for one call over a column."""
    with pytest.MonkeyPatch.context() as patch:
        xlwings_udfs = udf_side_of_xlwings(patch)
        from osago_xl.functions import registry

        patch.setattr(registry, "call", lambda name, *values: values[0], raising=False)

        def ask(*cells: object) -> object:
            return xlwings_udfs.call_udf("osago_xl.excel.udfs", "call", ("OSAGO_X", *cells))

        ask(1.0)
        print(f"one call, 1 argument    {_seconds(lambda: ask(1.0), CALLS) * 1e6:8.1f} µs")
        print(f"one call, 20 arguments  {_seconds(lambda: ask(*[1.0] * 20), CALLS) * 1e6:8.1f} µs")
        column = tuple((float(number),) for number in range(ROWS))
        print(f"one call, {ROWS} rows  {_seconds(lambda: ask(column), 5) * 1e3:8.1f} ms")


def _seconds(work: Callable[[], object], times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times


if __name__ == "__main__":
    main()
