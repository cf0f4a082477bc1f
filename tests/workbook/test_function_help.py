"""The hidden sheets hold what VBA and xlwings look for."""

from __future__ import annotations

from importlib.metadata import version

import openpyxl
import pytest
from vba_lab import Lab

from osago_xl.errors import SchemaError
from osago_xl.functions.registry import FUNCTIONS, Arg, Function
from osago_xl.schema.workbook import SCHEMA_VERSION, VERSION_AT
from osago_xl.workbook.function_help import TEXTS, add_hidden_sheets, help_rows

PREMIUM = Function(
    "OSAGO_X", "Премия", (Arg("power", "Мощность, л.с."), Arg("kbm", "КБМ", optional=True)), len, "number", ""
)


def book() -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    add_hidden_sheets(made, [PREMIUM])
    return made


def test_settings_stand_in_the_first_two_columns_of_the_sheet_xlwings_reads() -> None:
    settings = dict(book()["xlwings.conf"].values)
    assert settings["UDF MODULES"] == "osago_xl.excel.udfs"
    assert settings["USE UDF SERVER"] is True


def test_a_function_has_a_row_with_help_for_each_argument() -> None:
    *_, row = book()["osago.help"].values
    assert row == ("function", "OSAGO_X", "Премия", "Мощность, л.с.", "КБМ (можно не указывать)")


def test_the_sheets_are_not_seen_and_keep_their_code_names() -> None:
    for title, code_name in (("osago.help", "shOsagoHelp"), ("xlwings.conf", "shXlwingsConf")):
        sheet = book()[title]
        assert (sheet.sheet_state, sheet.sheet_properties.codeName) == ("veryHidden", code_name)


def test_the_workbook_says_for_which_versions_it_was_made() -> None:
    properties = book().custom_doc_props
    assert {name: properties[name].value for name in properties.names} == {
        "osago-xl": version("osago-xl"),
        "osago-xl schema": SCHEMA_VERSION,
        "xlwings": version("xlwings"),
    }


def test_vba_registers_what_the_sheet_holds() -> None:
    cells = {
        f"{column}{number}": text
        for number, row in enumerate(help_rows([PREMIUM]), start=1)
        for column, text in zip("ABCDE", row, strict=False)
    }
    lab = Lab(cells)
    lab.run("OsagoRegisterHelp")
    assert lab.journal == "OSAGO_X: Премия [ОСАГО] Мощность, л.с., КБМ (можно не указывать)\n"
    assert lab.run("OsagoText", "no_python") == TEXTS["no_python"]


def test_an_open_workbook_says_its_version_where_live_books_look() -> None:
    sheet, cell = VERSION_AT
    assert book()[sheet][cell].value == f"v{SCHEMA_VERSION}"


def test_help_longer_than_excel_shows_is_refused() -> None:
    with pytest.raises(SchemaError, match="300 characters"):
        list(help_rows([Function("OSAGO_X", "я" * 300, (), len, "number", "")]))


def test_help_of_the_real_functions_fits() -> None:
    assert len(list(help_rows(FUNCTIONS.values()))) == 1 + len(TEXTS) + len(FUNCTIONS)
