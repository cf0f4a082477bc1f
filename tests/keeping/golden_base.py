"""The workbook kept of each released version: a client, a policy, a setting, an own column, an own sheet.

To keep a new one at a release: python tests/keeping/golden_base.py tests/golden/OSAGO-<version>.xlsm
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl

from osago_xl.books import open_book
from osago_xl.desk.work import Work
from osago_xl.schema.columns import Text
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

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
    build_workbook(path, TODAY, schema=schema, more=_own_sheet)
    work = Work(open_book(path, today=TODAY, schema=schema), TODAY)
    client = work.add("tblClients", name="Орехова Анна", birth_date=date(1990, 2, 28), own_1="зелёный")
    work.add("tblPolicies", client=client["key"], product="ОСАГО", series="ХХХ", number="0123456789")
    work.set_setting("cfg_my_name", "Марк")
    work.commit("работа агента")


def _clients(name: str) -> bool:
    return name == "tblClients"


def _own_sheet(book: openpyxl.Workbook) -> dict[str, dict[str, int]]:
    sheet = book.create_sheet(OWN_SHEET)
    sheet["A1"], sheet["A2"] = "заметка", "=2+2"
    return {OWN_SHEET: {"A2": 4}}


if __name__ == "__main__":
    make_golden(Path(sys.argv[1]))
