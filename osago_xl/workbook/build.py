"""OSAGO.xlsm and what lies beside it: from the declaration to the finished files."""

from __future__ import annotations

import tempfile
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from osago_xl import functions
from osago_xl.actions.registry import load_all
from osago_xl.desk.contract.tariff_view import kbm_rows, region_rows, tariff_rows
from osago_xl.functions.registry import Function
from osago_xl.schema.check import check
from osago_xl.schema.sheets.reference import TARIFFS
from osago_xl.schema.sheets.technical import KBM, REGIONS
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.contents import Rows
from osago_xl.workbook.draw import draw
from osago_xl.workbook.function_help import CODE_NAMES, add_hidden_sheets
from osago_xl.workbook.package import finish
from osago_xl.workbook.ribbon import ribbon_xml

BUILD_DAY = date(2026, 1, 1)
"""«Today» of the workbook in the repository: the same bytes on every day."""
PROJECT = "vbaProject.bin"


def build_workbook(
    out: Path,
    today: date,
    rows: Rows | None = None,
    project: bytes | None = None,
    *,
    schema: WorkbookSchema = WORKBOOK,
) -> None:
    """Write a new macro workbook as it is on `today`; the same input gives the same bytes.

    `project` is the VBA project, by default the one shipped with the package. `schema` is ours, or in tests an earlier
    one. SchemaError when our declaration breaks a rule of Excel; nothing is written then.
    """
    check(WORKBOOK)
    drawing = draw(schema, today, reference_rows(today) | dict(rows or {}))
    add_hidden_sheets(drawing.book, worksheet_functions())
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.xlsx")
        drawing.book.save(plain)
        finish(
            plain,
            out,
            project=shipped_project() if project is None else project,
            ribbon=ribbon_xml(load_all()),
            values=drawing.values,
        )


def reference_rows(today: date) -> dict[str, list[dict[str, Any]]]:
    """Tables that follow from the acts: regions, КБМ, and the sheet Тарифы."""
    return {REGIONS.name: region_rows(today), KBM.name: kbm_rows(today), TARIFFS.name: tariff_rows(today)}


def make_project() -> bytes:
    """The VBA project from its sources; needs pyOpenVBA, which only a build of the package has."""
    from osago_xl.workbook import vba

    return vba.project(vba.workbook_sources(worksheet_functions()), code_names())


def worksheet_functions() -> tuple[Function, ...]:
    """All functions in the order of their declaration."""
    return tuple(functions.registry.FUNCTIONS.values())


def code_names() -> list[str]:
    """Code names of all sheets in the order of the tabs: the document modules of the VBA project."""
    return [*(sheet.code_name for sheet in WORKBOOK.sheets), *CODE_NAMES]


def shipped_project() -> bytes:
    """vbaProject.bin as it was built with this package."""
    return (files("osago_xl.workbook") / PROJECT).read_bytes()
