"""Every formula of the workbook, computed by a real LibreOffice, says what its Python twin has written into the file.

FileBook stores the twin's result beside each formula; LibreOffice is made to compute all of them again.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from desk import TODAY
from generated_base import SIZES, changes, misfit
from python_calamine import CalamineWorkbook

from osago_xl.books import open_book
from osago_xl.books.contents import compute
from osago_xl.books.live import LiveBook
from osago_xl.books.live_cells import ERROR_TEXTS
from osago_xl.calc.session import open_in_calc
from osago_xl.schema.columns import EPOCH
from osago_xl.schema.facts import Facts, setting
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.tables import Table
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.misfit import Misfit
from osago_xl.work.unit import Work

pytestmark = pytest.mark.office


class Cell(NamedTuple):
    """One formula: where it stands, what Python says and what LibreOffice says."""

    sheet: str
    row: int
    column: int
    formula: str
    ours: object
    theirs: object


@pytest.fixture(scope="module")
def generated(empty_book: Path, dated: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2 000 clients and what belongs to them, with leap days, month ends, empty cells and misfits."""
    path = tmp_path_factory.mktemp("generated") / "OSAGO.xlsm"
    shutil.copy(empty_book, path)
    open_book(path, today=TODAY).apply(changes(seed=2026))
    return dated(path)


@pytest.mark.parametrize("name", ["demo", "generated"])
def test_every_formula_agrees_with_its_twin(name: str, office: Any, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(name)
    cells = list(_formulas(office, path))
    assert [cell for cell in cells if cell.theirs in ERROR_TEXTS] == []
    wrong = [cell for cell in cells if not _same(cell.ours, cell.theirs)]
    assert Counter((cell.sheet, cell.column) for cell in wrong) == {}, wrong[:5]
    _nothing_left_out(Counter(cell.sheet for cell in cells), path)


def _formulas(office: Any, path: Path) -> Iterator[Cell]:
    """All formula cells of a workbook that LibreOffice has opened and computed."""
    stored = CalamineWorkbook.from_path(str(path))
    book = office.books.open(str(path))
    try:
        book.api.calculateAll()
        for sheet in book.sheets:
            ours = stored.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            used = sheet.range((1, 1), sheet.used_range.last_cell.address)
            for row, (formulas, values) in enumerate(zip(used.formula, used.raw_value, strict=True)):
                for column, formula in enumerate(formulas):
                    if formula.startswith("="):
                        yield Cell(sheet.name, row + 1, column + 1, formula, ours[row][column], values[column])
    finally:
        book.close()


def _nothing_left_out(counted: Counter[str], path: Path) -> None:
    """Every computed column of every filled table was compared, row by row."""
    book = open_book(path, today=TODAY)
    for sheet in WORKBOOK.sheets:
        least = sum(len(book.read(table)) * len(table.computed) for _, table in sheet.tables)
        assert counted[sheet.title] >= least, sheet.title
    if path.parent.name.startswith("generated"):
        assert counted["Клиенты"] >= SIZES["tblClients"] * len(WORKBOOK.tables["tblClients"].computed) > 10_000


def _same(ours: Any, theirs: Any) -> bool:
    ours, theirs = _number(ours), _number(theirs)
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) < 1e-6
    return bool((ours or "") == (theirs or ""))


def _number(value: Any) -> Any:
    """Dates and truth values as the numbers that a spreadsheet has for them."""
    if isinstance(value, dt.datetime):
        return (value - dt.datetime.combine(EPOCH, dt.time())) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return float((value - EPOCH).days)
    return float(value) if isinstance(value, bool | int) else value


def test_what_does_not_fit_a_column_counts_as_empty_for_both(generated: Path, office: Any) -> None:
    """Words typed where dates and numbers belong: no error appears, and the twin of the same row agrees."""
    chance = random.Random(5)
    with open_in_calc(generated, app=office) as book:
        with office.properties(calculation="manual"):
            for name in SIZES:
                _mistype(book, WORKBOOK.tables[name], chance)
        office.calculate()
        rows = {name: book.read(table) for name, table in WORKBOOK.tables.items()}
        settings = {row["name"]: setting(row) for row in rows["tblSettings"]}
        wrong, mistyped = {}, Counter()
        for name in SIZES:
            table = WORKBOOK.tables[name]
            twins = [row.copy() for row in rows[name]]
            compute(table.computed, twins, lambda: Facts(TODAY, settings, rows))
            mistyped[name] = sum(any(isinstance(each, Misfit) for each in row.values()) for row in rows[name])
            for row, twin in zip(rows[name], twins, strict=True):
                for key in (column.key for column in table.computed):
                    if row[key] != twin[key]:
                        wrong.setdefault((name, key), (row.at, row[key], twin[key], dict(row)))
        assert wrong == {}
    assert mistyped["tblClients"] > 40 < mistyped["tblPolicies"]


def _mistype(book: LiveBook, table: Table, chance: random.Random) -> None:
    """One cell in fifty of the columns of dates and numbers gets words."""
    live = book.xl.sheets[WORKBOOK.sheet_of[table.name].title].tables[table.name]
    headers, cells = live.header_row_range.value, live.data_body_range
    for column in table.columns:
        words = "" if column.formula else misfit(column, chance)
        if words:
            for row in chance.sample(range(SIZES[table.name]), SIZES[table.name] // 50):
                cells[row, headers.index(column.header)].raw_value = words


def test_what_a_file_of_another_day_holds_is_computed_for_today(empty_book: Path, office: Any, tmp_path: Path) -> None:
    path, today = Path(shutil.copy(empty_book, tmp_path / "OSAGO.xlsm")), dt.date.today()
    work = Work(open_book(path, today=TODAY), TODAY)
    work.add(POLICIES, state="оформлен", number="1", ends=today + dt.timedelta(days=10))
    work.commit("подготовка")
    with open_in_calc(path, app=office) as book:
        (policy,) = book.read(WORKBOOK.tables["tblPolicies"])
        assert policy["left"] == (policy["ends"] - dt.date.today()).days
