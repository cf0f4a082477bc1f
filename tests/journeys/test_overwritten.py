"""A formula typed over or wiped out: «Проверить базу» names it, «Обновить» puts it back."""

import zipfile
from datetime import date

import pytest
from desk import TODAY

from osago_xl.books.atomic import replace_file
from osago_xl.books.file import FileBook
from osago_xl.books.package import Package
from osago_xl.books.places import Places
from osago_xl.books.sheet_xml import SheetXml
from osago_xl.schema.workbook import WORKBOOK

CLIENTS = WORKBOOK.tables["tblClients"]


def type_over(desk, cells):
    """Type into cells of Клиенты: {(place of the row, column key): number, or None for the Delete key}."""
    book = desk.book
    if isinstance(book, FileBook):
        _type_into_file(book.path, cells)
        return
    table = book.xl.sheets["Клиенты"].tables["tblClients"]
    headers = list(table.header_row_range.raw_value)
    headers = list(headers[0]) if isinstance(headers[0], (list, tuple)) else headers
    for (place, key), value in cells.items():
        cell = table.data_body_range[place, headers.index(CLIENTS.by_key[key].header)]
        cell.raw_value = "" if value is None else value


def _type_into_file(path, cells):
    package = Package(path.read_bytes())
    places = Places(package)
    table = places.tables["tblClients"]
    part = places.sheets[table.sheet]
    sheet = SheetXml(package.read(part))
    for (place, key), value in cells.items():
        row, column = table.first + place, table.position[CLIENTS.by_key[key].header]
        sheet.row(row).put(column, row, "/>" if value is None else f"><v>{value}</v></c>")
    package.write(part, sheet.chunks())
    replace_file(path, package.to_bytes(), lambda written: zipfile.ZipFile(written).close())


def shown(desk):
    return [{column.header: row[column.key] for column in CLIENTS.computed} for row in desk.rows("tblClients")]


@pytest.fixture
def typed_over(desk):
    """Three clients; the second has a number for its call date, the third no reason and a number for its segment."""
    desk.setup(lambda work: [work.add(CLIENTS, name=f"Клиент {n}", added=TODAY) for n in range(3)])
    desk.click("refresh_all")
    before = shown(desk)
    type_over(desk, {(1, "call_from"): 40000, (2, "why"): None, (2, "segment"): 7})
    assert desk.rows("tblClients")[1]["call_from"] == date(2009, 7, 6)
    return before


def test_the_check_names_each_cell(desk, typed_over):
    desk.click("check_base")
    found = [row for row in desk.rows("tblFindings") if row["rule"] == "formula.overwritten"]
    assert [(row["row_key"], row["column"]) for row in found] == [
        ("К-000002", "Звонить с"), ("К-000003", "Сегмент"), ("К-000003", "Почему")
    ]  # fmt: skip
    assert found[2]["message"] == "стёрта формула столбца «Почему»"


def test_refreshing_restores_the_formulas_and_what_they_show(desk, typed_over):
    report = desk.click("refresh_all")
    assert "Возвращено формул, поверх которых было записано: 3. Клиенты К-000002, «Звонить с»" in report.details[-1]
    assert shown(desk) == typed_over
    assert desk.book.overwritten(CLIENTS, range(3)) == []
    assert not any("Возвращено" in line for line in desk.click("refresh_all").details)
