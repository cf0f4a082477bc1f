"""What nobody sees in the workbook: settings for xlwings, Russian texts for VBA, which is kept in ASCII, versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

import openpyxl
from openpyxl.packaging.custom import StringProperty

from osago_xl.errors import SchemaError
from osago_xl.functions.registry import Function
from osago_xl.schema.workbook import SCHEMA_PROPERTY, SCHEMA_VERSION, VERSION_AT

HELP_SHEET, HELP_CODE_NAME = VERSION_AT[0], "shOsagoHelp"
CONF_SHEET, CONF_CODE_NAME = "xlwings.conf", "shXlwingsConf"
CODE_NAMES = (HELP_CODE_NAME, CONF_CODE_NAME)

# Properties of the document that say for which versions it was made: `osago-xl doctor` compares.
STAMPED = ("osago-xl", "xlwings")

TEXT_LIMIT = 255  # of Application.MacroOptions

TEXTS = {
    "category": "ОСАГО",
    "no_python": (
        "Команда не выполнена: Excel не смог запустить Python. Книга не изменилась. "
        "Закройте Excel, выполните в командной строке osago-xl doctor и сделайте то, что он посоветует."
    ),
}

# The interpreter is a matter of the computer, not of the book: `osago-xl install` writes it to the user's settings.
SETTINGS = {
    "UDF MODULES": "osago_xl.excel.udfs",
    "USE UDF SERVER": True,
    "ADD_WORKBOOK_TO_PYTHONPATH": False,
}


def help_rows(functions: Iterable[Function]) -> Iterator[Sequence[str]]:
    """Rows of osago.help: kind, name, text, help of the arguments; the first one holds the version."""
    yield ("schema", f"v{SCHEMA_VERSION}", "версия устройства книги")
    for name, text in TEXTS.items():
        yield ("text", name, text)
    for function in functions:
        arguments = [_argument_help(arg.text, arg.optional) for arg in function.args]
        for text in (function.summary, *arguments):
            if len(text) > TEXT_LIMIT:
                raise SchemaError(f"{function.name}: help of {len(text)} characters, Excel shows {TEXT_LIMIT}")
        yield ("function", function.name, function.summary, *arguments)


def add_hidden_sheets(book: openpyxl.Workbook, functions: Iterable[Function]) -> None:
    """Append both sheets, seen neither in tabs nor in the list of hidden ones, and stamp the workbook."""
    sheets = ((HELP_SHEET, HELP_CODE_NAME, help_rows(functions)), (CONF_SHEET, CONF_CODE_NAME, SETTINGS.items()))
    for title, code_name, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_properties.codeName = code_name
        sheet.sheet_state = "veryHidden"
        for row in rows:
            sheet.append(row)
    for package in STAMPED:
        book.custom_doc_props.append(StringProperty(name=package, value=version(package)))
    book.custom_doc_props.append(StringProperty(name=SCHEMA_PROPERTY, value=SCHEMA_VERSION))


def _argument_help(text: str, optional: bool) -> str:
    return f"{text} (можно не указывать)" if optional else text
