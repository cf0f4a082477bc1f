"""Workbooks of every released version become workbooks of this one; what the agent added stays."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from golden_base import OWN_COLUMN, OWN_SHEET, make_golden
from keeping_desk import NOW, TODAY, stored

from osago_xl.books import open_book
from osago_xl.books.package import Package
from osago_xl.books.version import PROPERTIES, version_of
from osago_xl.errors import BookError
from osago_xl.keeping.copies import FOLDER
from osago_xl.keeping.foreign import own_columns, own_sheets
from osago_xl.keeping.password import set_password
from osago_xl.keeping.upgrade import upgrade
from osago_xl.schema.workbook import SCHEMA_VERSION, WORKBOOK

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("OSAGO-*.xlsm"))


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def old(request, tmp_path):
    path = tmp_path / "OSAGO.xlsm"
    path.write_bytes(request.param.read_bytes())
    return path


def test_there_is_a_golden_workbook():
    assert GOLDEN


def test_the_data_are_carried_and_the_original_is_kept(old):
    before = old.read_bytes()
    result = upgrade(old, TODAY, NOW, force=True)
    book = open_book(old, today=TODAY)
    client = stored(book, "tblClients")[0]
    assert (client["key"], client["name"], client["birth_date"]) == ("К-000001", "Орехова Анна", date(1990, 2, 28))
    assert [row["number"] for row in stored(book, "tblPolicies")] == ["0123456789"]
    settings = {row["name"]: row["value"] for row in stored(book, "tblSettings")}
    assert settings["cfg_my_name"] == "Марк"
    assert settings.keys() == {row["name"] for row in WORKBOOK.tables["tblSettings"].default_rows}
    assert (old.parent / FOLDER / result.copy.name).read_bytes() == before
    assert version_of(Package(old.read_bytes())) == SCHEMA_VERSION


def test_the_agents_column_and_sheet_are_carried(old):
    result = upgrade(old, TODAY, NOW, force=True)
    book = open_book(old, today=TODAY)
    assert own_columns(book.places, WORKBOOK) == {"tblClients": [OWN_COLUMN]}
    assert own_sheets(book.places, WORKBOOK) == [OWN_SHEET]
    shown = openpyxl.load_workbook(old, data_only=True)
    header = {cell.value: cell.column for cell in shown["Клиенты"][2]}
    assert shown["Клиенты"].cell(3, header[OWN_COLUMN]).value == "зелёный"
    assert (shown[OWN_SHEET]["A1"].value, shown[OWN_SHEET]["A2"].value) == ("заметка", 4)
    assert result.lost == []


def test_an_upgraded_workbook_upgraded_again_is_the_same(old):
    upgrade(old, TODAY, NOW, force=True)
    once = {name: stored(open_book(old, today=TODAY), name) for name in WORKBOOK.tables}
    upgrade(old, TODAY, NOW, force=True)
    assert {name: stored(open_book(old, today=TODAY), name) for name in WORKBOOK.tables} == once


def test_a_workbook_of_this_version_is_left_alone(desk):
    before = desk.path.read_bytes()
    assert "уже этой версии" in upgrade(desk.path, TODAY, NOW).text
    assert desk.path.read_bytes() == before


def test_an_encrypted_workbook_stays_encrypted(desk):
    set_password(desk.path, None, "длинный пароль")
    upgrade(desk.path, TODAY, NOW, "длинный пароль", force=True)
    assert "Орехова Анна" in desk.names("длинный пароль")


def made_by(desk, version: str) -> bytes:
    """The workbook as a program of that version would have made it."""
    package = Package(desk.path.read_bytes())
    properties = package.read(PROPERTIES)
    package.write(PROPERTIES, [properties.replace(f">{SCHEMA_VERSION}</".encode(), f">{version}</".encode())])
    desk.path.write_bytes(package.to_bytes())
    return desk.path.read_bytes()


def test_a_newer_workbook_is_neither_upgraded_nor_opened(desk):
    newer = made_by(desk, str(int(SCHEMA_VERSION) + 1))
    assert version_of(Package(newer)) == str(int(SCHEMA_VERSION) + 1)
    for touch in (lambda: upgrade(desk.path, TODAY, NOW, force=True), desk.work):
        with pytest.raises(BookError, match=r"«OSAGO.xlsm» новее программы\. Обновите программу"):
            touch()
    assert desk.path.read_bytes() == newer
    assert not (desk.path.parent / FOLDER).exists()


DAMAGES = {
    "cut off": lambda data: data[: len(data) // 2],
    "nothing": lambda data: b"",
    "another file": lambda data: b"%PDF-1.4 \n",
    "a part destroyed": lambda data: damaged_part(data, "xl/worksheets/sheet7.xml"),
    "no styles": lambda data: damaged_part(data, "xl/styles.xml"),
}


def damaged_part(data: bytes, name: str) -> bytes:
    package = Package(data)
    package.write(name, [package.read(name)[:200]])
    return package.to_bytes()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_workbook_is_refused_with_what_to_do(old, damage):
    old.write_bytes(damage(old.read_bytes()))
    before = old.read_bytes()
    with pytest.raises(BookError, match=r"«OSAGO.xlsm».*(не читается|повреждена).*(из копии|заново)"):
        upgrade(old, TODAY, NOW)
    assert old.read_bytes() == before
    assert [each.name for each in old.parent.iterdir()] == [old.name]


def test_damaged_macros_are_replaced_and_said_so(old):
    old.write_bytes(damaged_part(old.read_bytes(), "xl/vbaProject.bin"))
    assert (
        "Макросы книги повреждены: поставлены макросы программы, прежние остались в копии."
        in upgrade(old, TODAY, NOW).lost
    )
    assert [row["name"] for row in stored(open_book(old, today=TODAY), "tblClients")] == ["Орехова Анна"]


def test_what_is_not_ours_is_refused(tmp_path):
    path = tmp_path / "чужая.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(BookError, match="не рабочая книга"):
        upgrade(path, TODAY, NOW)


def test_the_golden_workbook_can_be_made_again(tmp_path):
    make_golden(tmp_path / "golden.xlsm")
    assert open_book(tmp_path / "golden.xlsm", today=TODAY).read(WORKBOOK.tables["tblClients"])
