"""Every button pressed twice on the same rows: the second press changes nothing, asks, or is meant to do it again."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import base_of_six
import pytest
from desk import CONTRACT, TODAY, Desk, add_insurer

from osago_xl.actions.perform import perform
from osago_xl.actions.registry import load_all
from osago_xl.books.base import Selection
from osago_xl.books.memory import MemoryBook
from osago_xl.errors import OsagoError
from osago_xl.schema.workbook import WORKBOOK

NOW = datetime(2026, 11, 22, 10, 0)
ROWS = {"Бланки": "tblFormMoves", "База": "tblClients", "Клиент": "tblClients", "День": "tblClients"}
ANSWERS = {"postpone_date": ["25.12.2026"], "log_one_contact": ["", "7"], "new_task": ["Позвонить", "3"],
           "find_client": ["Иванов"], "new_client": ["Ким Ян", "8 900 000-00-01"], "add_payment": ["100"]}  # fmt: skip
AGAIN = {"copy_row": "a copy for each press"}
"""Buttons that do the same again without a question, and why that is what the agent wants."""
UNSEEN = {"tblLog", "tblReport", "tblFindings", "tblCalls", "tblRenewals", "tblTrash"}
"""Lists made anew by each press, and the journals of what was done."""


@dataclass
class Agreeable:
    """Says yes, takes the first choice and whatever is offered; counts the questions."""

    answers: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    asked: int = 0

    def say(self, text: str) -> None: ...

    def ask(self, question: str) -> bool:
        self.asked += 1
        return True

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        self.asked += 1
        return 0 if options else None

    def prompt(self, question: str, default: str = "") -> str | None:
        self.asked += 1
        return self.answers.pop(0) if self.answers else default

    def pick_files(self, title: str, patterns: Sequence[str]) -> list[Path]:
        return self.files

    def progress(self, done: int, total: int, text: str) -> bool:
        return True

    def open(self, target: str | Path) -> None: ...

    def copy(self, text: str) -> None: ...


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
    table = WORKBOOK.tables[ROWS.get(action.group, "tblPolicies")]
    keys = tuple(row["key"] for row in book.read(table))[-1:]
    book.selected = Selection(WORKBOOK.sheet_of[table.name].title, table.name, keys)
    press(book, action.id, tmp_path)
    once = content(book)
    second = press(book, action.id, tmp_path)
    changed = [name for name, rows in content(book).items() if rows != once[name]]
    assert not changed or second.asked or action.id in AGAIN, changed
