"""An empty workbook from the declaration: seconds of the parts and of the whole. Limit: 2 s."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from osago_xl.actions.registry import load_all
from osago_xl.schema.check import check
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import BUILD_DAY, build_workbook
from osago_xl.workbook.draw import draw

ROUNDS = 5


def best(work: Callable[[], object]) -> float:
    """The shortest of some rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    start = time.perf_counter()
    load_all()
    print(f"import of all commands   {time.perf_counter() - start:6.3f} s (once)")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "OSAGO.xlsm")
        print(f"check of the declaration {best(lambda: check(WORKBOOK)):6.3f} s")
        print(f"drawing                  {best(lambda: draw(WORKBOOK, BUILD_DAY)):6.3f} s")
        print(f"the finished file        {best(lambda: build_workbook(out, BUILD_DAY)):6.3f} s")
        print(f"its size                 {out.stat().st_size / 1024:6.0f} KiB")


if __name__ == "__main__":
    main()
