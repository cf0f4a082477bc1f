"""osago-xl new: an empty workbook, and a sentence instead of an overwritten one."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from osago_xl.cli.main import FAILURE, OK, main
from osago_xl.cli.new import new_path
from osago_xl.errors import BookError
from osago_xl.schema.workbook import WORKBOOK


def test_a_new_workbook_has_all_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Книга агента.xlsm"
    assert main(["new", str(path)]) == OK
    assert str(path) in capsys.readouterr().out
    titles = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert titles[: len(WORKBOOK.sheets)] == [sheet.title for sheet in WORKBOOK.sheets]


def test_a_name_without_a_suffix_gets_one(tmp_path: Path) -> None:
    assert new_path(tmp_path / "База") == tmp_path / "База.xlsm"


def test_an_existing_file_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "База.xlsm"
    path.write_bytes(b"mine")
    assert main(["new", str(path)]) == FAILURE
    assert "уже есть" in capsys.readouterr().err
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize(("name", "expected"), [("База.xlsx", "xlsm"), ("нет/База.xlsm", "Папки")])
def test_a_place_that_cannot_be_is_refused(tmp_path: Path, name: str, expected: str) -> None:
    with pytest.raises(BookError, match=expected):
        new_path(tmp_path / name)
