"""osago.xlam: the worksheet functions alone, for other workbooks of the agent.

Formulas made with an add-in remember its folder: whoever passes such a workbook on keeps the add-in in the same
place under the same name. OSAGO.xlsm carries its functions itself and does not need it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from osago_xl.functions.registry import Function
from osago_xl.workbook import vba
from osago_xl.workbook.function_help import CODE_NAMES, add_hidden_sheets
from osago_xl.workbook.package import Kind, finish

CODE_NAME = "shAbout"
ABOUT = "Функции ОСАГО для других книг. Справка: мастер функций в книге OSAGO.xlsm."


def build_addin(out: Path, functions: Sequence[Function]) -> None:
    """Write the add-in; the same functions give the same bytes."""
    book = openpyxl.Workbook()
    book.code_name = vba.WORKBOOK_CODE_NAME
    about = book.active
    about.title = "ОСАГО"
    about.sheet_properties.codeName = CODE_NAME
    about["A1"] = ABOUT
    add_hidden_sheets(book, functions)
    project = vba.project(vba.addin_sources(functions), [CODE_NAME, *CODE_NAMES])
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.xlsx")
        book.save(plain)
        finish(plain, out, project=project, kind=Kind.ADDIN)
