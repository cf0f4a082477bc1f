"""vbaProject.bin: the sources of vba/, the generated wrappers and the VBA side of xlwings in one project.

xlwings.bas names the DLL of exactly its own version, so it is taken from the installed package, never stored.
pyOpenVBA is needed here only: the finished project is package data, and a user's workbook is made without it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import openpyxl

from osago_xl.functions.registry import Function
from osago_xl.workbook import wrappers

WORKBOOK_CODE_NAME = "ThisWorkbook"
CALLS = ("OsagoHost.bas", "OsagoCall.bas")
BUTTONS = ("OsagoStart.bas", "RibbonOsago.bas", "ThisWorkbook.cls")
# Microsoft's rule for a writer without compiled code: readers compile the sources themselves.
UNCOMPILED = bytes.fromhex("cc61ffff000100")


def workbook_sources(functions: Sequence[Function]) -> dict[str, str]:
    """Module name → source (LF) of OSAGO.xlsm: functions, ribbon, help on opening."""
    return _sources(CALLS + BUTTONS, functions)


def addin_sources(functions: Sequence[Function]) -> dict[str, str]:
    """Module name → source (LF) of osago.xlam: the functions alone."""
    return _sources(CALLS, functions)


def project(sources: Mapping[str, str], code_names: Sequence[str]) -> bytes:
    """vbaProject.bin with these modules and an empty document module for each sheet; same input, same bytes.

    A source named ThisWorkbook is the code of the workbook itself.
    """
    from pyopenvba import ExcelFile, VBAModuleKind

    with tempfile.TemporaryDirectory() as folder:
        blank, full = Path(folder, "blank.xlsm"), Path(folder, "full.xlsm")
        _blank_workbook(code_names).save(blank)
        with ExcelFile(blank) as host:
            host.add_vba_project()
            modules = host.vba_project()
            for name, source in sources.items():
                text = source.replace("\n", "\r\n")
                if name == WORKBOOK_CODE_NAME:
                    next(module for module in modules.modules if module.name == name).body = text
                else:
                    is_class = source.startswith("VERSION ")
                    kind = VBAModuleKind.other if is_class else VBAModuleKind.standard
                    modules.add_module(name, text, kind=kind)
            host.save(full)
        with ExcelFile(full) as host:
            return _without_compiled_code(host.vba_project_bytes())


def _sources(own: Sequence[str], functions: Sequence[Function]) -> dict[str, str]:
    folder = files("osago_xl.workbook") / "vba"
    texts = {Path(name).stem: _lines((folder / name).read_text("ascii")) for name in own}
    texts[wrappers.MODULE] = wrappers.functions_module(functions, version("osago-xl"))
    xlwings = files("xlwings")
    texts["xlwings"] = _lines((xlwings / "xlwings.bas").read_text("utf-8"))
    texts["Dictionary"] = _lines((xlwings / "addin" / "Dictionary.cls").read_text("utf-8"))
    return texts


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _blank_workbook(code_names: Sequence[str]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.code_name = WORKBOOK_CODE_NAME
    for code_name in code_names:
        book.create_sheet(code_name).sheet_properties.codeName = code_name
    return book


def _without_compiled_code(binary: bytes) -> bytes:
    from pyopenvba.cfb import CFB

    container = CFB.from_bytes(binary)
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", UNCOMPILED)
    return bytes(container.to_bytes())
