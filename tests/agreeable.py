"""An agent who presses every button and agrees to everything, whatever kind of book lies before him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from osago_xl.books.base import Book, Selection
from osago_xl.schema.workbook import WORKBOOK

ROWS = {"Бланки": "tblFormMoves", "База": "tblClients", "Клиент": "tblClients", "День": "tblClients"}
ANSWERS = {"postpone_date": ["25.12.2026"], "log_one_contact": ["", "7"], "new_task": ["Позвонить", "3"],
           "find_client": ["Иванов"], "new_client": ["Ким Ян", "8 900 000-00-01"], "add_payment": ["100"]}  # fmt: skip


@dataclass
class Agreeable:
    """Says yes, takes the first choice and whatever is offered; remembers what was said, counts what was asked."""

    answers: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: int = 0

    def say(self, text: str) -> None:
        self.said.append(text)

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


def selected(book: Book, group: str) -> Selection:
    """A row of the sheet to which a group belongs: the last, which belongs to the contract."""
    table = WORKBOOK.tables[ROWS.get(group, "tblPolicies")]
    keys = [row["key"] for row in book.read(table) if row["key"]]
    return Selection(WORKBOOK.sheet_of[table.name].title, table.name, tuple(keys[-1:]))
