"""A small base in memory."""

from __future__ import annotations

from typing import Any

import pytest
from desk import CONTRACT, TODAY, Desk, add_insurer

from osago_xl.books.base import Selection
from osago_xl.books.memory import MemoryBook
from osago_xl.schema.workbook import WORKBOOK


@pytest.fixture
def desk() -> Desk:
    """One insurer with a rate and a commission rule."""
    book = MemoryBook(WORKBOOK, TODAY)

    def open_book(selection: Selection) -> MemoryBook:
        book.selected = selection
        return book

    made = Desk(open_book)
    made.setup(add_insurer)
    return made


@pytest.fixture
def contract() -> dict[str, Any]:
    """A whole contract as typed into Оформление."""
    return {key: list(value) if isinstance(value, list) else value for key, value in CONTRACT.items()}
