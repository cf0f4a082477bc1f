"""Every button pressed twice on the same rows: the second press changes nothing, asks, or is meant to do it again."""

from __future__ import annotations

import copy
from datetime import datetime
from pathlib import Path
from typing import Any

import base_of_six
import pytest
from agreeable import ANSWERS, Agreeable, selected
from desk import CONTRACT, TODAY, Desk, add_insurer

from osago_xl.actions.perform import perform
from osago_xl.actions.registry import load_all
from osago_xl.books.memory import MemoryBook
from osago_xl.errors import OsagoError
from osago_xl.schema.workbook import WORKBOOK

NOW = datetime(2026, 11, 22, 10, 0)
AGAIN = {"copy_row": "a copy for each press"}
"""Buttons that do the same again without a question, and why that is what the agent wants."""
UNSEEN = {"tblLog", "tblReport", "tblFindings", "tblCalls", "tblRenewals", "tblTrash"}
"""Lists made anew by each press, and the journals of what was done."""


@pytest.fixture(scope="module")
def furnished() -> MemoryBook:
    """Six clients, and a contract with a car and two drivers."""
    book = MemoryBook(WORKBOOK, TODAY)
    desk = Desk(lambda selection: book)
    for change in (add_insurer, base_of_six.fill, lambda work: work.set_setting("cfg_date", TODAY)):
        desk.setup(change)
    desk.setup(lambda work: work.fill("form_", **CONTRACT))
    for action in ("calculate", "form_save", "build_call_list", "build_renewals"):
        desk.click(action)
    return book


def content(book: MemoryBook) -> dict[str, Any]:
    """All that the agent keeps, without the day and hour of writing."""
    return {
        name: [{k: v for k, v in row.items() if k not in ("changed", "created")} for row in book.read(table)]
        for name, table in WORKBOOK.tables.items()
        if name not in UNSEEN
    }


def press(book: MemoryBook, action: str, folder: Path) -> Agreeable:
    paper = folder / "Паспорт.pdf"
    paper.write_bytes(b"%PDF-1.4")
    ui = Agreeable(list(ANSWERS.get(action, ())), [paper])
    try:
        perform(action, book, ui, TODAY, NOW)
    except OsagoError as refused:
        assert str(refused)
    return ui


@pytest.mark.parametrize("action", load_all(), ids=lambda action: action.id)
def test_a_second_press_changes_nothing_or_asks(
    furnished: MemoryBook, action: Any, tmp_path: Path, no_office: None
) -> None:
    book = copy.deepcopy(furnished)
    Desk(lambda selection: book).setup(lambda work: work.set_setting("cfg_folder", str(tmp_path)))
    book.selected = selected(book, action.group)
    press(book, action.id, tmp_path)
    once = content(book)
    second = press(book, action.id, tmp_path)
    changed = [name for name, rows in content(book).items() if rows != once[name]]
    assert not changed or second.asked or action.id in AGAIN, changed
