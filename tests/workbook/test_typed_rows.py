"""The types of the rows are those of the declaration, and the checker refuses what does not follow from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

from osago_xl.schema import rows
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.typed_rows import rows_module

ROOT = Path(__file__).parents[2]
FACTS = """
from datetime import date
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.work.unit import Work

def first(work: Work) -> {returned}:
    row = work.rows(CLIENTS)[0]
    return {expression}
"""


def test_the_module_is_the_one_the_build_writes():
    assert Path(rows.__file__).read_text("utf-8") == rows_module(WORKBOOK)


@pytest.mark.parametrize(
    ("returned", "expression", "refusal"),
    [
        ("str", 'row["name"]', ""),
        ("int", 'row["birth_date"].year if row["birth_date"] else 0', ""),
        ("int", 'row["birth_date"].year', "has no attribute"),
        ("date", 'row["birth_date"]', "Incompatible return value"),
        ("str", 'row["nmae"]', "No overload variant"),
    ],
)
def test_what_the_checker_says(returned: str, expression: str, refusal: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(ROOT)
    path = tmp_path / "facts.py"
    path.write_text(FACTS.format(returned=returned, expression=expression), "utf-8")
    told, _, _ = api.run([str(path), "--config-file", str(ROOT / "pyproject.toml"), "--follow-imports=silent"])
    assert refusal in told if refusal else "error" not in told
