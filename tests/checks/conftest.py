"""A base without a single finding, and what is found after some of its cells were changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from faultless_base import BASE, TODAY

from osago_xl.books.memory import MemoryBook
from osago_xl.checks.base import Placed
from osago_xl.checks.run import findings
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

Cells = Mapping[str, Any]
Check = Callable[..., list[Placed]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """check(tblCars={…}, …): findings when the first row of a table gets these cells; a list replaces all rows."""
    (tmp_path / "scan.pdf").touch()

    def found(**changes: Cells | list[Cells]) -> list[Placed]:
        book = MemoryBook(WORKBOOK, TODAY, tmp_path / "OSAGO.xlsm")
        for name in {**BASE, **changes}:
            rows: list[Any] = [dict(row) for row in BASE.get(name, [])]
            change = changes.get(name, {})
            if isinstance(change, list):
                rows = [dict(row) for row in change]
            else:
                rows = [{**(rows[0] if rows else {}), **change}, *rows[1:]]
            book.put(name, rows)
        return findings(Work(book, TODAY))

    return found
