"""The workbook kept of each released version: a client, a policy, a setting, an own column, an own sheet.

To keep a new one at a release: python tests/keeping/golden_base.py tests/golden/OSAGO-<version>.xlsm
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from osago_xl.books import open_book
from osago_xl.books.package import Package
from osago_xl.books.parts import announce, relate
from osago_xl.schema.columns import Text
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work
from osago_xl.workbook.build import build_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TODAY = date(2026, 11, 22)
OWN_COLUMN, OWN_SHEET = "Любимый цвет", "Мои заметки"


def make_golden(path: Path) -> None:
    """Write the workbook."""
    sheets = []
    for sheet in WORKBOOK.sheets:
        tables = tuple(
            (at, replace(table, columns=(*table.columns, Text("own_1", OWN_COLUMN))) if _clients(table.name) else table)
            for at, table in sheet.tables
        )
        sheets.append(replace(sheet, tables=tables))
    schema = replace(WORKBOOK, sheets=tuple(sheets))
    build_workbook(path, TODAY, schema=schema)
    add_own_sheet(path)
    work = Work(open_book(path, today=TODAY, schema=schema), TODAY)
    client = work.add(CLIENTS, name="Орехова Анна", birth_date=date(1990, 2, 28), own_1="зелёный")
    work.add(POLICIES, client=client["key"], product="ОСАГО", series="ХХХ", number="0123456789")
    work.set_setting("cfg_my_name", "Марк")
    work.commit("работа агента")


def _clients(name: str) -> bool:
    return name == "tblClients"


def add_own_sheet(path: Path) -> None:
    """A last sheet with a text and a formula, as Excel writes it."""
    package, part = Package(path.read_bytes()), "xl/worksheets/sheet99.xml"
    cells = '<row r="1"><c r="A1" t="str"><v>заметка</v></c></row><row r="2"><c r="A2"><f>2+2</f><v>4</v></c></row>'
    package.write(part, [f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()])
    announce(package, part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
    relation = relate(package, "xl/workbook.xml", f"{OFFICE}/worksheet", part)
    tab = f'<sheet xmlns:r="{OFFICE}" name="{OWN_SHEET}" sheetId="99" r:id="{relation}"/></sheets>'
    package.write("xl/workbook.xml", [package.read("xl/workbook.xml").replace(b"</sheets>", tab.encode())])
    path.write_bytes(package.to_bytes())


if __name__ == "__main__":
    make_golden(Path(sys.argv[1]))
