"""The finished workbook: the one in the repository is a rebuild of the declaration, and opens clean."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator
from workbook_samples import ROWS, TODAY

from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import BUILD_DAY, build_workbook, code_names, make_project, shipped_project

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "workbook" / "OSAGO.xlsm"


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("build") / "OSAGO.xlsm"
    build_workbook(out, BUILD_DAY)
    return out


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_workbook_equals_a_rebuild_part_by_part(rebuilt: Path) -> None:
    ours, theirs = parts(COMMITTED), parts(rebuilt)
    assert list(ours) == list(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_the_committed_workbook_equals_a_rebuild_byte_by_byte(rebuilt: Path) -> None:
    assert COMMITTED.read_bytes() == rebuilt.read_bytes()


def test_the_shipped_project_is_made_of_the_sources() -> None:
    assert shipped_project() == make_project()


def test_no_finding_of_the_validator(rebuilt: Path) -> None:
    assert OpenXmlValidator().validate(str(rebuilt)).errors == []


def test_no_finding_of_the_validator_with_rows(tmp_path: Path) -> None:
    book = tmp_path / "rows.xlsm"
    build_workbook(book, TODAY, ROWS)
    assert OpenXmlValidator().validate(str(book)).errors == []


def test_readers_that_do_not_compute_see_values(tmp_path: Path) -> None:
    book = tmp_path / "rows.xlsm"
    build_workbook(book, TODAY, ROWS)
    sheet = openpyxl.load_workbook(book, data_only=True)["Клиенты"]
    headers = [cell.value for cell in sheet[2]]
    flags = [row[headers.index("Пора звонить")] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert flags == ["пора", "пора", "пора", None, "пора", None, None, "пора"]


def test_opening_computes_only_what_changed(rebuilt: Path) -> None:
    assert b"fullCalcOnLoad" not in parts(rebuilt)["xl/workbook.xml"]


def test_code_names_are_ascii_and_differ() -> None:
    names = code_names()
    assert len(names) == len({name.lower() for name in names}) > len(WORKBOOK.sheets)
    assert all(name.isascii() for name in names)


def test_another_day_gives_other_values_only(rebuilt: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.xlsm"
    build_workbook(later, date(2026, 6, 1))
    old, new = parts(rebuilt), parts(later)
    changed = {name for name in old if old[name] != new[name]}
    assert changed and all(name.startswith("xl/worksheets/") for name in changed)
