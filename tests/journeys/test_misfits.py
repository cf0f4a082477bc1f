"""A misfit in every column of every table, every button pressed: it stays, or is told of, or was to be erased.

One base holds them all at once: each stands in a row of its own, a copy of a good row of its table. Pressing every
button on every one of these rows takes half an hour: OSAGO_MISFITS=all does it, otherwise a few rows are drawn.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import base_of_six
import pytest
from agreeable import ANSWERS, ROWS, Agreeable
from desk import CONTRACT, TODAY, Desk, add_insurer

from osago_xl.actions.perform import perform
from osago_xl.actions.registry import Action, load_all
from osago_xl.books.base import Selection
from osago_xl.books.memory import MemoryBook
from osago_xl.errors import OsagoError
from osago_xl.schema.columns import Column, Text
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.changes import CHANGES
from osago_xl.schema.sheets.journals import ACTS, DOCUMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.technical import LAYOUTS, PRINTERS
from osago_xl.schema.tables import Table
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.misfit import ErrorText, Misfit
from osago_xl.work.journal import unpack
from osago_xl.work.unit import Work

LEFT_ALONE = {name for name, table in WORKBOOK.tables.items() if table.made != "by hand"}
PRESSED_ON = 4
"""So many rows of its table a button is pressed on, of those that hold a misfit."""
OWN = {"tblSettings", "tblTrash", "tblLog", "tblFindings", "tblReport"}
"""Their rows are the program's own."""

Place = tuple[str, str]
"""Table and column."""


def misfit(table: Table, column: Column) -> object:
    """What an agent may have left there: an error among texts, words among days and numbers."""
    return ErrorText("#N/A") if isinstance(column, Text) else f"спросить: {table.name} {column.key}"


def fill(work: Work) -> None:
    """A row at least in every table that an agent fills."""
    add_insurer(work)
    base_of_six.fill(work)
    sale = work.rows(POLICIES)[0]
    work.add(CHANGES, policy=sale["key"], kind="заключение", day=sale["starts"], full_premium=sale["premium"])
    work.fill("form_", **CONTRACT)
    work.add(DOCUMENTS, day=TODAY, kind="паспорт", client="К-000001")
    work.add(FORM_MOVES, day=TODAY, operation="получены", kind="полис", series="ХХХ", first="0123456700",
             last="0123456799", count=100)  # fmt: skip
    work.add(ACTS, day=TODAY, kind="акт-отчёт", party="Пример", since=TODAY, until=TODAY, state="черновик")
    work.add(LAYOUTS, form="полис", field="number", page=1)
    work.add(PRINTERS, printer="HP")


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """No office for PDF and no printer: both have tests of their own."""
    monkeypatch.setattr("osago_xl.documents.office.has_office", lambda: False)
    monkeypatch.setattr("osago_xl.documents.printing.default_printer", lambda: "")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> MemoryBook:
    """A base without misfits."""
    book = MemoryBook(WORKBOOK, TODAY, tmp_path_factory.mktemp("base") / "OSAGO.xlsm")
    desk = Desk(lambda selection: book)
    desk.setup(fill)
    for action in ("calculate", "form_save", "build_call_list", "build_renewals", "check_base"):
        desk.click(action)
    return book


def spoilt(good: MemoryBook, path: Path) -> tuple[MemoryBook, dict[Place, int]]:
    """The same base with a misfit for every column, and the places of their rows."""
    book, places = MemoryBook(WORKBOOK, TODAY, path), {}
    for name, table in WORKBOOK.tables.items():
        cells = [dict(row) for row in good._cells[name]]
        book._cells[name] = cells
        if name in OWN or not cells:
            continue
        for number, column in enumerate(column for column in table.columns if not column.formula):
            row = dict(cells[0]) | {column.key: misfit(table, column)}
            if table.prefix and column.key != table.key:
                row[table.key] = f"{table.prefix}{900000 + number:06d}"
            places[name, column.key] = len(cells)
            cells.append(row)
    book._forms = {prefix: dict(values) for prefix, values in good._forms.items()}
    return book, places


def found(values: Any, table: str) -> Iterator[Place]:
    yield from ((table, key) for key, value in values.items() if isinstance(value, Misfit))


def everywhere(book: MemoryBook, said: str) -> set[Place]:
    """Places of the misfits in the rows, in the bin, in the journal, and of those that were spoken of."""
    left = {place for name, table in WORKBOOK.tables.items() for row in book.read(table) for place in found(row, name)}
    for row in book.read(WORKBOOK.tables["tblTrash"]):
        left |= set(found(unpack(row["content"]), row["table"]))
    for row in book.read(WORKBOOK.tables["tblLog"]):
        left |= set(found(unpack(row["before"]), row["table"]))
    words = {(name, c.key): misfit(t, c) for name, t in WORKBOOK.tables.items() for c in t.columns}
    return left | {place for place, word in words.items() if str(word) in said and not isinstance(word, ErrorText)}


def pressed(action: Action, book: MemoryBook, selection: Selection) -> str:
    """What the button says; it may refuse, and it may not fail."""
    book.selected = selection
    book.path.touch()
    paper = book.path.with_name("Паспорт.pdf")
    paper.write_bytes(b"%PDF-1.4")
    ui = Agreeable(list(ANSWERS.get(action.id, ())), [paper])
    try:
        report = perform(action.id, book, ui, TODAY)
    except OsagoError as refusal:
        return str(refusal)
    return "\n".join([report.text, *report.details, *ui.said])


def test_every_table_that_an_agent_fills_has_a_row(good: MemoryBook) -> None:
    empty = {name for name, rows in good._cells.items() if not rows}
    assert empty <= LEFT_ALONE | {"tblTrash"}


@pytest.mark.parametrize("action", load_all(), ids=lambda action: action.id)
def test_a_button_loses_no_misfit(action: Action, good: MemoryBook, tmp_path: Path) -> None:
    book, places = spoilt(good, tmp_path / "OSAGO.xlsm")
    table = WORKBOOK.tables[ROWS.get(action.group, "tblPolicies")]
    of_table = [(column, at) for (name, column), at in places.items() if name == table.name]
    drawn = (
        of_table if os.environ.get("OSAGO_MISFITS") == "all" else random.Random(action.id).sample(of_table, PRESSED_ON)
    )
    before, said = everywhere(book, ""), ""
    assert before >= places.keys()
    for column, at in drawn:
        key = "" if column == table.key else f"{table.prefix}{900000 + of_table.index((column, at)):06d}"
        where = Selection(WORKBOOK.sheet_of[table.name].title, table.name, (key,) if key else (), (at,))
        said += pressed(action, book, where)
    if action.id != "anonymise":
        assert before - everywhere(book, said) == set()
