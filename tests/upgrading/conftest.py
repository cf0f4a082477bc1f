"""Two dressed workbooks and what an upgrade makes of them: the released 0.1.0, and one that lacks much."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from dress import dress
from golden_base import add_own_sheet
from older import (
    GONE_SETTING,
    GONE_SHEET,
    TODAY,
    middle_and_end,
    with_own_columns,
    without_columns,
    without_settings,
    without_sheet,
)
from older_rows import random_rows

from osago_xl.books import open_book
from osago_xl.books.base import Changes, TableChange
from osago_xl.books.file import Content
from osago_xl.keeping.upgrade import Upgrade, upgrade
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

NOW = datetime(2026, 11, 22, 9, 15)
GOLDEN = Path(__file__).parents[1] / "golden" / "OSAGO-0.1.0.xlsm"


class Upgraded(NamedTuple):
    """A workbook before and after, and the declaration it was made from."""

    before: Content
    after: Content
    result: Upgrade
    path: Path
    schema: WorkbookSchema


def older_schema() -> WorkbookSchema:
    """Every table that can lose columns has lost two; a setting and a sheet are missing; own columns stand right."""
    gone = {name: middle_and_end(table) for name, table in WORKBOOK.tables.items()}
    schema = without_settings(without_columns(WORKBOOK, gone), {GONE_SETTING})
    schema = without_sheet(schema, WORKBOOK.by_title[GONE_SHEET].code_name)
    alone = {sheet.tables[0][1].name for sheet in schema.sheets if len(sheet.tables) == 1}
    return with_own_columns(schema, alone - {"tblTariffs"})


@pytest.fixture(scope="session")
def upgrade_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Upgraded]:
    """Upgrade a file given as bytes."""

    def run(data: bytes, schema: WorkbookSchema = WORKBOOK) -> Upgraded:
        path = tmp_path_factory.mktemp("upgraded") / "OSAGO.xlsm"
        path.write_bytes(data)
        result = upgrade(path, TODAY, NOW, force=True)
        return Upgraded(Content(data), Content(path.read_bytes()), result, path, schema)

    return run


@pytest.fixture(scope="session")
def golden(upgrade_of: Callable[..., Upgraded]) -> Upgraded:
    """Version 0.1.0, dressed."""
    return upgrade_of(dress(GOLDEN.read_bytes()))


def filled(path: Path, schema: WorkbookSchema) -> bytes:
    """A dressed workbook of a declaration, with rows in every table."""
    build_workbook(path, TODAY, schema=schema)
    add_own_sheet(path)
    rows = random_rows(schema, random.Random(7), 25)
    changes = {name: TableChange(schema.tables[name], added=added) for name, added in rows.items()}
    open_book(path, today=TODAY, schema=schema).apply(Changes(changes))
    return dress(path.read_bytes())


@pytest.fixture(scope="session")
def current(upgrade_of: Callable[..., Upgraded], tmp_path_factory: pytest.TempPathFactory) -> Upgraded:
    """One that lacks nothing."""
    return upgrade_of(filled(tmp_path_factory.mktemp("current") / "OSAGO.xlsm", WORKBOOK))


@pytest.fixture(scope="session")
def older(upgrade_of: Callable[..., Upgraded], tmp_path_factory: pytest.TempPathFactory) -> Upgraded:
    """The one that lacks much."""
    schema = older_schema()
    return upgrade_of(filled(tmp_path_factory.mktemp("older") / "OSAGO.xlsm", schema), schema)
