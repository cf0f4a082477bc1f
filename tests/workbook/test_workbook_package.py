"""The finished workbook: a valid package, the same bytes each time, ready to be shown without computing."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openxml_audit import OpenXmlValidator

from osago_xl.errors import SchemaError
from osago_xl.workbook import vba
from osago_xl.workbook.function_help import CODE_NAMES, add_hidden_sheets
from osago_xl.workbook.package import RIBBON_RELATION, Kind, finish
from osago_xl.workbook.ribbon import NAMESPACE

RIBBON = f'<customUI xmlns="{NAMESPACE}"><ribbon><tabs><tab id="t" label="ОСАГО"/></tabs></ribbon></customUI>'.encode()
VALUES = {"Клиенты": {"C2": "пора", "C3": 2.5, "C4": True, "C5": date(2026, 11, 22), "C6": "#N/A"}}


@pytest.fixture(scope="module")
def project() -> bytes:
    return vba.project(vba.workbook_sources([]), ["shClients", "shPolicies", *CODE_NAMES])


def write_plain(path: Path) -> Path:
    """Two sheets with what ours have: a table, formulas, a drop-down, a comment, fonts."""
    book = openpyxl.Workbook()
    book.code_name = "ThisWorkbook"
    clients, policies = book.active, book.create_sheet("Полисы")
    clients.title = "Клиенты"
    clients.sheet_properties.codeName, policies.sheet_properties.codeName = "shClients", "shPolicies"
    for row in (("Ключ", "Клиент", "Пора"), *((f"К-{n}", " Иванов & <Ко> ", "=1+1") for n in range(2, 7))):
        clients.append(row)
    clients["A1"].font = Font(name="Arial", size=12, bold=True, color="FFFFFF")
    clients["A1"].comment = Comment("Ключ даёт программа", "osago-xl")
    clients.add_table(Table(displayName="tblClients", ref="A1:C6"))
    choice = DataValidation("list", formula1='"да,нет"', allow_blank=True)
    choice.add("B2:B6")
    clients.add_data_validation(choice)
    policies["A1"] = "Ключ"
    add_hidden_sheets(book, [])
    book.properties.created = book.properties.modified = datetime.now()
    book.save(path)
    return path


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plain(tmp_path_factory.mktemp("plain") / "plain.xlsx")


@pytest.fixture(scope="module")
def finished(plain: Path, project: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("finished") / "OSAGO.xlsm"
    finish(plain, out, project=project, ribbon=RIBBON, values=VALUES)
    return out


def part(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def findings(path: Path) -> list[str]:
    result = OpenXmlValidator().validate(path)
    return [f"{found.part_uri}: {found.description}" for found in result.errors]


def test_nothing_to_find_for_the_validator(finished: Path) -> None:
    assert findings(finished) == []


def test_the_validator_does_find_what_openpyxl_writes(plain: Path) -> None:
    assert findings(plain) != []


def test_the_ribbon_and_the_project_are_related_and_typed(finished: Path) -> None:
    relations = {each.get("Type"): each.get("Target") for each in part(finished, "_rels/.rels")}
    assert relations[RIBBON_RELATION] == "customUI/customUI14.xml"
    types = {
        each.get("PartName") or each.get("Extension"): each.get("ContentType")
        for each in part(finished, "[Content_Types].xml")
    }
    assert types["/xl/workbook.xml"] == Kind.WORKBOOK.value
    assert types["bin"] == "application/vnd.ms-office.vbaProject"
    targets = [each.get("Target") for each in part(finished, "xl/_rels/workbook.xml.rels")]
    assert "vbaProject.bin" in targets


def test_values_are_read_without_computing(finished: Path) -> None:
    sheet = openpyxl.load_workbook(finished, data_only=True)["Клиенты"]
    assert [sheet[f"C{row}"].value for row in range(2, 7)] == ["пора", 2.5, True, 46348, "#N/A"]


def test_formulas_and_strings_are_what_they_were(finished: Path) -> None:
    sheet = openpyxl.load_workbook(finished)["Клиенты"]
    assert sheet["C2"].value == "=1+1"
    assert sheet["B2"].value == " Иванов & <Ко> "


def test_strings_are_shared_and_counted(finished: Path) -> None:
    strings = part(finished, "xl/sharedStrings.xml")
    texts = ["".join(each.itertext()) for each in strings]
    assert texts[:3] == ["Ключ", "Клиент", "Пора"]
    assert texts.count(" Иванов & <Ко> ") == 1
    assert int(strings.get("uniqueCount")) == len(texts) < int(strings.get("count"))


def test_opening_computes_nothing(finished: Path) -> None:
    calculation = part(finished, "xl/workbook.xml").find("{*}calcPr")
    assert dict(calculation.attrib) == {"calcId": "191029"}


def test_two_builds_are_the_same_bytes(project: bytes, finished: Path, tmp_path: Path) -> None:
    later, again = write_plain(tmp_path / "later.xlsx"), tmp_path / "again.xlsm"
    finish(later, again, project=project, ribbon=RIBBON, values=VALUES)
    assert again.read_bytes() == finished.read_bytes()


def test_an_addin_is_typed_as_one(plain: Path, project: bytes, tmp_path: Path) -> None:
    out = tmp_path / "osago.xlam"
    finish(plain, out, project=project, kind=Kind.ADDIN)
    types = {each.get("PartName"): each.get("ContentType") for each in part(out, "[Content_Types].xml")}
    assert types["/xl/workbook.xml"] == Kind.ADDIN.value
    with zipfile.ZipFile(out) as archive:
        assert not [name for name in archive.namelist() if name.startswith("customUI")]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"Клиенты": {"A1": 1}}, "Клиенты: values for cells without a formula: A1"),
        ({"Клиент": {}}, "sheets that are not there: Клиент"),
        ({"Клиенты": {"C2": float("nan")}}, "nan"),
    ],
)
def test_a_value_that_has_no_place_is_refused_and_the_old_file_stays(
    plain: Path, project: bytes, tmp_path: Path, values: Any, message: str
) -> None:
    out = tmp_path / "OSAGO.xlsm"
    out.write_bytes(b"old")
    with pytest.raises(SchemaError, match=message):
        finish(plain, out, project=project, values=values)
    assert out.read_bytes() == b"old"


def test_money_is_stored_to_the_last_digit(plain: Path, project: bytes, tmp_path: Path) -> None:
    out = tmp_path / "OSAGO.xlsm"
    finish(plain, out, project=project, values={"Клиенты": {"C2": Decimal("12345.67")}})
    cell = part(out, "xl/worksheets/sheet1.xml").find(".//{*}c[@r='C2']")
    assert cell.findtext("{*}v") == "12345.67"
